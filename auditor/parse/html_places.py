"""Where text inside an element stands, and whether a reader sees it."""

import re
from functools import lru_cache

from auditor.model import BlockKind
from auditor.parse.blocks import BlockList
from auditor.parse.html_elements import BLOCKS, CONTAINERS, HEADINGS, LISTS, NOT_SHOWN, OpenElements, Place
from auditor.parse.html_tables import Table
from auditor.parse.html_tokens import SPACE, Tag

_KINDS = {
    "title": BlockKind.TITLE,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "pre": BlockKind.CODE,
    "listing": BlockKind.CODE,
    "button": BlockKind.BUTTON,
    **dict.fromkeys(("label", "legend", "option", "optgroup", "select", "textarea"), BlockKind.FORM),
}
_ITEMS = ("li", "dd", "dt")
_TABLE_PARTS = ("table", "caption", "thead", "tr", "td", "th")
_OWN_PLACE = frozenset((*_KINDS, *HEADINGS, *LISTS, *_ITEMS, *_TABLE_PARTS))
_FOOTNOTES = re.compile(r"(?<![\w-])(?:footnotes?|endnotes?|doc-endnotes?|doc-footnote)(?![\w-])")
_UNSEEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)")
_BLOCK_CLASS = re.compile(r"(?<!\S)(?:d-)?(?:block|flex|grid)(?!\S)")
_BUTTON_CLASS = re.compile(r"(?<![a-z])(?:btn|button|cta)(?![a-z])", re.IGNORECASE)
_UNUSED = re.compile(r"template|tmpl|error|loading|spinner|honeypot|skeleton|placeholder|clone|duplicate")
"""Names of parts that are hidden for good; other hidden parts are panels, menus and notes that a reader opens."""
_UNSEEN_CLASS = re.compile(
    r"(?<!\S)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|material-icons\S*|material-symbols\S*)(?!\S)"
)
_DECODED = rf"(?:class|style|role)[{SPACE}]*=[{SPACE}]*(?:\"[^\"&]*&|'[^'&]*&|[^{SPACE}\"'>&]*&)"
"""Attributes that say something only once their references are replaced."""
_MAY_HIDE = re.compile(rf"hidden|display\s*:\s*none|sr-only|screen-reader|material-|{_DECODED}")
_MAY_BOUND = re.compile(rf"display\s*:|block|flex|grid|btn|button|cta|{_DECODED}")


def may_hide(attributes: str) -> bool:
    """Whether an element may be hidden, by the text of its tag in lower case; True wherever `is_hidden` is."""
    return _MAY_HIDE.search(attributes) is not None


def may_bound(attributes: str) -> bool:
    """Whether an inline element may bound text, by the text of its tag in lower case; True wherever it does."""
    return _MAY_BOUND.search(attributes) is not None


def lays_out_block(tag: Tag) -> bool:
    """Whether the layout written on an inline element makes its borders borders of text."""
    spans = tag.attributes.spans
    if "style" in spans and _BLOCK_STYLE.search(tag.attributes["style"].lower()):
        return True
    return "class" in spans and tag.name in ("span", "a") and _lays_out_block(tag.attributes["class"])


def is_button(tag: Tag) -> bool:
    """Whether the element is a link made to look like a button."""
    if tag.name != "a":
        return False
    return tag.attributes["role"].lower() == "button" or _looks_like_button(tag.attributes["class"])


@lru_cache(4096)
def _lays_out_block(names: str) -> bool:
    return _BLOCK_CLASS.search(names) is not None


@lru_cache(4096)
def _looks_like_button(names: str) -> bool:
    return _BUTTON_CLASS.search(names) is not None


@lru_cache(4096)
def _holds_footnotes(names: str) -> bool:
    return _FOOTNOTES.search(names.lower()) is not None


@lru_cache(4096)
def _is_unseen(names: str) -> bool:
    return _UNSEEN_CLASS.search(names) is not None


def is_hidden(tag: Tag) -> bool:
    """Whether the element is never shown."""
    if tag.name in NOT_SHOWN:
        return True
    attributes = tag.attributes
    spans = attributes.spans
    if not spans:
        return False
    if "class" in spans and tag.name not in HEADINGS and _is_unseen(attributes["class"]):
        return True
    if tag.name in ("html", "body"):
        return False
    if "hidden" in spans or ("style" in spans and _UNSEEN_STYLE.search(attributes["style"].lower())):
        return tag.name not in BLOCKS or bool(_UNUSED.search(f"{attributes['class']} {attributes['id']}".lower()))
    return False


def inner_place(opened: OpenElements, tag: Tag, blocks: BlockList) -> Place:
    """The place that the element gives to what is in it."""
    place, name = opened.place, tag.name
    if tag.attributes.spans:
        if not place.hidden and is_hidden(tag):
            place = place.copy()
            place.hidden = True
        if name in CONTAINERS and _holds_footnotes(f"{tag.attributes['class']} {tag.attributes['role']}"):
            place = place.copy()
            place.item = BlockKind.FOOTNOTE
    elif name in NOT_SHOWN:
        place = place.copy()
        place.hidden = True
    if name in _OWN_PLACE or (name == "a" and is_button(tag)):
        place = place.copy()
        _settle(place, opened, tag, blocks)
    return place


def _settle(place: Place, opened: OpenElements, tag: Tag, blocks: BlockList) -> None:
    """Makes the place what the element is."""
    name = tag.name
    if name in LISTS:
        _in_list(place, opened, blocks)
    elif name in _ITEMS:
        _in_item(place, name, blocks)
    elif name in _TABLE_PARTS:
        _in_table(place, opened, tag, blocks)
    elif name in HEADINGS:
        if not place.table:
            place.kind, place.level = BlockKind.HEADING, HEADINGS[name]
    elif place.kind is not BlockKind.HEADING:
        place.kind = _KINDS.get(name, BlockKind.BUTTON)


def _in_list(place: Place, opened: OpenElements, blocks: BlockList) -> None:
    item = opened.innermost("li") if place.depth else None
    inside = item is not None and place.kind is item.place.kind and item.first_block < len(blocks.blocks)
    place.lead_in = item.first_block if item and inside else blocks.lead_in(opened.node.region)
    place.depth, place.group = place.depth + 1, blocks.new_group()


def _in_item(place: Place, name: str, blocks: BlockList) -> None:
    place.kind, place.level = place.item, max(place.depth, 1)
    if name == "dd" and blocks.blocks and blocks.blocks[-1].group == place.group:
        before = blocks.blocks[-1]
        place.lead_in = before.index if before.lead_in == place.lead_in else before.lead_in


def _in_table(place: Place, opened: OpenElements, tag: Tag, blocks: BlockList) -> None:
    name, table = tag.name, place.table
    if name == "table":
        laid_out = tag.attributes["role"].lower() in ("presentation", "none")
        place.table = None if laid_out else Table(blocks.new_group(), blocks.lead_in(opened.node.region))
        place.kind = BlockKind.PARAGRAPH
    elif not table:
        return
    elif name == "thead":
        table.in_head = True
    elif name == "tr":
        table.start_row()
    else:
        place.group, place.lead_in = table.group, table.lead_in
        place.kind = BlockKind.CAPTION if name == "caption" else BlockKind.TABLE_CELL
        if name == "caption":
            place.table = None
        else:
            table.start_cell(header=name == "th", columns=_count(tag, "colspan"), rows=_count(tag, "rowspan"))


def _count(tag: Tag, name: str) -> int:
    value = tag.attributes[name].strip() if name in tag.attributes else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
