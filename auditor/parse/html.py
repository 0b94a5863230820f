"""HTML: the page's blocks, and the door through which the HTML inside Markdown comes."""

from auditor.model import Block, BlockKind, Metadata
from auditor.parse.blocks import BlockList
from auditor.parse.html_head import Head
from auditor.parse.html_inline import Inline
from auditor.parse.html_reader import HtmlReader
from auditor.parse.links import Addresses

__all__ = ["HtmlReader", "Inline", "read"]


def read(source: str, location: str) -> tuple[tuple[Block, ...], Metadata]:
    """The blocks of a page in HTML and what it says of itself; `location` tells its own site's addresses.

    The readers of Markdown (`markdown.read`) and plain text (`text.read`) have the same signature.
    """
    addresses = Addresses(location)
    blocks = BlockList(addresses.kind)
    head = Head(source, blocks, addresses)
    reader = HtmlReader(source, blocks, head)
    reader.read(0, len(source))
    reader.finish()
    title = next((each.text for each in blocks.blocks if each.kind is BlockKind.TITLE), "")
    return tuple(blocks.blocks), head.metadata(title)
