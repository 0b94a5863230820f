"""Builds blocks from the tokens of HTML, as browsers would lay them out."""

from auditor.model import BlockKind, Region
from auditor.parse.blocks import BlockList
from auditor.parse.html_elements import BLOCKS, HEADINGS, VOID, Element, OpenElements, Place
from auditor.parse.html_flow import Flow
from auditor.parse.html_head import HEAD_TAGS, Head
from auditor.parse.html_places import inner_place, is_button, is_hidden, lays_out_block
from auditor.parse.html_tokens import Token, tokens
from auditor.parse.regions import Regions

_ENDS_DRAWING = BLOCKS - {"title"}
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
        self._open = OpenElements(Place(BlockKind.PARAGRAPH, self._regions.root))
        self._flow = Flow(source, blocks, self._regions)

    @property
    def region(self) -> Region:
        """Where a block added now would stand."""
        return self._open.place.node.region

    @property
    def hidden(self) -> bool:
        """Whether a block added now would not be seen: an element that is not shown is open."""
        return self._open.place.hidden

    def read(self, start: int, end: int) -> None:
        """Adds the blocks of source[start:end]; text under way at its end is a block of its own."""
        opened, flow = self._open, self._flow
        for token in tokens(self.source, start, end):
            kind = token.kind
            if kind == "text":
                if not opened.place.hidden:
                    flow.text(token.start, token.end)
            elif kind == "open":
                self._start(token)
            elif kind == "close":
                self._end(token)
            elif self._head:
                self._head.raw(token)
        if not opened.place.hidden:
            flow.flush(opened.place)

    def finish(self) -> None:
        """Closes what is open: tables get their headers, blocks their regions."""
        self._pop_to(1)
        self._regions.settle(self.blocks.blocks)

    def _start(self, token: Token) -> None:
        name, opened = token.name, self._open
        if self._head and name in HEAD_TAGS:
            self._head.start(token)
        if opened.place.hidden and opened.innermost("svg") and not self._leaves_drawing(name):
            return
        if name in VOID:
            self._void(token)
            return
        bounds = name in BLOCKS or self._bounds(token)
        if not bounds and self._is_plain(token):
            self._flow.open(token)
            return
        closed = opened.implied(name)
        if closed is not None:
            self._pop_to(closed)
        self._push(token, bounds)

    def _bounds(self, token: Token) -> bool:
        """Whether the borders of an inline element are borders of text: by its layout, or as a lone button."""
        if not token.attributes.spans or self._open.place.hidden:
            return False
        return lays_out_block(token) or (is_button(token) and self._flow.stands_alone(token))

    def _is_plain(self, token: Token) -> bool:
        """Whether the element changes nothing but marks: its tags need not be paired."""
        return not (self._open.place.hidden or is_hidden(token) or self._open.innermost(token.name))

    def _leaves_drawing(self, name: str) -> bool:
        """Whether the tag ends a drawing whose own end tag is missing."""
        drawing = self._open.reachable("svg")
        if name in _ENDS_DRAWING and drawing is not None:
            self._pop_to(drawing)
        return name in _ENDS_DRAWING or name == "svg"

    def _push(self, token: Token, bounds: bool) -> None:
        opened = self._open
        if bounds and not opened.place.hidden:
            self._flow.flush(opened.place)
            if self._flow.inline.is_open:
                self._enclose_in_link()
        if token.attributes.spans:
            self._flow.anchor(token)
        outer = opened.place
        place = inner_place(opened, token, self.blocks, self._regions)
        element = Element(token.name, place, bounds, len(self.blocks.blocks))
        element.inline = self._flow.inline.depth
        if place.node is not outer.node and place.node.region is not Region.MAIN:
            element.headings = self.blocks.headings
        opened.push(element)
        if not place.hidden:
            self._flow.inline.open(token)

    def _enclose_in_link(self) -> None:
        """Notes that a link holds whole blocks: it is a container of its own."""
        link = self._flow.inline.link
        if link and not self._open.innermost("a"):
            place = self._open.place.copy()
            place.node = self._regions.open(link, place.node)
            self._open.push(Element("a", place, False, len(self.blocks.blocks)))

    def _void(self, token: Token) -> None:
        place, flow = self._open.place, self._flow
        if place.hidden or is_hidden(token):
            return
        if token.name == "br":
            if flow.breaks_paragraph():
                flow.flush(place)
            flow.inline.open(token)
        elif token.name == "img":
            flow.attribute(BlockKind.ALT_TEXT, token, "alt")
        elif token.name == "input":
            flow.flush(place)
            self._input(token)
        elif token.name in BLOCKS:
            flow.flush(place)

    def _input(self, token: Token) -> None:
        sort = token.attributes["type"].lower()
        if sort in ("submit", "button", "reset"):
            self._flow.attribute(BlockKind.BUTTON, token, "value")
        elif sort not in ("hidden", "checkbox", "radio"):
            self._flow.attribute(BlockKind.FORM, token, "value")
            self._flow.attribute(BlockKind.FORM, token, "placeholder")

    def _end(self, token: Token) -> None:
        name, opened = token.name, self._open
        if opened.elements[-1].name == name:
            self._pop_to(len(opened.elements) - 1)
        else:
            self._end_further_out(name)
        if name == "br":
            self._void(token)
        elif name not in BLOCKS and not opened.place.hidden:
            self._flow.close(token)

    def _end_further_out(self, name: str) -> None:
        """An end tag that does not match the element under way ends those left open, or nothing."""
        depth = self._open.reachable(name)
        if depth is None and name in HEADINGS:
            depth = self._open.implied(name)
        if depth is not None:
            self._pop_to(depth)
        elif name in BLOCKS and not self._open.place.hidden:
            self._flow.flush(self._open.place)

    def _pop_to(self, depth: int) -> None:
        opened = self._open
        while len(opened.elements) > depth:
            element = opened.elements[-1]
            if element.is_block and not element.place.hidden:
                self._flow.flush(element.place)
            self._close(opened.pop())

    def _close(self, element: Element) -> None:
        if element.headings is not None:
            self.blocks.headings = element.headings
        table = element.place.table
        if table and element.name == "table":
            table.finish(self.blocks.blocks)
        elif table and element.name == "thead":
            table.in_head = False
        if element.name in _FENCED_IN:
            self._flow.inline.finish(element.inline)
