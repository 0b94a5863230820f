"""HTML: the page's blocks, and the door through which the HTML inside Markdown comes."""

from auditor.model import Block, Metadata, Region
from auditor.parse.blocks import BlockList


class HtmlReader:
    """Reads stretches of HTML into a block list; elements left open by one stretch are open in the next.

    For Markdown: one reader for the whole page. `read(start, end)` for every HTML block, in order; between them
    `region` and `hidden` tell where the Markdown blocks stand (inside a <footer> opened above, say); `finish()` last.
    """

    def __init__(self, source: str, blocks: BlockList) -> None:
        self.source, self.blocks = source, blocks

    def read(self, start: int, end: int) -> None:
        """Adds the blocks of source[start:end]; text under way at its end is a block of its own."""
        raise NotImplementedError

    @property
    def region(self) -> Region:
        """Where a block added now would stand."""
        return Region.MAIN

    @property
    def hidden(self) -> bool:
        """Whether a block added now would not be seen: an element that is not shown is open."""
        return False

    def finish(self) -> None:
        """Closes what is open: tables get their headers."""


def read(source: str, location: str) -> tuple[tuple[Block, ...], Metadata]:
    """The blocks of a page in HTML and what it says of itself; `location` tells its own site's addresses.

    The readers of Markdown (`markdown.read`) and plain text (`text.read`) have the same signature.
    """
    raise NotImplementedError
