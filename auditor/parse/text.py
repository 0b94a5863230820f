"""Plain text: the page's blocks."""

from auditor.model import Block, BlockKind, Metadata
from auditor.parse.blocks import BlockList, TextBuilder
from auditor.parse.links import Addresses
from auditor.parse.stretch import Lines


def read(source: str, location: str) -> tuple[tuple[Block, ...], Metadata]:
    """The blocks of a page in plain text; it says nothing of itself."""
    blocks = BlockList(Addresses(location).kind)
    lines = Lines(source)
    for number in range(len(lines)):
        builder = TextBuilder()
        builder.verbatim(lines[number], lines.starts[number])
        blocks.add(BlockKind.PARAGRAPH, builder)
    return tuple(blocks.blocks), Metadata()
