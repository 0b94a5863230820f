"""The CSV export (RFC 4180), and reading it back.

A cell that a spreadsheet program could take for a formula gets an apostrophe in front; reading
takes it away again.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from auditor.errors import UsageError
from auditor.export.cells import looks_like_formula
from auditor.export.columns import COLUMNS, flattened, row_of
from auditor.model.scan import FindingRow

BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheet programs see that a file is UTF-8."""
_LONGEST_CELL = 2**31 - 1
"""Characters; the reader's own limit of 131,072 is less than a sentence may have."""


def write_csv(rows: Iterable[FindingRow], *, mark: bool = True) -> Iterator[str]:
    """A header and a line for each finding, all columns, CRLF at the ends; `mark`: a byte order mark first."""
    yield (BYTE_ORDER_MARK if mark else "") + _line(COLUMNS)
    for row in rows:
        yield _line(_defused(cell) for cell in flattened(row).values())


def _line(cells: Iterable[object]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def read_csv(lines: Iterable[str], name: str = "the CSV file") -> Iterator[FindingRow]:
    """The findings that `write_csv` wrote; the lines come from a file opened with `newline=""`.

    Columns may stand in any order, and further ones are ignored.

    Raises:
        UsageError: it is no such export; the message names the line and the column.
    """
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(_unmarked(lines), strict=True)
    try:
        head = next(reader, [])
        if missing := [column for column in COLUMNS if column not in head]:
            raise UsageError(f"{name}: no export of findings: column {missing[0]!r} is missing in the first line")
        for cells in reader:
            if len(cells) != len(head):
                raise ValueError(f"{len(cells)} cells, expected {len(head)}")
            yield row_of({column: _armed(cell) for column, cell in zip(head, cells, strict=True)})
    except (ValueError, csv.Error) as error:
        raise UsageError(f"{name}: line {reader.line_num}: {error}") from error


def _defused(cell: object) -> object:
    mistakable = isinstance(cell, str) and (cell.startswith("'") or looks_like_formula(cell))
    return f"'{cell}" if mistakable else cell


def _armed(cell: str) -> str:
    return cell.removeprefix("'")


def _unmarked(lines: Iterable[str]) -> Iterator[str]:
    rest = iter(lines)
    yield next(rest, "").removeprefix(BYTE_ORDER_MARK)
    yield from rest
