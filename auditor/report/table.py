"""Tables for a terminal: columns by display width, the widest one folded into what is left."""

from collections.abc import Iterator, Sequence

from auditor.report.width import is_plain, visible, widths
from auditor.report.width import width as columns_of

GAP = "  "
LEAST = 12
"""A flexible column is never narrower than this."""


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], columns: int, flexible: Sequence[int] = (-1,)
) -> Iterator[str]:
    """The lines of a table at most `columns` wide where the fixed columns leave room.

    Cells of the flexible columns (by index) are folded; the others are kept whole.
    """
    cells = [[visible(cell) for cell in row] for row in (head, *rows)]
    wide = [max(map(columns_of, column)) for column in zip(*cells, strict=True)]
    flexible = [index % len(head) for index in flexible]
    _narrow(wide, flexible, columns - len(GAP) * (len(head) - 1))
    for row in cells:
        folded = [fold(cell, width) for cell, width in zip(row, wide, strict=True)]
        for index in range(max(map(len, folded))):
            parts = [lines[index] if index < len(lines) else "" for lines in folded]
            yield GAP.join(map(_padded, parts, wide)).rstrip()


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - columns_of(text))


def fold(text: str, columns: int) -> tuple[str, ...]:
    """The text in lines of at most so many columns, broken at spaces where there are any."""
    lines = []
    rest = " ".join(text.split())
    while (fits := _fitting(rest, columns)) < len(rest):
        space = rest.rfind(" ", 1, fits + 1)
        cut = space if space > 0 else max(fits, 1)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*lines, rest)


def _fitting(text: str, columns: int) -> int:
    """How many characters fit."""
    near = text[: columns * 2 + 2]
    if is_plain(near):
        return min(len(near), columns)
    for count, each in enumerate(widths(near)):
        columns -= each
        if columns < 0:
            return count
    return len(near)


def _narrow(wide: list[int], flexible: Sequence[int], room: int) -> None:
    """Takes from the widest flexible column until the row fits or none can give."""
    while sum(wide) > room:
        widest = max(flexible, key=lambda index: wide[index])
        if wide[widest] <= LEAST:
            return
        wide[widest] -= 1
