"""What stands around a price: the headers and cells of its row, the line above its list, controls to buy."""

from collections.abc import Iterator

from auditor.extract.prices.naming import capitalised
from auditor.extract.prices.parts import Each, each_in, read_each
from auditor.extract.prices.phrases import Phrase
from auditor.extract.prices.roles import is_control
from auditor.extract.prices.words import Rest, any_word
from auditor.extract.quantities import lowered
from auditor.model import Block, BlockKind, Page

_AFTER, _BEFORE = 3, 2
"""Blocks within which a control to buy belongs to a price."""
_CELLS = 8
"""Cells before and behind one that are looked at for a strength or pack."""
_HEADER = 100
"""Characters of a header or cell; what is longer tells more than a product."""
_LEAD = 60
"""Characters of a line that says what the list below it is of."""


def said_around(page: Page, block: Block) -> str:
    """What a cell's row or a list's lead says of every price in it."""
    if block.cell is not None:
        measured = (each.text for each in _row(page, block) if _tells_how_much(each))
        said = (block.cell.row_header, block.cell.column_header, *measured)
        return "\n".join(each[:_HEADER] for each in said)
    lead = page.blocks[block.lead_in] if block.lead_in is not None and block.group else None
    return lead.text if lead is not None and lead.kind is not BlockKind.HEADING and len(lead.text) <= _LEAD else ""


def _row(page: Page, block: Block) -> Iterator[Block]:
    """The nearest other cells of the row."""
    first = max(0, block.index - _CELLS)
    yield from (each for each in page.blocks[first : block.index + _CELLS + 1] if _is_beside(each, block))


def _is_beside(one: Block, other: Block) -> bool:
    """Whether two blocks are different cells of one row."""
    if one.cell is None or other.cell is None or one.index == other.index:
        return False
    return one.group == other.group and one.cell.row == other.cell.row


def _tells_how_much(cell: Block) -> bool:
    header = cell.cell.column_header if cell.cell is not None else ""
    return any_word("measuring").search(lowered(header)) is not None


def unlisted_name(block: Block, phrase: str, around: str) -> str:
    """A name that no list knows and with which the row, the phrase or the line above the list begins."""
    if block.cell is not None:
        return capitalised(block.cell.row_header)
    return capitalised(phrase) or capitalised(around)


def each_around(page: Page, block: Block, phrase: Phrase) -> Each:
    """What the header of its column says the amount is for, or a line of its own right below it: "/month"."""
    if block.cell is not None:
        return each_in(lowered(block.cell.column_header[:_HEADER]))
    below = page.blocks[block.index + 1] if block.index + 1 < len(page.blocks) else None
    if below is None or below.section != block.section or not phrase.ends_with_amount:
        return Each()
    each = read_each(Rest(lowered(below.text)), 0)
    return Each(each.per, each.form) if each.per and each.end >= len(below.text.rstrip()) else Each()


def is_buyable(page: Page, block: Block) -> bool:
    """Whether a control to buy stands beside it, in the same section."""
    near = page.blocks[max(0, block.index - _BEFORE) : block.index + _AFTER + 1]
    return any(each.section == block.section and is_control(each) for each in near)
