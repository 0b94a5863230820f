"""Whether two states of a page say the same to a reader: what changes of comments must leave as it is."""

from auditor.model import Page


def alike(before: Page, after: Page, comments: int) -> bool:
    """Whether every block is as before, and the markup has exactly so many more comments (fewer if negative)."""
    return _shape(after) == _shape(before) and _comments(after) == _comments(before) + comments


def _shape(page: Page) -> list[object]:
    """What a reader sees of the page, and how it is put together."""
    return [
        (block.kind, block.text, block.region, block.level, block.section, block.group, block.lead_in, block.cell)
        for block in page.blocks
    ]


def _comments(page: Page) -> int:
    """How many comments the markup has: what stands within a tag or a script is none."""
    from bs4 import Comment  # a tenth of a second that hardly any page needs

    return len(page.soup.find_all(string=lambda text: isinstance(text, Comment)))
