"""Tables in plain text: columns parted by tabs, by upright strokes, or lined up with spaces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.parse.text_lines import Line
from auditor.parse.text_shapes import item

_SEPARATORS = (("|", re.compile(r"\|")), ("\t", re.compile(r"\t[ \t]*")), ("  ", re.compile(r"\s{2,}")))
_BORDER = re.compile(r"[|+\-:=\s]+$")
_LEAST_ROWS = {"|": 2, "\t": 2, "  ": 3}


class Slot(NamedTuple):
    """Source offsets of a cell."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table; the first is its head where `has_head`."""

    rows: tuple[tuple[Slot, ...], ...]
    has_head: bool


@dataclass(frozen=True, slots=True)
class _Row:
    separator: str
    slots: tuple[Slot, ...]
    columns: tuple[int, ...]
    """Where the cells begin in the line."""

    def goes_with(self, above: "_Row") -> bool:
        same = self.separator == above.separator and len(self.slots) == len(above.slots)
        return same and (self.separator != "  " or self.columns[1:] == above.columns[1:])


def split(lines: Sequence[Line]) -> Iterator["Table | list[Line]"]:
    """The page as tables and the lines between them, in order."""
    loose: list[Line] = []
    run: list[tuple[Line, _Row | None]] = []
    for line in lines:
        row = _row(line)
        if run and not _continues(run, line, row):
            yield from _ended(run, loose)
            run = []
        if row and (run or not _is_border(line)):
            run.append((line, row))
        elif run:
            run.append((line, None))
        else:
            loose.append(line)
    yield from _ended(run, loose)
    if loose:
        yield loose


def _is_border(line: Line) -> bool:
    """Whether it only parts rows, as "|---|---|" does."""
    return _BORDER.match(line.text) is not None and not {"-", "="}.isdisjoint(line.text)


def _continues(run: list[tuple[Line, "_Row | None"]], line: Line, row: "_Row | None") -> bool:
    if line.blank_before:
        return False
    if _is_border(line):
        return True
    last = next(each for _, each in run if each)
    return row is not None and row.goes_with(last)


def _ended(run: list[tuple[Line, "_Row | None"]], loose: list[Line]) -> Iterator["Table | list[Line]"]:
    """The table that the run is; where it is none its lines join the loose ones."""
    rows = [row for line, row in run if row and not _is_border(line)]
    if not rows or len(rows) < _LEAST_ROWS[rows[0].separator]:
        loose.extend(line for line, _ in run)
        return
    if loose:
        yield loose[:]
        loose.clear()
    ruled = len(run) > 1 and _is_border(run[1][0])
    yield Table(tuple(row.slots for row in rows), ruled or _has_head(run))


def _has_head(run: list[tuple[Line, "_Row | None"]]) -> bool:
    """Whether the first row has no figures and a later one has; pairs of label and value have no head."""
    texts = [line.text for line, row in run if row]
    labels = [line.text[: row.slots[0].end - line.start] for line, row in run if row and len(row.slots) == 2]
    if any(label.endswith(":") for label in labels) or (labels and "\t" not in texts[0] and "|" not in texts[0]):
        return False
    return not any(map(str.isdigit, texts[0])) and any(any(map(str.isdigit, text)) for text in texts[1:])


def _row(line: Line) -> _Row | None:
    separator, pattern = next((each for each in _SEPARATORS if each[0] in line.text), ("", None))
    if pattern is None or item(line.text):
        return None
    text, first, last = line.text, 0, len(line.text)
    if separator == "|":
        first, last = int(text[0] == "|"), last - (text[-1] == "|")
    edges = [first]
    for gap in pattern.finditer(text, first, last):
        edges += gap.span()
    edges.append(last)
    slots = tuple(_slot(line, *edges[at : at + 2]) for at in range(0, len(edges), 2))
    return _Row(separator, slots, tuple(slot.start - line.start + line.indent for slot in slots)) if slots[1:] else None


def _slot(line: Line, start: int, end: int) -> Slot:
    """A cell without the white space around it."""
    text = line.text[start:end]
    begin = line.start + start + len(text) - len(text.lstrip())
    return Slot(begin, begin + len(text.strip()))
