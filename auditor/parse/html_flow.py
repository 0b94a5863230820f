"""The block under way: its text and marks, what stands beside it in attributes, and the anchors that lead to it."""

import re

from auditor.model import BlockKind
from auditor.parse.blocks import BlockList, Marks, TextBuilder
from auditor.parse.html_elements import Place
from auditor.parse.html_inline import Inline
from auditor.parse.html_references import add_text
from auditor.parse.html_tokens import Tag
from auditor.parse.regions import Node, Regions

_ENDS, _MONEY = frozenset("%)\u00ae\u2122"), frozenset("$\u00a3\u20ac")
_LINK_END = re.compile(r"</[aA]\s*>\s*")
EMOJI = re.compile(r"(?<!\S)(?:\w+-)?(?:emoji\w*|smiley|twemoji)(?!\S)")
_LONGEST_BUTTON = 1000


class Flow:
    """Collects text and turns it into blocks."""

    def __init__(self, source: str, blocks: BlockList, regions: Regions) -> None:
        self.inline = Inline(source, TextBuilder(), Marks())
        self._source, self._blocks, self._regions = source, blocks, regions
        self._anchors: list[str] = []
        self._beside: list[tuple[BlockKind, TextBuilder, Marks]] = []
        self._last_break = -1
        self._closed_at = -1
        self._border = -1
        """Where one inline element ended and the next began, with nothing between them, right before this text."""

    def text(self, start: int, end: int) -> None:
        """Adds text as written in the source."""
        if self._border >= 0:
            self._part(self._source[start])
        text = self._source[start:end]
        if "&" in text:
            add_text(self.inline.builder, self._source, start, end)
        else:
            self.inline.builder.verbatim(text, start)

    def _part(self, after: str) -> None:
        """Two inline elements side by side, such as a name and its price, stand apart where no word goes on."""
        before = self.inline.builder.last_character
        ends_word = before.islower() or before.isdigit() or before in _ENDS
        begins_word = after.isupper() or after in _MONEY or (after.isdigit() and before.islower())
        if ends_word and begins_word:
            self.inline.builder.space(self._border, self._border)
        self._border = -1

    def open(self, tag: Tag) -> None:
        """Begins an inline element."""
        if tag.start == self._closed_at and tag.name not in ("sub", "sup"):
            self._border = tag.start
        if tag.attributes.spans:
            self.anchor(tag)
        self.inline.open(tag)

    def close(self, name: str, start: int, end: int) -> None:
        """Ends an inline element."""
        self.inline.close(name, start, end)
        self._closed_at = end

    def stands_alone(self, tag: Tag) -> bool:
        """Whether no text stands right before a link nor right after it."""
        if self.inline.builder.length:
            return False
        end = _LINK_END.search(self._source, tag.end, tag.end + _LONGEST_BUTTON)
        return end is not None and self._source[end.end() : end.end() + 1] in ("<", "")

    def breaks_paragraph(self) -> bool:
        """Notes a line break; whether it is the second in a row, so that a paragraph ends."""
        second = self._last_break == self.inline.builder.length
        self._last_break = self.inline.builder.length
        return second

    def picture(self, tag: Tag) -> None:
        """What a picture shows, in words: a block of its own; an emoji that is drawn stands in the text."""
        self._border = -1
        if "alt" in tag.attributes.spans and EMOJI.search(tag.attributes["class"]):
            add_text(self.inline.builder, self._source, *tag.attributes.spans["alt"], in_attribute=True)
        else:
            self.attribute(BlockKind.ALT_TEXT, tag, "alt")

    def attribute(self, kind: BlockKind, tag: Tag, name: str) -> None:
        """Text that stands in an attribute: a block of its own, after the text that it interrupts."""
        span = tag.attributes.spans.get(name)
        if span:
            builder, marks = TextBuilder(), Marks()
            add_text(builder, self._source, *span, in_attribute=True)
            link = self.inline.link
            marks.links = [(0, builder.length, link.attributes["href"].strip())] if link else []
            self._beside.append((kind, builder, marks))

    def anchor(self, tag: Tag) -> None:
        """Notes what links can call the block under way or the next one."""
        for name in ("id", "name") if tag.name == "a" else ("id",):
            anchor = tag.attributes[name] if name in tag.attributes.spans else ""
            if anchor:
                self._anchors.append(anchor)

    def flush(self, place: Place, node: Node) -> None:
        """Ends the block under way, which stands there."""
        inline = self.inline
        if inline.builder.length or self._beside:
            builder, marks = inline.builder, inline.marks
            inline.carry_over(TextBuilder(), Marks())
            self._add(builder, marks, place, node)
            beside, self._beside = self._beside, []
            for kind, words, linked in beside:
                self._add_beside(kind, words, linked, node)
        self._last_break = self._border = -1

    def _add(self, builder: TextBuilder, marks: Marks, place: Place, node: Node) -> None:
        table = place.table
        index = self._blocks.add(
            place.kind,
            builder,
            marks,
            region=node.region,
            level=place.level,
            group=place.group,
            lead_in=place.lead_in,
            cell=table.cell() if table else None,
            anchors=self._anchors,
        )
        if index is not None:
            self._anchors = []
            self._regions.place(index, node)
            if table:
                table.add(index)

    def _add_beside(self, kind: BlockKind, builder: TextBuilder, marks: Marks, node: Node) -> None:
        index = self._blocks.add(kind, builder, marks, region=node.region, anchors=self._anchors)
        if index is not None:
            self._anchors = []
            self._regions.place(index, node)
