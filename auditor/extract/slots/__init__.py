"""Finds the places on a page that may wait for a value: runs of X, brackets, template marks and the like."""

from collections.abc import Iterator

from auditor.extract.slots.neighbours import widened
from auditor.extract.slots.tokens import find_tokens
from auditor.model import Block, BlockKind, Neighbour, Page, Slot, SlotKind, Span


def find_slots(page: Page) -> tuple[Slot, ...]:
    """All of a page, in order; code and form fields are left out."""
    return tuple(slot for block in page.blocks for slot in _slots(block))


def _slots(block: Block) -> Iterator[Slot]:
    if block.kind in (BlockKind.CODE, BlockKind.FORM):
        return
    for kind, start, end in find_tokens(block.text):
        token = Span(block.index, start, end)
        if not any(code.overlaps(token) for code in block.codes):
            yield _with_neighbours(block, token, kind)


def _with_neighbours(block: Block, token: Span, kind: SlotKind) -> Slot:
    before, after, strength = widened(block.text, token.start, token.end)
    return Slot(token, Span(block.index, before, after), kind, Neighbour(strength))
