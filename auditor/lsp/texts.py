"""A text as the protocol counts it: zero-based lines, columns in the units that were agreed on.

A line ends with LF, CRLF or a lone CR and with nothing else: characters such as U+2028 or a form
feed, at which Python's own `splitlines` cuts too, stand within a line.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from lsprotocol.types import Position, Range, TextDocumentContentChangeEvent

_LINE_END = re.compile(r"\r\n|\n|\r")
_BYTES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}
"""Position encoding to its codec and the bytes of a unit; in any other a unit is a character."""
_STRIDE = 4096
"""Characters between two marks at which the units are known; a column costs no more than one stride."""


@dataclass(frozen=True)
class Text:
    """What a document holds; `encoding` is the agreed position encoding."""

    content: str
    encoding: str = "utf-16"

    def position(self, offset: int) -> Position:
        """The place of a character offset."""
        offset = min(max(offset, 0), len(self.content))
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(offset) - self._units(self._starts[line]))

    def range(self, start: int, end: int) -> Range:
        """The half-open range between two character offsets."""
        return Range(self.position(start), self.position(max(start, end)))

    def offset(self, position: Position) -> int:
        """The character offset of a place; beyond the end of a line or of the text it is that end."""
        if position.line >= len(self._starts):
            return len(self.content)
        start, end = self._starts[position.line], self._line_end(position.line)
        wanted = self._units(start) + max(position.character, 0)
        return max(bisect_right(range(start, end + 1), wanted, key=self._units) - 1 + start, start)

    def edited(self, change: TextDocumentContentChangeEvent) -> "Text":
        """The text after a change; one without a range replaces it all."""
        where: Range | None = getattr(change, "range", None)
        if where is None:
            return Text(change.text, self.encoding)
        start, end = self.offset(where.start), self.offset(where.end)
        return Text(self.content[:start] + change.text + self.content[max(start, end) :], self.encoding)

    def line_range(self, line: int) -> Range:
        """The whole of a zero-based line without its end; the last one for a line beyond."""
        line = min(max(line, 0), len(self._starts) - 1)
        return self.range(self._starts[line], self._line_end(line))

    def line_start(self, offset: int) -> int:
        """The character offset at which the line of an offset begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def _line_end(self, line: int) -> int:
        """Where the line's content ends, before its line end."""
        if line + 1 == len(self._starts):
            return len(self.content)
        end = self._starts[line + 1]
        return end - (2 if self.content.endswith("\r\n", 0, end) else 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.content))]

    def _units(self, offset: int) -> int:
        """Units before a character offset, from the start of the text."""
        if self.content.isascii() or self.encoding not in _BYTES:
            return offset
        mark = offset // _STRIDE
        return self._marks[mark] + self._size(self.content[mark * _STRIDE : offset])

    @cached_property
    def _marks(self) -> list[int]:
        starts = range(0, len(self.content), _STRIDE)
        return list(accumulate((self._size(self.content[each : each + _STRIDE]) for each in starts), initial=0))

    def _size(self, part: str) -> int:
        codec, width = _BYTES[self.encoding]
        return len(part.encode(codec, "surrogatepass")) // width
