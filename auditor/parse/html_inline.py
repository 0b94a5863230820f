"""Inline HTML over one block of text: what its tags single out, and what its references stand for."""

import re

from auditor.parse.blocks import Marks, TextBuilder
from auditor.parse.html_references import add_text
from auditor.parse.html_tokens import Attributes, Tag, tokenize

_SHOWN_AS_CODE = frozenset(("code", "kbd", "samp", "var", "tt"))
_SINGLED_OUT = frozenset(("a", "b", "font", "span", "strong", "sup", *_SHOWN_AS_CODE))
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b")
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)\b")
_FORMATTING = frozenset(("a", "b", "code", "em", "i", "small", "strong", "tt", "u"))
"""Elements that browsers carry on into the next block when nothing closes them."""
_MOST_OPEN = 32
"""Deeper nesting than this is no writing; it would cost time for every block."""


class _Open:
    """An inline element under way: its tag, where its text begins, and what it means."""

    __slots__ = ("href", "name", "sort", "start", "tag")

    def __init__(self, tag: Tag, sort: str, start: int) -> None:
        self.tag, self.name, self.sort, self.start = tag, tag.name, sort, start
        self.href = tag.attributes["href"].strip() if sort == "link" else ""


class Inline:
    """The text of one block under way, and the inline elements open in it.

    HTML blocks and the inline HTML of Markdown both go through here.
    """

    def __init__(self, source: str, builder: TextBuilder, marks: Marks) -> None:
        self.source, self.builder, self.marks = source, builder, marks
        self._open: list[_Open] = []

    @property
    def is_open(self) -> bool:
        """Whether any element is under way."""
        return bool(self._open)

    @property
    def depth(self) -> int:
        """How many elements are under way."""
        return len(self._open)

    @property
    def link(self) -> Tag | None:
        """The tag of the link under way."""
        return next((each.tag for each in self._open if each.sort == "link"), None)

    def html(self, start: int, end: int) -> None:
        """Reads source[start:end] as HTML inside a sentence: text, references, comments and inline tags.

        An element may be opened by one call and closed by a later one.
        """
        tokenize(self.source, start, end, self)

    def text(self, start: int, end: int) -> None:
        """Adds text with references, as written in the source."""
        add_text(self.builder, self.source, start, end)

    def open(self, tag: Tag) -> None:
        """Begins what a start tag singles out."""
        if tag.name == "br":
            self.builder.space(tag.start, tag.end)
            return
        if tag.name == "q":
            self.builder.stand_in("\u201c", tag.start, tag.end)
        if tag.name == "a":
            self._close("a")
        if tag.name in _SINGLED_OUT and len(self._open) < _MOST_OPEN:
            self._open.append(_Open(tag, _sort(tag.name, tag.attributes), self.builder.next_index))

    def close(self, name: str, start: int, end: int) -> None:
        """Ends what the matching start tag began."""
        if name == "q":
            self.builder.stand_in("\u201d", start, end)
        if name in _SINGLED_OUT:
            self._close(name)

    def raw(self, name: str, start: int, end: int) -> None:
        """A script inside a sentence says nothing."""

    def _close(self, name: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].name == name:
                self._mark(self._open.pop(at))
                return

    def _mark(self, element: _Open) -> None:
        start, end = element.start, self.builder.length
        if start >= end:
            return
        if element.sort == "link":
            self.marks.links.append((start, end, element.href))
        elif element.sort:
            getattr(self.marks, element.sort).append((start, end))

    def finish(self, depth: int = 0) -> None:
        """Ends what is still open, but for the outermost `depth` elements; with 0 the marks are complete."""
        for element in reversed(self._open[depth:]):
            self._mark(element)
        del self._open[depth:]

    def carry_over(self, builder: TextBuilder, marks: Marks) -> None:
        """Completes the marks and goes on in the next block with the elements that browsers carry on."""
        for element in reversed(self._open):
            self._mark(element)
        self.builder, self.marks = builder, marks
        if self._open:
            self._open = [each for each in self._open if each.name in _FORMATTING]
            for element in self._open:
                element.start = 0


def _sort(name: str, attributes: Attributes) -> str:
    """The list of Marks that an element's text belongs to; "" where it is singled out by nothing."""
    if name == "a":
        return "link" if "href" in attributes else ""
    if name == "sup":
        return "superscripts"
    if name in _SHOWN_AS_CODE:
        return "codes"
    style = attributes["style"].lower() if "style" in attributes else ""
    if name in ("b", "strong"):
        return "" if _NOT_BOLD.search(style) else "emphases"
    return "emphases" if _BOLD.search(style) else ""
