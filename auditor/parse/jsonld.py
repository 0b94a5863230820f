"""JSON-LD: the texts that structured data shows to search engines, each with its exact place in the script."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.model import BlockKind
from auditor.parse.blocks import BlockList, TextBuilder

_TOKEN = re.compile(r'"(?P<string>(?:[^"\\]++|\\.)*+)"|(?P<sign>[{}\[\],:])|(?P<bare>[^\s"{}\[\],:]++)', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_PLAIN = {"b": " ", "f": " ", "n": "\n", "r": "\r", "t": "\t"}
_TEXTS = frozenset(
    "abstract alternativeHeadline articleBody award caption description disambiguatingDescription headline name "
    "reviewBody slogan text".split()
)
"""Properties whose values are written for readers."""
_NAMES_OF = frozenset("author brand creator editor provider publisher reviewedBy seller".split())
"""Things whose name is no text of the page."""
_DEEPEST = 100


class Value(NamedTuple):
    """A string or a bare word (number, true, null) and the path of keys that leads to it."""

    path: tuple[str, ...]
    text: str
    start: int
    end: int
    """Where it stands in the source, quotes left out."""
    quoted: bool = True


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
    keys = [each for each in value.path if not each.isdigit()]
    if not keys or not value.quoted or keys[-1] not in _TEXTS or "://" in value.text[:10]:
        return False
    return keys[-1] != "name" or len(keys) < 2 or keys[-2] not in _NAMES_OF


def values(source: str, start: int, end: int) -> Iterator[Value]:
    """The values of a JSON text in order; what is broken is skipped over."""
    path: list[str | int] = []
    key: str | None = None
    pending: Value | None = None
    at = start
    while match := _TOKEN.search(source, at, end):
        at = match.end()
        sign = match["sign"]
        if sign == ":":
            key, pending = (pending.text if pending else None), None
            continue
        if sign is None:
            if key is not None and path and isinstance(path[-1], str):
                path[-1], key = key, None
            pending = _value(source, match, path)
            continue
        if sign in "{[" and key is not None and path and isinstance(path[-1], str):
            path[-1], key = key, None
        if pending:
            yield pending
            pending = None
        if sign in "{[":
            path.append("" if sign == "{" else 0)
        elif sign in "}]":
            del path[-1:]
        elif path and isinstance(path[-1], int):
            path[-1] += 1
    if pending:
        yield pending


def _value(source: str, match: re.Match[str], path: list[str | int]) -> Value:
    quoted = match["string"] is not None
    start, end = match.span("string" if quoted else "bare")
    text = source[start:end]
    keys = tuple(map(str, path[:_DEEPEST]))
    return Value(keys, _ESCAPE.sub(_unescape, text) if "\\" in text else text, start, end, quoted)


def _unescape(match: re.Match[str]) -> str:
    escape = match.group()
    if escape[1] == "u" and len(escape) > 2:
        return str(json.loads(f'"{escape}"')).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _PLAIN.get(escape[1], escape[1])


def _add(builder: TextBuilder, source: str, value: Value) -> None:
    at = value.start
    for match in _ESCAPE.finditer(source, value.start, value.end):
        builder.verbatim(source[at : match.start()], at)
        builder.stand_in(_unescape(match), *match.span())
        at = match.end()
    builder.verbatim(source[at : value.end], at)
