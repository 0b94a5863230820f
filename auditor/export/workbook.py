"""A workbook that is written row by row: sheets of free rows, and tables that go on in further sheets."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from auditor.errors import UsageError
from auditor.export import cells
from auditor.report.table import fold

Row = TypeVar("Row")
Cell = str | int | date | None

_TOP = {"valign": "top"}
STYLES: dict[str, dict[str, Any]] = {
    "": _TOP,
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": "#D9E1F2", "bottom": 1, "valign": "top", "text_wrap": True},
    "wrap": {**_TOP, "text_wrap": True},
    "link": {**_TOP, "font_color": "#0563C1", "underline": 1},
    "date": {**_TOP, "num_format": "yyyy-mm-dd"},
    "number": {**_TOP, "num_format": "#,##0"},
    "error": {**_TOP, "bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"},
    "warning": {**_TOP, "font_color": "#7F4F00", "bg_color": "#FFEB9C"},
    "info": {**_TOP, "font_color": "#1F3864", "bg_color": "#DDEBF7"},
}
"""Style to how a cell looks; a severity is told by its word as well as by colour."""

_QUOTED = "'"
"""Before a style: that of a text which stays text also when somebody edits the cell."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a table: its head, its width in characters, and what stands in it."""

    head: str
    width: int
    value: Callable[[Row], Cell]
    style: str = ""
    """One of STYLES; "severity" for the style that the value names, "link" for an address or a path."""


class Book:
    """The workbook under way."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        quoted = {_QUOTED + name: {**look, "quote_prefix": True} for name, look in STYLES.items()}
        self.styles = {name: workbook.add_format(look) for name, look in (STYLES | quoted).items()}
        self._names: set[str] = set()

    def sheet(self, name: str, widths: Sequence[int]) -> "Sheet":
        """A new sheet behind the others, its name changed as far as it must be."""
        added = self._workbook.add_worksheet(cells.sheet_name(name, self._names))
        for index, width in enumerate(widths):
            added.set_column(index, index, width)
        return Sheet(added, self.styles)

    def table(self, name: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> None:
        """A sheet with a fixed head, a filter and a line for each row; further sheets "name 2" where it is full."""
        rest, number, full = iter(rows), 1, True
        while full:
            full = self._table_sheet(name if number == 1 else f"{name} {number}", columns, rest)
            number += 1

    def _table_sheet(self, name: str, columns: Sequence[Column[Row]], rows: Iterator[Row]) -> bool:
        """Writes one sheet; true where it is full and there may be more rows."""
        sheet = self.sheet(name, [column.width for column in columns])
        sheet.add([column.head for column in columns], "head")
        for row in rows:
            sheet.add_styled((column.value(row), column.style) for column in columns)
            if sheet.rows == cells.MOST_ROWS:
                break
        sheet.filter(len(columns))
        return sheet.rows == cells.MOST_ROWS


class Sheet:
    """A sheet that is written from the top."""

    def __init__(self, sheet: Any, styles: dict[str, Any]) -> None:
        self._sheet, self._styles = sheet, styles
        self.rows = 0
        self.links = 0

    def add(self, values: Iterable[Cell] = (), style: str = "") -> None:
        """A row in which every cell has the same style; without values an empty one."""
        self.add_styled((value, style) for value in values)

    def say(self, text: str, columns: int) -> None:
        """A text in as many rows as it takes; `columns` is the width of the sheet in characters."""
        for line in fold(text, columns):
            self.add([line])

    def add_styled(self, values: Iterable[tuple[Cell, str]]) -> None:
        """A row of values, each with its style."""
        for index, (value, style) in enumerate(values):
            self._write(index, value, str(value) if style == "severity" else style)
        self.rows += 1

    def filter(self, columns: int) -> None:
        """The first row stays in sight and filters the others."""
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, max(self.rows - 1, 0), columns - 1)

    def _write(self, column: int, value: Cell, style: str) -> None:
        if value is None or value == "":
            return
        at, look = (self.rows, column), self._styles[style]
        if isinstance(value, str):
            self._write_text(at, value, style)
        elif isinstance(value, date):
            self._sheet.write_datetime(*at, datetime(value.year, value.month, value.day), look)
        else:
            self._sheet.write_number(*at, value, look)

    def _write_text(self, at: tuple[int, int], value: str, style: str) -> None:
        """A text is never taken for a formula; only the style "link" makes an address a link."""
        text = cells.cell_text(value)
        target = cells.link_target(value) if style == "link" and self.links < cells.MOST_LINKS else ""
        if target:
            self.links += 1
            self._sheet.write_url(*at, target, self._styles["link"], text)
        else:
            look = "" if style == "link" else style
            self._sheet.write_string(
                *at, text, self._styles[_QUOTED + look if cells.looks_like_formula(text) else look]
            )


@contextmanager
def written(path: Path, created: date, title: str) -> Iterator[Book]:
    """A workbook that is in the file once the block has ended; its parts wait beside it on disk until then.

    Raises:
        UsageError: the package that writes workbooks is not installed.
        OSError: the disk is full or the place cannot be written.
    """
    try:
        import xlsxwriter
        from xlsxwriter.exceptions import FileCreateError
    except ImportError as error:
        raise UsageError("XLSX needs a further package: pip install 'health-page-auditor[scan]'") from error
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.use_zip64()
    workbook.set_properties({"title": title, "created": datetime(created.year, created.month, created.day)})
    yield Book(workbook)
    try:
        workbook.close()
    except FileCreateError as error:
        raise error.args[0] from error
