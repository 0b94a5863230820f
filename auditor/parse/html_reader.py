"""Builds blocks from the tokens of HTML, as browsers would lay them out."""

from auditor.model import BlockKind, Region
from auditor.parse.blocks import BlockList, Marks, TextBuilder
from auditor.parse.html_elements import (
    BLOCKS,
    HEADINGS,
    VOID,
    Element,
    OpenElements,
    Place,
)
from auditor.parse.html_head import Head
from auditor.parse.html_inline import Inline
from auditor.parse.html_places import inner_place, is_block, is_hidden
from auditor.parse.html_references import add_text
from auditor.parse.html_tokens import Token, tokens
from auditor.parse.regions import Regions

_BOXES = BLOCKS - {"title"}
_ENDS, _MONEY = frozenset("%)\u00ae\u2122"), frozenset("$\u00a3\u20ac")


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
        self._inline = Inline(source, TextBuilder(), Marks())
        self._anchors: list[str] = []
        self._aside: list[tuple[BlockKind, TextBuilder, Marks]] = []
        self._last_break = -1
        self._closed_at = -1
        self._border = -1
        """Where one inline element ended and the next began, with nothing between them, right before this text."""

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
        for token in tokens(self.source, start, end):
            if token.kind == "text":
                self._text(token)
            elif token.kind == "open":
                self._start(token)
            elif token.kind == "close":
                self._end(token)
            elif self._head:
                self._head.raw(token)
        self._flush()

    def finish(self) -> None:
        """Closes what is open: tables get their headers, blocks their regions."""
        self._pop_to(1)
        self._regions.settle(self.blocks.blocks)

    def _text(self, token: Token) -> None:
        if not self._open.place.hidden:
            if self._border >= 0:
                self._part(self.source[token.start])
            add_text(self._inline.builder, self.source, token.start, token.end)

    def _start(self, token: Token) -> None:
        name = token.name
        if self._head:
            self._head.start(token)
        if self._open.innermost("svg") and not self._leaves_drawing(name):
            return
        if name in VOID:
            self._void(token)
        elif self._is_plain(token):
            if token.attributes.spans:
                self._name_anchors(token)
            if token.start == self._closed_at and token.name not in ("sub", "sup"):
                self._border = token.start
            self._inline.open(token)
        else:
            closed = self._open.implied(name)
            if closed is not None:
                self._pop_to(closed)
            self._push(token)

    def _part(self, after: str) -> None:
        """Two inline elements side by side, such as a name and its price, stand apart where no word goes on."""
        before = self._inline.builder.last_character
        if (before.islower() or before.isdigit() or before in _ENDS) and (after.isupper() or after in _MONEY):
            self._inline.builder.space(self._border, self._border)
        elif before.islower() and after.isdigit():
            self._inline.builder.space(self._border, self._border)
        self._border = -1

    def _is_plain(self, token: Token) -> bool:
        """Whether the element changes nothing but marks: its tags need not be paired."""
        if token.name in BLOCKS or self._open.place.hidden or self._open.innermost(token.name):
            return False
        return not (is_hidden(token) or is_block(token))

    def _leaves_drawing(self, name: str) -> bool:
        """Whether the tag ends a drawing whose own end tag is missing."""
        drawing = self._open.reachable("svg")
        if name in _BOXES and drawing is not None:
            self._pop_to(drawing)
        return name in _BOXES or name == "svg"

    def _push(self, token: Token) -> None:
        bounds = is_block(token)
        if bounds:
            self._flush()
            self._enclose_in_link()
        if token.attributes.spans:
            self._name_anchors(token)
        self._enter(token, bounds)
        if not self._open.place.hidden:
            self._inline.open(token)

    def _enter(self, token: Token, bounds: bool) -> None:
        outer = self._open.place
        place = inner_place(self._open, token, self.blocks, self._regions)
        element = Element(token.name, place, bounds, len(self.blocks.blocks))
        if place.node is not outer.node and place.node.region is not Region.MAIN:
            element.headings = self.blocks.headings
        self._open.push(element)

    def _enclose_in_link(self) -> None:
        """Notes that a link holds whole blocks: it is a container of its own."""
        link = self._inline.link if self._inline.is_open else None
        if link and not self._open.innermost("a"):
            place = self._open.place.copy()
            place.node = self._regions.open(link, place.node)
            self._open.push(Element("a", place, False, len(self.blocks.blocks)))

    def _void(self, token: Token) -> None:
        if is_block(token):
            self._flush()
        self._name_anchors(token)
        if self.hidden:
            return
        if token.name == "br":
            self._line_break()
            self._inline.open(token)
        elif token.name == "img":
            self._attribute(BlockKind.ALT_TEXT, token, "alt")
        elif token.name == "input":
            self._flush()
            self._input(token)

    def _line_break(self) -> None:
        """Two in a row end a paragraph."""
        if self._last_break == self._inline.builder.length:
            self._flush()
        self._last_break = self._inline.builder.length

    def _input(self, token: Token) -> None:
        sort = token.attributes["type"].lower()
        if sort in ("submit", "button", "reset"):
            self._attribute(BlockKind.BUTTON, token, "value")
        elif sort not in ("hidden", "checkbox", "radio"):
            self._attribute(BlockKind.FORM, token, "value")
            self._attribute(BlockKind.FORM, token, "placeholder")

    def _attribute(self, kind: BlockKind, token: Token, name: str) -> None:
        """Text that stands in an attribute: a block of its own, after the text that it interrupts."""
        span = token.attributes.spans.get(name)
        if span:
            builder, marks = TextBuilder(), Marks()
            add_text(builder, self.source, *span, in_attribute=True)
            link = self._inline.link
            marks.links = [(0, builder.length, link.attributes["href"].strip())] if link else []
            self._aside.append((kind, builder, marks))

    def _name_anchors(self, token: Token) -> None:
        for name in ("id", "name") if token.name == "a" else ("id",):
            anchor = token.attributes[name]
            if anchor:
                self._anchors.append(anchor)

    def _end(self, token: Token) -> None:
        name, opened = token.name, self._open
        if opened.elements[-1].name == name:
            self._pop_to(len(opened.elements) - 1)
        else:
            self._end_further_out(name)
        if name == "br":
            self._void(token)
        elif name not in BLOCKS and not opened.place.hidden:
            self._inline.close(token)
            self._closed_at = token.end

    def _end_further_out(self, name: str) -> None:
        """An end tag that does not match the element under way ends those left open, or nothing."""
        depth = self._open.reachable(name)
        if depth is None and name in HEADINGS:
            depth = self._open.implied(name)
        if depth is not None:
            self._pop_to(depth)
        elif name in BLOCKS:
            self._flush()

    def _pop_to(self, depth: int) -> None:
        if self._open.bounds_text(depth):
            self._flush()
        while len(self._open.elements) > depth:
            self._close(self._open.pop())

    def _close(self, element: Element) -> None:
        if element.name == "table" and element.place.table:
            element.place.table.finish(self.blocks.blocks)
        if element.name == "thead" and element.place.table:
            element.place.table.in_head = False
        if element.headings is not None:
            self.blocks.headings = element.headings
        if element.name in ("td", "th", "caption"):
            self._inline.finish()

    def _flush(self) -> None:
        """Ends the block under way."""
        builder = self._inline.builder
        if builder.length or self._aside:
            marks, place = self._inline.marks, self._open.place
            self._inline.carry_over(TextBuilder(), Marks())
            self._add(place.kind, builder, marks, place)
            aside, self._aside = self._aside, []
            for kind, words, linked in aside:
                self._add(kind, words, linked, place)
        self._last_break = -1

    def _add(self, kind: BlockKind, builder: TextBuilder, marks: Marks, place: Place) -> None:
        in_flow = kind is place.kind
        index = self.blocks.add(
            kind,
            builder,
            marks,
            region=place.node.region,
            level=place.level if in_flow else 0,
            group=place.group if in_flow else 0,
            lead_in=place.lead_in if in_flow else None,
            cell=place.table.cell() if place.table and in_flow else None,
            anchors=self._anchors,
        )
        if index is None:
            return
        self._anchors = []
        self._regions.place(index, place.node)
        if place.table and in_flow:
            place.table.add(index)
