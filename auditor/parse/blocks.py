"""Builds blocks: text as a reader sees it, and the exact way back from each character to the source."""

import re
from collections.abc import Callable, Iterable

from auditor.model import Block, BlockKind, Cell, Link, LinkKind, Region, Run, SourceMap, Span

_PIECE = re.compile(
    r"(?P<unseen>[\u00ad\u200b-\u200f\u2060\ufeff\x00]+)|(?P<space>\s+)|(?P<words>[^\s\u00ad\u200b-\u200f\u2060\ufeff\x00]+)"
)
"""White space of any kind is one plain space to a reader; soft hyphens and zero-width characters are nothing."""


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
        self.length = 0

    @property
    def next_index(self) -> int:
        """Where the next character that is not white space will stand; the start of a link or emphasis."""
        return self.length + 1 if self._space and self.length else self.length

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def source_map(self) -> SourceMap:
        return SourceMap(tuple(self._runs))

    def verbatim(self, text: str, source_start: int) -> None:
        """Adds characters that stand in the source just so from `source_start` on."""
        for piece in _PIECE.finditer(text):
            start, end = source_start + piece.start(), source_start + piece.end()
            if piece["words"]:
                self._append(piece["words"], start, end)
            elif piece["space"]:
                self._space = self._space or (start, end)

    def stand_in(self, text: str, source_start: int, source_end: int) -> None:
        """Adds what a stretch of source stands for as a whole: an entity, an escape."""
        words = "".join(piece["words"] or " " for piece in _PIECE.finditer(text) if not piece["unseen"])
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
        last = self._runs[-1] if self._runs else None
        verbatim = len(words) == source_end - source_start
        if last and verbatim and last.verbatim and last.source_end == source_start:
            self._runs[-1] = Run(last.text_start, end, last.source_start, source_end)
        else:
            self._runs.append(Run(self.length, end, source_start, source_end))
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

    def lead_in(self) -> int | None:
        """The block that introduces a list or table that begins now: the paragraph or heading right above."""
        for block in reversed(self.blocks[-3:]):
            if block.kind in _INTRODUCES:
                return block.index
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
        section = () if kind in _OUTSIDE else tuple(words for _, words in self.headings)
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
                tuple(
                    Link(Span(index, start, end), href, self._link_kind(href))
                    for start, end, href in marks.links
                    if start < end
                ),
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


def _spans(index: int, ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(index, start, end) for start, end in ranges if start < end)
