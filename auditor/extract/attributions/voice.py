"""Who speaks: blocks and sentences that make no claims of their own, and the site's own name."""

import re

from auditor.extract.words import words_of
from auditor.model import Block, BlockKind, Page, Region

_SILENT_KINDS = {
    BlockKind.TITLE,
    BlockKind.HEADING,
    BlockKind.BUTTON,
    BlockKind.FORM,
    BlockKind.CODE,
    BlockKind.ALT_TEXT,
}
_PROSE = re.compile(r"[.!?][\"”’)]*\s+\S.*[.!?][\"”’)]*$", re.DOTALL)
_LONGEST_TITLE = 120
"""A heading of more characters that holds whole sentences is a paragraph in large type."""
_TITLE_KEY = re.compile(
    r"(?:^|\.)(?:title|name|headline|alternativeHeadline|question|tags?|keywords?|slug|heading|label|category|categories"
    r"|seo_?title|meta_?title)(?:\.\d+)?$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\b(?:do(?:es)?\snot\sconstitute|not\sa\ssubstitute|(?:informational|educational|information)\s(?:\w+\s)?purposes)\b",
    re.IGNORECASE,
)
_DISCLAIMING = words_of("constitute substitute purposes")
"""Words of which every disclaimer has one."""
_DID_YOU_KNOW = re.compile(r"\bknow\b", re.IGNORECASE)


def is_silent(block: Block) -> bool:
    """Whether the block carries no claims of its own: headings, titles, controls, link texts (V11)."""
    if block.kind is BlockKind.HEADING and len(block.text) > _LONGEST_TITLE and _PROSE.search(block.text):
        return False
    if block.kind in _SILENT_KINDS or block.region is Region.NAVIGATION:
        return True
    if block.key and _TITLE_KEY.search(block.key):
        return True
    return sum(each.span.end - each.span.start for each in block.links) >= 0.9 * len(block.text) and bool(block.links)


def is_silenced(text: str) -> bool:
    """Whether nothing in the sentence is claimed: a question, a disclaimer."""
    if "?" not in text and words_of(text).isdisjoint(_DISCLAIMING):
        return False
    asked = text.rstrip("\"'”’) ").endswith("?") and not _DID_YOU_KNOW.search(text)
    return asked or _DISCLAIMER.search(text) is not None


def site_name(page: Page) -> str:
    """The site's name as the last part of the page's title: "Knee pain | Northgate Clinic"."""
    parts = re.split(r"\s[|–—-]\s", page.metadata.title)
    return parts[-1].strip() if len(parts) > 1 else ""
