"""The source line of a finding with the quoted words underlined."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.model import Location
from auditor.report.width import is_plain, visible, width, widths

_SPACE = re.compile(r"\s*")
ELLIPSIS = "…"
MOST_LINES = 4
"""A longer anchor is shown by its first and last two lines."""


class Row(NamedTuple):
    """A line of an excerpt: its number in the source, its text, and the underline below it."""

    number: int
    text: str
    underline: str


def excerpt(lines: Sequence[str], location: Location, columns: int) -> Iterator[Row]:
    """The rows for an anchor that stands on these source lines, each at most `columns` wide."""
    last = len(lines) - 1
    for index, line in enumerate(lines):
        if MOST_LINES // 2 <= index <= last - MOST_LINES // 2 and last >= MOST_LINES:
            continue
        start = location.start.column - 1 if index == 0 else _indent(line)
        end = location.end.column - 1 if index == last else len(line.rstrip())
        if index in (0, last) or end > start:
            yield Row(location.start.line + index, *underlined(line, start, max(end, start), columns))


def underlined(line: str, start: int, end: int, columns: int) -> tuple[str, str]:
    """The part of a line around the characters [start, end) that fits, and its underline.

    Leading white space goes; a cut is shown by an ellipsis; tabs become one space.
    """
    indent, length = min(_indent(line), start), len(line.rstrip())
    first, last = _window(line, (indent, length), start, end, columns)
    shown = visible(line[first:last])
    if is_plain(shown):
        before, marked = start - first, max(min(end - start, len(shown) - (start - first)), 1)
    else:
        cells = widths(shown)
        before, marked = sum(cells[: start - first]), max(sum(cells[start - first : end - first]), 1)
    head, tail = ELLIPSIS * (first > indent), ELLIPSIS * (last < length)
    return head + shown.rstrip() + tail, " " * (before + len(head)) + "^" + "~" * (marked - 1)


def _indent(line: str) -> int:
    """Characters of white space at the beginning; a line may be a whole page, so nothing is copied."""
    found = _SPACE.match(line)
    return found.end() if found else 0


def _window(line: str, text: tuple[int, int], start: int, end: int, columns: int) -> tuple[int, int]:
    """The range of the line that is shown: the anchor and as much around it as fits, evenly.

    `text` is where the line's text begins and ends.
    """
    indent, length = text
    near = line[max(indent, start - columns) : start]
    far = line[end : end + columns].rstrip()
    whole = start - len(near) <= indent and length <= end + columns
    if whole and width(near + line[start:end] + far) <= columns:
        return indent, max(length, end)
    room = columns - 2 - width(line[start : min(end, start + columns)])
    if room < 0:
        return start, start + _fitting(line[start : start + columns], columns - 2)
    right = _fitting(far, max(room - width(near), room // 2))
    left = _fitting(near[::-1], room - width(far[:right]))
    return start - left, end + right


def _fitting(text: str, columns: int) -> int:
    """How many characters of the text fit."""
    if is_plain(text):
        return min(len(text), max(columns, 0))
    for count, each in enumerate(widths(text)):
        columns -= each
        if columns < 0:
            return count
    return len(text)
