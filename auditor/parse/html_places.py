"""Where text inside an element stands, and whether a reader sees it."""

import re
from dataclasses import replace

from auditor.model import BlockKind
from auditor.parse.blocks import BlockList
from auditor.parse.html_elements import BLOCKS, HEADINGS, LISTS, NOT_SHOWN, OpenElements, Place
from auditor.parse.html_tables import Table
from auditor.parse.html_tokens import Token
from auditor.parse.regions import CONTAINERS, Regions

_KINDS = {
    "title": BlockKind.TITLE,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "pre": BlockKind.CODE,
    "listing": BlockKind.CODE,
    "button": BlockKind.BUTTON,
    **dict.fromkeys(("label", "legend", "option", "optgroup", "select", "textarea"), BlockKind.FORM),
}
_FOOTNOTES = re.compile(r"(?<![\w-])(?:footnotes?|endnotes?|doc-endnotes?|doc-footnote)(?![\w-])")
_UNSEEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)")
_BLOCK_CLASS = re.compile(r"(?<!\S)(?:d-)?(?:block|flex|grid)(?!\S)")
_OPENS = re.compile(r"tab|panel|accordion|collaps|faq|answer|toggle|content|expand|more|detail")
"""Names of parts that are shut at first and that a reader opens."""
_UNSEEN_CLASS = re.compile(
    r"(?<!\S)(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|screen-reader-only|"
    r"material-icons\S*|material-symbols\S*)(?!\S)"
)


def is_block(token: Token) -> bool:
    """Whether the borders of the element are borders of text."""
    if token.name in BLOCKS:
        return True
    spans = token.attributes.spans
    if "style" in spans and _BLOCK_STYLE.search(token.attributes["style"].lower()):
        return True
    return "class" in spans and token.name in ("span", "a") and bool(_BLOCK_CLASS.search(token.attributes["class"]))


def is_hidden(token: Token) -> bool:
    """Whether the element is never shown; what a reader can open is shown."""
    if token.name in NOT_SHOWN:
        return True
    attributes = token.attributes
    if not attributes.spans:
        return False
    if "class" in attributes and token.name not in HEADINGS and _UNSEEN_CLASS.search(attributes["class"]):
        return True
    unseen = "hidden" in attributes or bool("style" in attributes and _UNSEEN_STYLE.search(attributes["style"].lower()))
    names = " ".join(attributes[each] for each in ("class", "id", "role"))
    return unseen and not _OPENS.search(names.lower())


def inner_place(opened: OpenElements, token: Token, blocks: BlockList, regions: Regions) -> Place:
    """The place that the element gives to what is in it."""
    place, name = opened.place, token.name
    if name in CONTAINERS and not (name == "a" and not token.attributes.spans):
        place = replace(place, node=regions.open(token, place.node))
    if not place.hidden and is_hidden(token):
        place = replace(place, hidden=True)
    if name in LISTS:
        return _in_list(opened, token, blocks, place)
    if name in ("li", "dd", "dt"):
        return _in_item(name, blocks, place)
    if name in HEADINGS:
        return place if place.table else replace(place, kind=BlockKind.HEADING, level=HEADINGS[name])
    if name in ("table", "caption", "thead", "tr", "td", "th"):
        return _in_table(token, blocks, place)
    kind = _KINDS.get(name)
    if kind and place.kind is not BlockKind.HEADING:
        return replace(place, kind=kind)
    return place


def _in_list(opened: OpenElements, token: Token, blocks: BlockList, place: Place) -> Place:
    item = opened.innermost("li") if place.depth else None
    inside = item is not None and place.kind is item.place.kind and item.first_block < len(blocks.blocks)
    lead_in = item.first_block if item and inside else blocks.lead_in()
    notes = _FOOTNOTES.search(f"{token.attributes['class']} {token.attributes['role']}".lower())
    kind = BlockKind.FOOTNOTE if notes else place.item
    return replace(place, depth=place.depth + 1, group=blocks.new_group(), lead_in=lead_in, item=kind)


def _in_item(name: str, blocks: BlockList, place: Place) -> Place:
    lead_in = place.lead_in
    if name == "dd" and blocks.blocks and blocks.blocks[-1].group == place.group:
        before = blocks.blocks[-1]
        lead_in = before.index if before.lead_in == lead_in else before.lead_in
    return replace(place, kind=place.item, level=max(place.depth, 1), lead_in=lead_in)


def _in_table(token: Token, blocks: BlockList, place: Place) -> Place:
    if token.name == "table":
        laid_out = token.attributes["role"].lower() in ("presentation", "none")
        table = None if laid_out else Table(blocks.new_group(), blocks.lead_in())
        return replace(place, kind=BlockKind.PARAGRAPH, table=table)
    table = place.table
    if not table:
        return place
    if token.name == "caption":
        return replace(place, kind=BlockKind.CAPTION, table=None, group=table.group, lead_in=table.lead_in)
    if token.name == "thead":
        table.in_head = True
    elif token.name == "tr":
        table.start_row()
    elif token.name in ("td", "th"):
        table.start_cell(header=token.name == "th", columns=_count(token, "colspan"), rows=_count(token, "rowspan"))
        return replace(place, kind=BlockKind.TABLE_CELL, group=table.group, lead_in=table.lead_in)
    return place


def _count(token: Token, name: str) -> int:
    value = token.attributes[name].strip() if name in token.attributes else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
