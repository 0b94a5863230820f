"""Tables: which cell stands where, and which headers govern it."""

from dataclasses import dataclass, field, replace

from auditor.model import Block, Cell

_MOST_SPANNED = 100
"""More columns or rows than this in one cell are a slip of the pen; they would cost time, not meaning."""


@dataclass(slots=True)
class _Placed:
    """A cell as it stands in the grid, and the blocks in it."""

    row: int
    column: int
    rows: int
    columns: int
    marked: bool
    """As a header: <th>, or in <thead>."""
    in_head: bool
    blocks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table under way."""

    group: int
    lead_in: int | None
    row: int = -1
    in_head: bool = False
    _column: int = 0
    _taken: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Where a cell above reaches down: its last row and its width, by its first column."""
    _cells: list[_Placed] = field(default_factory=list)

    def start_row(self) -> None:
        """Begins the next row."""
        self.row, self._column = self.row + 1, 0

    def start_cell(self, *, header: bool, columns: int, rows: int) -> None:
        """Begins a cell that is `columns` wide and `rows` high."""
        if self.row < 0:
            self.start_row()
        columns, rows = (min(max(each, 1), _MOST_SPANNED) for each in (columns, rows))
        while self._taken.get(self._column, (-1, 0))[0] >= self.row:
            self._column += self._taken[self._column][1]
        if rows > 1:
            self._taken[self._column] = (self.row + rows - 1, columns)
        marked = header or self.in_head
        self._cells.append(_Placed(self.row, self._column, rows, columns, marked, self.in_head))
        self._column += columns

    def cell(self) -> Cell | None:
        """The place of the cell under way, its headers not known yet."""
        return Cell(self._cells[-1].row, self._cells[-1].column) if self._cells else None

    def add(self, block: int) -> None:
        """Notes a block of the cell under way."""
        if self._cells:
            self._cells[-1].blocks.append(block)

    def finish(self, blocks: list[Block]) -> None:
        """Gives the blocks of all cells their headers."""
        texts = [" ".join(blocks[each].text for each in cell.blocks) for cell in self._cells]
        heads = self._head_rows(texts)
        above, beside = self._headers(texts, heads)
        for cell in self._cells:
            is_head = cell.row in heads
            row_header = "" if is_head or cell.marked or cell.column == 0 else beside.get(cell.row, "")
            column_header = "" if is_head else above.get(cell.column, "")
            place = Cell(cell.row, cell.column, row_header, column_header, is_head or cell.marked)
            for index in cell.blocks:
                blocks[index] = replace(blocks[index], cell=place)

    def _headers(self, texts: list[str], heads: set[int]) -> tuple[dict[int, str], dict[int, str]]:
        """What stands above each column and beside each row; a row's first cell names it."""
        above: dict[int, str] = {}
        beside: dict[int, str] = {}
        for cell, text in zip(self._cells, texts, strict=True):
            if cell.row in heads:
                _spread(above, cell.column, cell.columns, text)
            elif cell.column == 0 or cell.marked:
                _spread(beside, cell.row, cell.rows, text)
        return above, beside

    def _head_rows(self, texts: list[str]) -> set[int]:
        """The rows that head the columns: all in <thead>, or the first ones that are all <th>, or a guess."""
        rows: dict[int, list[_Placed]] = {}
        for cell in self._cells:
            rows.setdefault(cell.row, []).append(cell)
        heads = {cell.row for cell in self._cells if cell.in_head}
        for row, cells in rows.items():
            if not all(cell.marked for cell in cells):
                break
            heads.add(row)
        if len(heads) == len(rows):
            return set()
        return heads if any(cell.marked for cell in self._cells) else self._guessed_head(texts)

    def _guessed_head(self, texts: list[str]) -> set[int]:
        """The first row, where it has no figures and the rows below do, beside their first cells."""
        first = {cell.row for cell in self._cells[:1]}
        at_top = [text for cell, text in zip(self._cells, texts, strict=True) if cell.row in first]
        below = [text for cell, text in zip(self._cells, texts, strict=True) if cell.row not in first and cell.column]
        plain = len(at_top) > 1 and all(at_top) and not any(map(_has_figure, at_top))
        return first if plain and any(map(_has_figure, below)) and len(below) > 1 else set()


def _spread(headers: dict[int, str], start: int, count: int, text: str) -> None:
    for each in range(start, start + count):
        headers[each] = f"{headers[each]} {text}" if each in headers else text


def _has_figure(text: str) -> bool:
    return any(character.isdigit() for character in text)
