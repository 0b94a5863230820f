"""TOML: the values of front matter with their places."""

import re
import tomllib

from auditor.parse import frontmatter_scalars as scalars
from auditor.parse.frontmatter_scalars import Scalar, Tree
from auditor.parse.frontmatter_yaml import UnreadableError, plain_value

_GAP = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r'"""(?P<long>(?:[^"\\]|\\.|"{1,2}(?!"))*"{0,2})"""'
    r"|'''(?P<raw>(?:[^']|'{1,2}(?!'))*'{0,2})'''"
    r'|"(?P<basic>(?:[^"\\\r\n]|\\.)*)"'
    r"|'(?P<literal>[^'\r\n]*)'",
    re.DOTALL,
)
_BARE = re.compile(r"[^\s,\]}#]+(?: \d[^\s,\]}#]*)?")
_FIRST_BREAK = re.compile(r"\r\n|\r|\n")


def read(source: str, start: int, end: int) -> Tree:
    """The table that source[start:end] holds.

    Raises:
        UnreadableError: it is not TOML.
    """
    text = source[start:end]
    try:
        tomllib.loads(re.sub(r"\r\n?", "\n", text))
        return _Reader(source, start, end).read()
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


class _Reader:
    """Reads TOML that is known to be sound."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self._source, self._at, self._end = source, start, end

    def read(self) -> Tree:
        root: dict[str, Tree] = {}
        table = root
        while self._skip() < self._end:
            if self._next("[["):
                table = _append(root, self._keys())
                self._next("]]")
            elif self._next("["):
                table = _inner(root, self._keys())
                self._next("]")
            else:
                self._pair(table)
        return root

    def _skip(self) -> int:
        gap = _GAP.match(self._source, self._at, self._end)
        self._at = gap.end() if gap else self._at
        return self._at

    def _next(self, sign: str) -> bool:
        """Steps over the sign if it comes next."""
        self._skip()
        found = self._source.startswith(sign, self._at) and self._at < self._end
        self._at += len(sign) if found else 0
        return found

    def _keys(self) -> list[str]:
        keys = []
        self._skip()
        while key := _KEY.match(self._source, self._at, self._end):
            keys.append(key.group().strip("\"'"))
            self._at = key.end()
            dot = _DOT.match(self._source, self._at, self._end)
            if not dot:
                break
            self._at = dot.end()
        if not keys:
            raise UnreadableError("a key is missing")
        return keys

    def _pair(self, table: dict[str, Tree]) -> None:
        *path, last = self._keys()
        self._next("=")
        _inner(table, path)[last] = self._value()

    def _value(self) -> Tree:
        if self._next("["):
            return self._array()
        if self._next("{"):
            return self._table()
        string = _STRING.match(self._source, self._at, self._end)
        if string:
            self._at = string.end()
            return self._string(string)
        bare = _BARE.match(self._source, self._at, self._end)
        if not bare:
            raise UnreadableError("a value is missing")
        self._at = bare.end()
        return Scalar(plain_value(bare.group()), scalars.plain(self._source, *bare.span()))

    def _array(self) -> Tree:
        values: list[Tree] = []
        while not self._next("]"):
            values.append(self._value())
            self._next(",")
        return values

    def _table(self) -> Tree:
        table: dict[str, Tree] = {}
        while not self._next("}"):
            self._pair(table)
            self._next(",")
        return table

    def _string(self, match: re.Match[str]) -> Scalar:
        sort = match.lastgroup or "basic"
        start, end = match.span(sort)
        if sort in ("long", "raw") and (first := _FIRST_BREAK.match(self._source, start, end)):
            start = first.end()
        read_text = scalars.double_quoted if sort in ("long", "basic") else scalars.plain
        paragraphs = read_text(self._source, start, end)
        return Scalar("\n\n".join(each.text for each in paragraphs), paragraphs)


def _inner(table: dict[str, Tree], path: list[str]) -> dict[str, Tree]:
    """The table at a path, made where it is missing; in a list of tables the last one counts."""
    for key in path:
        found = table.setdefault(key, {})
        if isinstance(found, list):
            found = found[-1] if found else {}
        table = found if isinstance(found, dict) else {}
    return table


def _append(root: dict[str, Tree], path: list[str]) -> dict[str, Tree]:
    outer = _inner(root, path[:-1])
    tables = outer.setdefault(path[-1], [])
    fresh: dict[str, Tree] = {}
    if isinstance(tables, list):
        tables.append(fresh)
    return fresh
