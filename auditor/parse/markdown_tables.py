"""A Markdown table under way: which cell comes next, and the headers that govern it."""

from auditor.model import Cell
from auditor.parse import markdown_lines
from auditor.parse.stretch import Lines, Stretch


class Table:
    """Hands out the cells row by row; the first row is the head, the first column names the rows."""

    def __init__(self, lines: Lines, group: int, lead_in: int | None) -> None:
        self.group, self.lead_in = group, lead_in
        self._lines = lines
        self._row, self._column = -1, -1
        self._row_header = ""
        self._heads: dict[int, str] = {}
        self._stretches: list[Stretch] = []

    def open_row(self, line: int) -> None:
        """Begins the row that stands in a line."""
        self._row, self._column, self._row_header = self._row + 1, -1, ""
        self._stretches = markdown_lines.cells(self._lines, line, is_head=self._row == 0)

    def next_cell(self) -> tuple[Stretch, Cell] | None:
        """The content and the place of the next cell; None where the row has ended early."""
        self._column += 1
        if self._column >= len(self._stretches):
            return None
        is_head, row_header = self._row == 0, self._row_header if self._column else ""
        head = "" if is_head else self._heads.get(self._column, "")
        return self._stretches[self._column], Cell(self._row, self._column, row_header, head, is_head)

    def name(self, text: str) -> None:
        """Learns the text of the cell handed out last: it may be a header for others."""
        if self._row == 0:
            self._heads[self._column] = text
        elif self._column == 0:
            self._row_header = text
