"""Builds blocks: text as a reader sees it, and the exact way back from each character to the source."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from auditor.model import Block, BlockKind, Cell, Link, LinkKind, Region, Run, SourceMap, Span

UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff\x00"
_ODD = re.compile(rf"(?P<unseen>[{UNSEEN}]+)|\s+(?=[{UNSEEN}])|(?<=[{UNSEEN}])\s+|\s\s+|[^\S ]")
"""What does not stand in the text as written: white space of any kind is one plain space to a reader; soft hyphens,
zero-width characters and NUL are nothing."""

_INTRODUCES = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.QUOTE)
_BESIDE = (BlockKind.ALT_TEXT, BlockKind.BUTTON, BlockKind.FORM)
_OUTSIDE = (BlockKind.TITLE, BlockKind.META_DESCRIPTION, BlockKind.JSON_LD, BlockKind.FRONT_MATTER)
"""Kinds that stand under no heading."""


class TextBuilder:
    """Collects a block's text piece by piece: white space collapsed, none at either end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._space: tuple[int, int] | None = None
        self._joint = -1
        """Where the last run ends in the source, if what follows can prolong it."""
        self.length = 0

    @property
    def next_index(self) -> int:
        """Where the next character that is not white space will stand; the start of a link or emphasis."""
        return self.length + 1 if self._space and self.length else self.length

    @property
    def ends_in_space(self) -> bool:
        """Whether more white space would change nothing."""
        return self._space is not None or not self.length

    @property
    def last_character(self) -> str:
        """The character that the next one would follow without a space; "" where a space stands between them."""
        return self._pieces[-1][-1] if self._pieces and not self._space else ""

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def source_map(self) -> SourceMap:
        return SourceMap(tuple(self._runs))

    def verbatim(self, text: str, source_start: int) -> None:
        """Adds characters that stand in the source just so from `source_start` on."""
        words = text.strip()
        start = source_start + (text.find(words[0]) if words else len(text))
        if start > source_start:
            self.space(source_start, start)
        if not words:
            return
        end = start + len(words)
        if words.isprintable() and "  " not in words:
            self._append(words, start, end)
        else:
            self._collapsed(words, start)
        if end < source_start + len(text):
            self.space(end, source_start + len(text))

    def _collapsed(self, words: str, source_start: int) -> None:
        at = 0
        for odd in _ODD.finditer(words):
            start, end = odd.span()
            if at < start:
                self._append(words[at:start], source_start + at, source_start + start)
            if odd.lastgroup is None:
                self.space(source_start + start, source_start + end)
            at = end
        if at < len(words):
            self._append(words[at:], source_start + at, source_start + len(words))

    def stand_in(self, text: str, source_start: int, source_end: int) -> None:
        """Adds what a stretch of source stands for as a whole: an entity, an escape."""
        words = _ODD.sub(lambda odd: "" if odd.lastgroup else " ", text)
        if words.strip():
            self._append(words, source_start, source_end)
        elif words:
            self.space(source_start, source_end)

    def space(self, source_start: int, source_end: int) -> None:
        """Adds white space that a stretch of source stands for: a line break, the border of two cells."""
        self._space = self._space or (source_start, source_end)

    def _append(self, words: str, source_start: int, source_end: int) -> None:
        if self._space is not None and self.length:
            self._put(" ", *self._space)
        self._space = None
        self._put(words, source_start, source_end)

    def _put(self, words: str, source_start: int, source_end: int) -> None:
        end = self.length + len(words)
        joins = source_start == self._joint and len(words) == source_end - source_start
        if joins:
            last = self._runs[-1]
            self._runs[-1] = Run(last[0], end, last[2], source_end)
        else:
            self._runs.append(Run(self.length, end, source_start, source_end))
        self._joint = source_end if len(words) == source_end - source_start else -1
        self._pieces.append(words)
        self.length = end


class Marks:
    """Stretches of a block that markup singles out, as [start, end) of its text."""

    def __init__(self) -> None:
        self.links: list[tuple[int, int, str]] = []
        """With the address as written."""
        self.superscripts: list[tuple[int, int]] = []
        self.emphases: list[tuple[int, int]] = []
        self.codes: list[tuple[int, int]] = []


class BlockList:
    """The blocks of a page in reading order; knows the headings above the next one."""

    def __init__(self, link_kind: Callable[[str], LinkKind]) -> None:
        """`link_kind` tells where an address, as written, goes."""
        self.blocks: list[Block] = []
        self._link_kind = link_kind
        self.headings: tuple[tuple[int, str], ...] = ()
        """Level and text of the headings above the next block; whoever leaves an aside puts back those before it."""
        self._groups = 0

    def new_group(self) -> int:
        """The number of a list or table that begins."""
        self._groups += 1
        return self._groups

    def lead_in(self, region: Region | None = None) -> int | None:
        """The block that introduces a list or table that begins now: the paragraph or heading right above.

        Where a region is given, what stands in another one introduces nothing.
        """
        for block in reversed(self.blocks[-3:]):
            if block.kind in _INTRODUCES:
                return block.index if region in (None, block.region) else None
            if block.kind not in _BESIDE:
                return None
        return None

    def add(
        self,
        kind: BlockKind,
        builder: TextBuilder,
        marks: Marks | None = None,
        *,
        region: Region = Region.MAIN,
        level: int = 0,
        group: int = 0,
        lead_in: int | None = None,
        cell: Cell | None = None,
        anchors: Iterable[str] = (),
        key: str = "",
    ) -> int | None:
        """Adds a block and gives its index; None where it has no text."""
        text = builder.text
        if not text:
            return None
        index, marks = len(self.blocks), marks or Marks()
        if kind is BlockKind.HEADING:
            self.headings = tuple(each for each in self.headings if each[0] < level)
        section = () if kind in _OUTSIDE else _texts(self.headings)
        self.blocks.append(
            Block(
                index,
                kind,
                text,
                builder.source_map,
                region,
                level,
                section,
                group,
                lead_in,
                cell,
                self._links(index, marks),
                _spans(index, marks.superscripts),
                _spans(index, marks.emphases),
                _spans(index, marks.codes),
                tuple(anchors),
                key,
            )
        )
        if kind is BlockKind.HEADING:
            self.headings = (*self.headings, (level, text))
        return index

    def _links(self, index: int, marks: Marks) -> tuple[Link, ...]:
        if not marks.links:
            return ()
        ranges = ((Span(index, start, end), href) for start, end, href in marks.links if start < end)
        return tuple(Link(span, href, self._link_kind(href)) for span, href in ranges)


@lru_cache(64)
def _texts(headings: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
    return tuple(text for _, text in headings)


def _spans(index: int, ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(index, start, end) for start, end in ranges if start < end) if ranges else ()
