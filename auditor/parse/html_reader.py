"""Builds blocks from the tokens of HTML, as browsers would lay them out."""

from auditor.model import BlockKind, Region
from auditor.parse.blocks import BlockList
from auditor.parse.html_elements import (
    BLOCKS,
    CONTAINERS,
    END_DRAWINGS,
    HEADINGS,
    TABLE_PARTS,
    VOID,
    Element,
    OpenElements,
    Place,
)
from auditor.parse.html_flow import Flow
from auditor.parse.html_head import HEAD_TAGS, Head
from auditor.parse.html_places import inner_place, is_button, is_hidden, lays_out_block
from auditor.parse.html_tokens import Tag, tokenize
from auditor.parse.regions import Regions

_FENCED_IN = frozenset(("td", "th", "caption"))
"""Elements that no formatting leaves."""


class HtmlReader:
    """Reads stretches of HTML into a block list; elements left open by one stretch are open in the next.

    For Markdown: one reader for the whole page. `read(start, end)` for every HTML block, in order; between them
    `region` and `hidden` tell where the Markdown blocks stand (inside a <footer> opened above, say); `finish()` last.
    """

    def __init__(self, source: str, blocks: BlockList, head: Head | None = None) -> None:
        self.source, self.blocks = source, blocks
        self._head = head
        self._regions = Regions()
        self._open = OpenElements(Place(BlockKind.PARAGRAPH), self._regions.root)
        self._flow = Flow(source, blocks, self._regions)

    @property
    def region(self) -> Region:
        """Where a block added now would stand."""
        return self._open.node.region

    @property
    def hidden(self) -> bool:
        """Whether a block added now would not be seen: an element that is not shown is open."""
        return self._open.place.hidden

    def read(self, start: int, end: int) -> None:
        """Adds the blocks of source[start:end]; text under way at its end is a block of its own."""
        tokenize(self.source, start, end, self)
        self._flush()

    def finish(self) -> None:
        """Closes what is open: tables get their headers, blocks their regions."""
        self._pop_to(1)
        self._regions.settle(self.blocks.blocks)

    def text(self, start: int, end: int) -> None:
        """Text with references."""
        if not self._open.place.hidden:
            self._flow.text(start, end)

    def raw(self, name: str, start: int, end: int) -> None:
        """The content of a script or the like."""
        if self._head:
            self._head.raw(name, start, end)

    def open(self, tag: Tag) -> None:
        """A start tag: ends what cannot hold the element, then begins it."""
        name, opened = tag.name, self._open
        if self._head and name in HEAD_TAGS:
            self._head.start(tag)
        if opened.place.hidden and opened.innermost("svg") and not self._leaves_drawing(name):
            return
        if name in VOID:
            self._void(tag)
            return
        if name in TABLE_PARTS and not opened.innermost("table"):
            self._flush()
            return
        bounds = name in BLOCKS or self._bounds(tag)
        if not bounds and self._is_plain(tag):
            self._flow.open(tag)
            return
        closed = opened.implied(name)
        if closed is not None:
            self._pop_to(closed)
        self._push(tag, bounds)

    def _bounds(self, tag: Tag) -> bool:
        """Whether the borders of an inline element are borders of text: by its layout, or as a lone button."""
        if not tag.attributes.spans or self._open.place.hidden:
            return False
        return lays_out_block(tag) or (is_button(tag) and self._flow.stands_alone(tag))

    def _is_plain(self, tag: Tag) -> bool:
        """Whether the element changes nothing but marks: its tags need not be paired."""
        return not (self._open.place.hidden or is_hidden(tag) or self._open.innermost(tag.name))

    def _leaves_drawing(self, name: str) -> bool:
        """Whether the tag ends the drawings whose own end tags are missing."""
        while name in END_DRAWINGS and (drawing := self._open.reachable("svg")) is not None:
            self._pop_to(drawing)
        return name in END_DRAWINGS or name == "svg"

    def _push(self, tag: Tag, bounds: bool) -> None:
        opened, flow = self._open, self._flow
        if bounds:
            self._flush()
            if flow.inline.is_open:
                self._enclose_in_link()
        if tag.attributes.spans:
            flow.anchor(tag)
        place = inner_place(opened, tag, self.blocks)
        node = self._regions.open(tag, opened.node) if tag.name in CONTAINERS else opened.node
        element = Element(tag.name, place, node, bounds, len(self.blocks.blocks))
        element.inline = flow.inline.depth
        if node.region is not Region.MAIN and node is not opened.node:
            element.headings = self.blocks.headings
        opened.push(element)
        if not place.hidden:
            flow.inline.open(tag)

    def _enclose_in_link(self) -> None:
        """Notes that a link holds whole blocks: it is a container of its own."""
        link = self._flow.inline.link
        if link and not self._open.innermost("a"):
            node = self._regions.open(link, self._open.node)
            self._open.push(Element("a", self._open.place, node, False, len(self.blocks.blocks)))

    def _flush(self) -> None:
        """Ends the block under way; where text is hidden, the one under way goes on after it."""
        opened = self._open
        if not opened.place.hidden:
            self._flow.flush(opened.place, opened.node)

    def _void(self, tag: Tag) -> None:
        flow = self._flow
        if self._open.place.hidden or is_hidden(tag):
            return
        if tag.name == "br":
            if flow.breaks_paragraph():
                self._flush()
            flow.inline.open(tag)
        elif tag.name == "img":
            flow.picture(tag)
        elif tag.name == "input":
            self._flush()
            self._input(tag)
        elif tag.name in BLOCKS:
            self._flush()

    def _input(self, tag: Tag) -> None:
        sort = tag.attributes["type"].lower()
        if sort in ("submit", "button", "reset"):
            self._flow.attribute(BlockKind.BUTTON, tag, "value")
        elif sort not in ("hidden", "checkbox", "radio"):
            self._flow.attribute(BlockKind.FORM, tag, "value")
            self._flow.attribute(BlockKind.FORM, tag, "placeholder")

    def close(self, name: str, start: int, end: int) -> None:
        """An end tag: ends its element, with those left open in it."""
        opened = self._open
        if name in ("p", "br") and opened.place.hidden and opened.innermost("svg"):
            self._leaves_drawing(name)
        if opened.elements[-1].name == name:
            self._pop_to(len(opened.elements) - 1)
        else:
            self._close_further_out(name)
        if name == "br":
            self._void(Tag("br", start, end))
        elif name not in BLOCKS and not opened.place.hidden:
            self._flow.close(name, start, end)

    def _close_further_out(self, name: str) -> None:
        """An end tag that does not match the element under way ends those left open, or nothing."""
        depth = self._open.reachable(name)
        if depth is None and name in HEADINGS:
            depth = self._open.implied(name)
        if depth is not None:
            self._pop_to(depth)
        elif name in BLOCKS:
            self._flush()

    def _pop_to(self, depth: int) -> None:
        opened = self._open
        while len(opened.elements) > depth:
            if opened.elements[-1].is_block:
                self._flush()
            self._leave(opened.pop())

    def _leave(self, element: Element) -> None:
        if element.headings is not None:
            self.blocks.headings = element.headings
        table = element.place.table
        if table and element.name == "table":
            table.finish(self.blocks.blocks)
        elif table and element.name == "thead":
            table.in_head = False
        if element.name in _FENCED_IN:
            self._flow.inline.finish(element.inline)
