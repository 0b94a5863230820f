"""What the head of a page and its scripts say: descriptions, addresses, structured data."""

from auditor.model import BlockKind, Metadata
from auditor.parse import jsonld, metadata
from auditor.parse.blocks import BlockList, TextBuilder
from auditor.parse.html_references import add_text
from auditor.parse.html_tokens import Tag
from auditor.parse.json_values import Value
from auditor.parse.links import Addresses

DESCRIPTIONS = ("description", "og:description", "twitter:description")
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

    def start(self, tag: Tag) -> None:
        """Looks at a start tag."""
        if tag.name == "script":
            self._is_data = "json" in tag.attributes["type"].lower()
        elif tag.name == "meta":
            self._meta(tag)
        elif tag.name == "base":
            self._addresses.add_own(tag.attributes["href"])
        elif tag.name == "html" or (tag.name == "link" and "canonical" in tag.attributes["rel"].lower()):
            self._addresses.add_own(tag.attributes["href"])
            self._keep(tag)

    def _keep(self, tag: Tag) -> None:
        if len(self._tags) < _MOST_TAGS and tag.end - tag.start <= _LONGEST_TAG:
            self._tags.append(self._source[tag.start : tag.end])

    def raw(self, name: str, start: int, end: int) -> None:
        """Looks at the content of a script."""
        if name == "script" and self._is_data:
            self._data += jsonld.read(self._source, start, end, self._blocks)

    def metadata(self, title: str) -> Metadata:
        """What the page says of itself."""
        return metadata.from_tags("".join(self._tags), title, self._data)

    def _meta(self, tag: Tag) -> None:
        name = (tag.attributes["name"] or tag.attributes["property"]).lower()
        if name in metadata.TAGS:
            self._keep(tag)
        if name == "og:url":
            self._addresses.add_own(tag.attributes["content"])
        span = tag.attributes.spans.get("content")
        if name in DESCRIPTIONS and span:
            builder = TextBuilder()
            add_text(builder, self._source, *span, in_attribute=True)
            if builder.text not in self._descriptions:
                self._descriptions.add(builder.text)
                self._blocks.add(BlockKind.META_DESCRIPTION, builder)
