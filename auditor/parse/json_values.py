"""The strings of a JSON text with the keys that lead to them and their places; what is broken is passed over."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<string>(?:[^"\\]++|\\.)*+)(?:"|\\?\Z)|(?P<sign>[{}\[\],:])|(?P<bare>[^\s"{}\[\],:]++)', re.DOTALL
)
ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_DEEPEST = 100
"""Keys of a path that are kept; no structured data nests so deep."""


class Value(NamedTuple):
    """A string or a bare word (number, true, null) and the path of keys that leads to it."""

    path: tuple[str, ...]
    text: str
    start: int
    end: int
    """Where it stands in the source, quotes left out."""
    quoted: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """The path without the numbers of list items."""
        return tuple(each for each in self.path if not each.isdigit())


def values(source: str, start: int, end: int) -> Iterator[Value]:
    """The values of a JSON text in order."""
    path: list[str | int] = []
    last: Value | None = None
    for match in _TOKEN.finditer(source, start, end):
        sign = match["sign"]
        if sign == ":" and last and path:
            path[-1], last = last.text, None
            continue
        if last:
            yield last
        last = None if sign else _value(source, match, path)
        if sign:
            _follow(path, sign)
    if last:
        yield last


def _follow(path: list[str | int], sign: str) -> None:
    """Goes into a list or object, out of it, or on to the next item."""
    if sign in "{[":
        path.append("" if sign == "{" else 0)
    elif sign in "}]":
        del path[-1:]
    elif sign == "," and path:
        step = path[-1]
        path[-1] = step + 1 if isinstance(step, int) else ""


def _value(source: str, match: re.Match[str], path: list[str | int]) -> Value:
    quoted = match["string"] is not None
    start, end = match.span("string" if quoted else "bare")
    text = source[start:end]
    keys = tuple(str(each) for each in path[:_DEEPEST])
    return Value(keys, ESCAPE.sub(lambda escape: unescaped(escape.group()), text), start, end, quoted)


def unescaped(escape: str) -> str:
    """What a backslash with what follows it stands for."""
    if escape[1] == "u" and len(escape) > 2:
        text = json.loads(f'"{escape}"')
        return str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.get(escape[1], escape[1])
