"""JSON-LD: the texts that structured data shows to search engines, each with its exact place in the script."""

import re

from auditor.model import BlockKind
from auditor.parse.blocks import BlockList, TextBuilder
from auditor.parse.html_elements import BLOCKS
from auditor.parse.html_references import references
from auditor.parse.json_values import ESCAPE, Value, unescaped, values

_TEXTS = frozenset(
    (
        *("abstract", "alternativeHeadline", "articleBody", "award", "caption", "description", "text", "slogan"),
        *("disambiguatingDescription", "headline", "name", "reviewBody"),
    )
)
"""Properties whose values are written for readers."""
_NAMED = frozenset(("author", "brand", "creator", "editor", "provider", "publisher", "reviewedBy", "seller"))
"""Things whose name is no text of the page."""
_OPEN, _CLOSE = r"(?:<|\\u003[cC])", r"(?:>|\\u003[eE])"
_PIECE = re.compile(
    rf"{_OPEN}(?:\\?/|\\u002[fF])?(?P<tag>[a-zA-Z][a-zA-Z0-9]*+)(?:[^<>\\]++|\\(?!u003[cCeE]).)*+{_CLOSE}"
    rf"|(?P<escape>{ESCAPE.pattern})|(?P<reference>&[#\w]++;)",
    re.DOTALL,
)
"""What a string holds besides characters that stand for themselves: tags of HTML, escapes, references."""


def read(source: str, start: int, end: int, blocks: BlockList) -> list[Value]:
    """Adds the texts of a script as blocks and gives all its values."""
    found = list(values(source, start, end))
    for value in found:
        if _is_text(value):
            builder = TextBuilder()
            _add(builder, source, value)
            blocks.add(BlockKind.JSON_LD, builder, key=".".join(value.path))
    return found


def _is_text(value: Value) -> bool:
    keys = value.keys
    if not keys or not value.quoted or keys[-1] not in _TEXTS or "://" in value.text[:10]:
        return False
    return keys[-1] != "name" or len(keys) < 2 or keys[-2] not in _NAMED


def _add(builder: TextBuilder, source: str, value: Value) -> None:
    at = value.start
    for match in _PIECE.finditer(source, value.start, value.end):
        builder.verbatim(source[at : match.start()], at)
        at = match.end()
        if match["escape"]:
            builder.stand_in(unescaped(match.group()), *match.span())
        elif match["reference"]:
            _add_reference(builder, source, *match.span())
        elif match["tag"].lower() in BLOCKS | {"br"}:
            builder.space(*match.span())
    builder.verbatim(source[at : value.end], at)


def _add_reference(builder: TextBuilder, source: str, start: int, end: int) -> None:
    known = next(references(source, start, end), None)
    if known and known.end == end:
        builder.stand_in(known.text, start, end)
    else:
        builder.verbatim(source[start:end], start)
