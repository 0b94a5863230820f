"""What the head of a page and its scripts say: descriptions, addresses, structured data."""

from auditor.model import BlockKind, Metadata
from auditor.parse import jsonld, metadata
from auditor.parse.blocks import BlockList, TextBuilder
from auditor.parse.html_references import add_text
from auditor.parse.html_tokens import Token
from auditor.parse.json_values import Value
from auditor.parse.links import Addresses

_DESCRIPTIONS = ("description", "og:description", "twitter:description")
HEAD_TAGS = frozenset(("script", "meta", "base", "html", "link"))
"""The elements that it looks at."""
_MOST_TAGS = 50
_LONGEST_TAG = 5000


class Head:
    """Collects what stands in tags and scripts rather than in text."""

    def __init__(self, source: str, blocks: BlockList, addresses: Addresses) -> None:
        self._source, self._blocks, self._addresses = source, blocks, addresses
        self._descriptions: set[str] = set()
        self._tags: list[str] = []
        self._data: list[Value] = []
        self._is_data = False

    def start(self, token: Token) -> None:
        """Looks at a start tag."""
        if token.name == "script":
            self._is_data = "json" in token.attributes["type"].lower()
        elif token.name == "meta":
            self._meta(token)
        elif token.name == "base":
            self._addresses.add_own(token.attributes["href"])
        elif token.name == "html" or (token.name == "link" and "canonical" in token.attributes["rel"].lower()):
            self._addresses.add_own(token.attributes["href"])
            self._keep(token)

    def _keep(self, token: Token) -> None:
        if len(self._tags) < _MOST_TAGS and token.end - token.start <= _LONGEST_TAG:
            self._tags.append(self._source[token.start : token.end])

    def raw(self, token: Token) -> None:
        """Looks at the content of a script."""
        if token.name == "script" and self._is_data:
            self._data += jsonld.read(self._source, token.start, token.end, self._blocks)

    def metadata(self, title: str) -> Metadata:
        """What the page says of itself."""
        return metadata.from_tags("".join(self._tags), title, self._data)

    def _meta(self, token: Token) -> None:
        name = (token.attributes["name"] or token.attributes["property"]).lower()
        if name in metadata.TAGS:
            self._keep(token)
        if name == "og:url":
            self._addresses.add_own(token.attributes["content"])
        span = token.attributes.spans.get("content")
        if name in _DESCRIPTIONS and span:
            builder = TextBuilder()
            add_text(builder, self._source, *span, in_attribute=True)
            if builder.text not in self._descriptions:
                self._descriptions.add(builder.text)
                self._blocks.add(BlockKind.META_DESCRIPTION, builder)
