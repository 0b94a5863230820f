"""Plain text: the page's blocks, told by the shape of its lines, since nothing else marks them."""

from collections.abc import Sequence

from auditor.model import Block, BlockKind, Cell, Metadata
from auditor.parse.blocks import BlockList, TextBuilder
from auditor.parse.links import Addresses
from auditor.parse.stretch import Stretch
from auditor.parse.text_headings import heading_level
from auditor.parse.text_lines import Line, Unit, read_lines, units
from auditor.parse.text_lists import Lists, items_of
from auditor.parse.text_tables import Table, split


def read(source: str, location: str) -> tuple[tuple[Block, ...], Metadata]:
    """The blocks of a page in plain text; `location` tells its own site's addresses."""
    blocks = BlockList(Addresses(location).kind)
    read_text(source, blocks)
    first = blocks.blocks[0] if blocks.blocks else None
    title = first.text if first and first.kind is BlockKind.HEADING else ""
    return tuple(blocks.blocks), Metadata(title=title)


def read_text(source: str, blocks: BlockList, start: int = 0) -> None:
    """Adds the blocks of plain text, which begins at an offset of the source."""
    reader = _Reader(source, blocks)
    for part in split([line for line in read_lines(source) if line.start >= start]):
        if isinstance(part, Table):
            reader.add_table(part)
        else:
            reader.add_lines(part)


class _Reader:
    def __init__(self, source: str, blocks: BlockList) -> None:
        self._source, self._blocks = source, blocks
        self._lists = Lists(blocks)

    def add_lines(self, lines: Sequence[Line]) -> None:
        page = list(units(lines))
        items = items_of(page)
        for at, unit in enumerate(page):
            item = items.get(at)
            if item is not None:
                self._lists.add(item, unit.first.indent, self._builder(unit.stretch(self._source, item.length)))
                continue
            self._lists.close()
            level = heading_level(page, items, at, is_first=at == 0 and not self._blocks.blocks)
            if level:
                self._blocks.add(BlockKind.HEADING, self._builder(unit.stretch(self._source)), level=level)
            else:
                self._add_paragraph(unit)

    def _add_paragraph(self, unit: Unit) -> None:
        quoted = unit.text.startswith("> ")
        stretch = unit.stretch(self._source, 2 if quoted else 0)
        self._blocks.add(BlockKind.QUOTE if quoted else BlockKind.PARAGRAPH, self._builder(stretch))

    def _builder(self, stretch: Stretch) -> TextBuilder:
        builder = TextBuilder()
        stretch.copy(0, len(stretch.text), builder)
        return builder

    def add_table(self, table: Table) -> None:
        """Adds a block for each cell."""
        self._lists.close()
        group, lead_in = self._blocks.new_group(), self._blocks.lead_in()
        heads = [self._source[slot.start : slot.end] for slot in table.rows[0]] if table.has_head else []
        for row, slots in enumerate(table.rows):
            is_head = row == 0 and table.has_head
            name = "" if is_head else self._source[slots[0].start : slots[0].end]
            for column, slot in enumerate(slots):
                builder = TextBuilder()
                builder.verbatim(self._source[slot.start : slot.end], slot.start)
                head = "" if is_head or not heads else heads[column]
                cell = Cell(row, column, name if column else "", head, is_head)
                self._blocks.add(BlockKind.TABLE_CELL, builder, group=group, lead_in=lead_in, cell=cell)
