"""What was read: a page, its blocks, and the exact way back from a block's text to the source."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_LINE_END = re.compile(r"\r\n?|\n")


class BlockKind(StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    META_DESCRIPTION = "meta-description"
    JSON_LD = "json-ld"
    FRONT_MATTER = "front-matter"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    CAPTION = "caption"
    QUOTE = "quote"
    CODE = "code"
    ALT_TEXT = "alt-text"
    BUTTON = "button"
    FORM = "form"
    FOOTNOTE = "footnote"


class Region(StrEnum):
    """Which part of the page a block stands in; everything but MAIN is boilerplate."""

    MAIN = "main"
    HEADER = "header"
    NAVIGATION = "navigation"
    FOOTER = "footer"
    ASIDE = "aside"
    CARD = "card"
    BANNER = "banner"


class LinkKind(StrEnum):
    """Where a link goes, by its address alone. The last five never count as a source."""

    DOI = "doi"
    PUBMED = "pubmed"
    REGISTRY = "registry"
    JOURNAL = "journal"
    GOVERNMENT = "government"
    GUIDELINE = "guideline"
    OTHER_SITE = "other-site"
    FRAGMENT = "fragment"
    OWN_SITE = "own-site"
    SHOP = "shop"
    SEARCH = "search"
    HOME_PAGE = "home-page"
    CONTACT = "contact"


class Span(NamedTuple):
    """A half-open range of characters [start, end) in the text of block number `block`."""

    block: int
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both spans share at least one character."""
        return self.block == other.block and self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.block == other.block and self.start <= other.start and other.end <= self.end

    def join(self, other: "Span") -> "Span":
        """The shortest span that covers both; they must be of one block."""
        if self.block != other.block:
            raise ValueError(f"spans of two blocks cannot be joined: {self} and {other}")
        return Span(self.block, min(self.start, other.start), max(self.end, other.end))


class Run(NamedTuple):
    """A stretch of block text and the stretch of source it was read from.

    Where both have equal length the characters are the same, one to one. Where they differ the
    run is atomic: an entity, an escape, or collapsed white space stands for the text as a whole.
    """

    text_start: int
    text_end: int
    source_start: int
    source_end: int

    @property
    def verbatim(self) -> bool:
        return self.text_end - self.text_start == self.source_end - self.source_start


class SourceMap:
    """Maps ranges of a block's text to ranges of the decoded source, by its runs in text order."""

    __slots__ = ("_starts", "runs")

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self.runs = runs
        self._starts = [run.text_start for run in runs]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets [first, last) of the text range [start, end)."""
        if not self.runs:
            return 0, 0
        first = self._run_at(start)
        if end <= start:
            offset = self._offset(first, start, at_end=False)
            return offset, offset
        return self._offset(first, start, at_end=False), self._offset(self._run_at(end - 1), end, at_end=True)

    def _run_at(self, index: int) -> Run:
        return self.runs[max(bisect_right(self._starts, index) - 1, 0)]

    @staticmethod
    def _offset(run: Run, index: int, *, at_end: bool) -> int:
        if run.verbatim:
            return run.source_start + min(index, run.text_end) - run.text_start
        return run.source_end if at_end else run.source_start


class Position(NamedTuple):
    """A place in the source: 1-based line and column (code points), 0-based offset."""

    line: int
    column: int
    offset: int


class Location(NamedTuple):
    """A half-open stretch of the source."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: the words it stands on and the address as written."""

    span: Span
    href: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell's place (0-based row and column) and the headers that govern it."""

    row: int
    column: int
    row_header: str = ""
    column_header: str = ""
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of text as a reader sees it: entities decoded, white space collapsed, tags gone."""

    index: int
    kind: BlockKind
    text: str
    source_map: SourceMap
    region: Region = Region.MAIN
    level: int = 0
    """Heading: 1 to 6. List item: depth of nesting, from 1."""
    section: tuple[str, ...] = ()
    """Texts of the headings above, outermost first; a heading's own text is not in its section."""
    group: int = 0
    """Number of the list or table this block belongs to, unique on the page; 0 for none."""
    lead_in: int | None = None
    """Index of the block that introduces this list item or table: the line above, or the parent item."""
    cell: Cell | None = None
    links: tuple[Link, ...] = ()
    superscripts: tuple[Span, ...] = ()
    emphases: tuple[Span, ...] = ()
    """Bold or strong stretches; at the start of a block they serve as a label."""
    codes: tuple[Span, ...] = ()
    """Inline code, keys to press, sample output (code, kbd, samp, var, backticks): shown, not said."""
    anchors: tuple[str, ...] = ()
    """Names a fragment link can point at: ids, footnote names."""
    key: str = ""
    """Where text comes from structured data: the path in front matter or JSON-LD, such as "faqs.2.answer"."""

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """A span in this block; the whole text by default."""
        return Span(self.index, start, len(self.text) if end is None else end)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of itself; dates as written."""

    title: str = ""
    description: str = ""
    language: str = ""
    canonical: str = ""
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    """schema.org types named in JSON-LD."""
    front_matter: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawPage:
    """What fetching gives: undecoded bytes and what the transport said of them ("" if nothing)."""

    location: str
    content: bytes
    media_type: str = ""
    charset: str = ""


@dataclass(frozen=True)
class Page:
    """A page as read: where from, its decoded source, and its blocks in reading order."""

    location: str
    media_type: str
    encoding: str
    source: str
    """The decoded text as stored: byte order mark left out, line ends untouched."""
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)

    def text(self, span: Span) -> str:
        """The words of a span, as a reader sees them."""
        return self.blocks[span.block].text[span.start : span.end]

    def block_of(self, span: Span) -> Block:
        return self.blocks[span.block]

    def locate(self, span: Span) -> Location:
        """Where the span stands in the source."""
        first, last = self.blocks[span.block].source_map.source_range(span.start, span.end)
        return Location(self.position(first), self.position(last))

    def position(self, offset: int) -> Position:
        """Line and column of a source offset; a line ends with LF, CRLF or a lone CR."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1, offset)

    def line(self, number: int) -> str:
        """The source line of a 1-based number, without its line end."""
        if number not in self._lines:
            start = self.line_starts[number - 1]
            end = self.line_starts[number] if number < len(self.line_starts) else len(self.source)
            self._lines[number] = self.source[start:end].rstrip("\r\n")
        return self._lines[number]

    @cached_property
    def _lines(self) -> dict[int, str]:
        """Lines already asked for: many findings on one long line share it instead of copying it."""
        return {}

    @cached_property
    def line_starts(self) -> list[int]:
        """Source offsets at which lines begin; the first is 0."""
        return [0, *(line_end.end() for line_end in _LINE_END.finditer(self.source))]

    @cached_property
    def soup(self) -> "BeautifulSoup":
        """The whole page as a BeautifulSoup tree, for questions of structure; parsed on first use."""
        from bs4 import BeautifulSoup

        return BeautifulSoup(self.source, "html.parser")
