"""Recognises reference lists on a page and reads their entries.

A list stands under a heading such as "References", in the page's front matter, behind a label
("Sources: ..."), or as a run of entries at the foot of the page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from auditor.extract.citations.years import YEAR, fold, years
from auditor.model import Block, BlockKind, LinkKind, Page, Region, Span, Tier

_NAMES = (
    r"references?|sources?|bibliography|citations?|further\s+reading|works\s+cited|cited\s+works|literature(?:\s+cited)?"
    r"|(?:foot|end)notes|notes"
)
_QUALIFIERS = (
    r"(?:(?:show|view|hide|see|all|full|external|peer-reviewed|academic|cited|additional|key|selected|scientific|clinical"
    r"|medical|main|primary|our|the|list\s+of|article|research|study|evidence)\s+)*"
)
_HEADING = re.compile(
    rf"^\W*(?:\d+\.?\s+)?{_QUALIFIERS}(?:{_NAMES})(?:\s+(?:and|&|/)\s+[\w\s]{{3,30}})?"
    r"(?:\s+(?:cited|used|list|section|of\s+information))?(?:\s*\([^)]{0,40}\))?\W*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?:references?|sources?|bibliography|citations?)\s*:\s+(?=\S)", re.IGNORECASE)
_KEY = re.compile(r"(?:^|\.)(?:references?|sources?|citations?|bibliography)(?:\.\d+|$)", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*(\d{1,3})(?:[.)\]:]|\s{1,2}(?=[A-Z]))")
_WORD = re.compile(r"\w+")
_INNER_NUMBER = re.compile(r"(?<![\d;:(–-])(?:\b(\d{1,3})[.)]\s(?=[A-Z])|\[(\d{1,3})\](?=\s?[A-Z]))")
_PLACE = (
    r"\bdoi\b|\b10\.\d{4,9}/|\bPMID\b|\bPMC\d|\b\d+\s?\(\d+\)\s?[:,]\s?\w+"
    rf"|{YEAR}\s?[;,]\s?\d+|\({YEAR}[a-z]?\)\."
)
_LOCATOR = re.compile(rf"{_PLACE}|\bet al\b")
_BARE = re.compile(rf"{_PLACE}|^\W*(?:\d{{1,3}}\W+)?[\w’'-]+(?:\s[A-Z]{{1,3}})?,?\set al\b")
"""What locates an entry that no heading announces; a claim may name authors too, an entry begins with them."""
_IDENTIFIER = re.compile(r"\b10\.\d{4,9}/|\bPMID\b|\bPMC\d|https?://[\w.-]+/\w|\bNCT\d{8}")
_RIGHTS = re.compile(r"\W*(?:©|copyright\b|all rights reserved)", re.IGNORECASE)
_TITLED = re.compile(r"^[^:.“\"]{2,90}[:,.]\s[“\"].+[”\"]")
"""Body: “Title.”"""
_SOURCE_LINKS = frozenset(
    {
        LinkKind.DOI,
        LinkKind.PUBMED,
        LinkKind.REGISTRY,
        LinkKind.JOURNAL,
        LinkKind.GOVERNMENT,
        LinkKind.GUIDELINE,
        LinkKind.OTHER_SITE,
    }
)
_TEXTUAL = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.TABLE_CELL, BlockKind.QUOTE}


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a reference list."""

    span: Span
    number: int
    """As printed, else its place in the list from 1."""
    text: str
    """Folded, for comparison."""
    years: tuple[str, ...]

    def names(self, surname: str, year: str) -> bool:
        """Whether the entry is by this author and of this year ("" for any)."""
        return (not year or year in self.years) and re.search(rf"\b{re.escape(fold(surname))}\b", self.text) is not None


@dataclass(frozen=True)
class References:
    """All entries of a page's reference lists."""

    entries: tuple[Reference, ...] = ()
    anchors: Mapping[str, Span] = field(default_factory=dict)
    """Names a fragment link can point at: spans of entries and footnotes."""

    @cached_property
    def blocks(self) -> frozenset[int]:
        return frozenset(entry.span.block for entry in self.entries) | frozenset(
            each.block for each in self.anchors.values()
        )

    def numbered(self, number: int) -> Reference | None:
        """The entry with this number."""
        return self._by_number.get(number)

    def by_author(self, surnames: Sequence[str], year: str) -> Reference | None:
        """The entry that has all the surnames and the year ("" for any)."""
        entries = self._with_word(surnames[0])
        return next((each for each in entries if all(each.names(name, year) for name in surnames)), None)

    def by_words(self, words: str, year: str) -> Reference | None:
        """The entry that holds the words (a journal, a trial) and the year."""
        folded = fold(words)
        return next((each for each in self._with_word(words) if year in each.years and folded in each.text), None)

    def _with_word(self, words: str) -> Sequence[Reference]:
        """The entries that have the longest of the words."""
        return self._by_word.get(max(_WORD.findall(fold(words)), key=len, default=""), ())

    @cached_property
    def _by_number(self) -> Mapping[int, Reference]:
        return {entry.number: entry for entry in reversed(self.entries)}

    @cached_property
    def _by_word(self) -> Mapping[str, list[Reference]]:
        found: dict[str, list[Reference]] = {}
        for entry in self.entries:
            for word in set(_WORD.findall(entry.text)):
                found.setdefault(word, []).append(entry)
        return found


def entry_tier(block: Block) -> Tier:
    """How far a reader gets with the entry that a block holds."""
    if any(each.kind in _SOURCE_LINKS for each in block.links) or _IDENTIFIER.search(block.text):
        return Tier.RESOLVABLE
    return Tier.IDENTIFIABLE if years(block.text) else Tier.VAGUE


def find_references(page: Page) -> References:
    """The entries of all reference lists of a page."""
    blocks = [*_under_headings(page), *_labelled(page), *_front_matter(page)] or list(_run_at_foot(page))
    entries = tuple(_entries(blocks))
    anchors = {name: block.span() for block in blocks for name in block.anchors}
    anchors |= {name: each.span() for each in page.blocks if each.kind is BlockKind.FOOTNOTE for name in each.anchors}
    return References(entries, anchors)


def is_list_heading(block: Block) -> bool:
    """Whether the block is the heading of a reference list; in plain text a short line may serve."""
    return (
        len(block.text) < 60
        and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BUTTON)
        and _HEADING.match(block.text) is not None
    )


def _under_headings(page: Page) -> Iterator[Block]:
    heading: Block | None = None
    for block in page.blocks:
        if is_list_heading(block):
            heading = block
        elif block.kind is BlockKind.HEADING and heading is not None and block.level <= (heading.level or 6):
            heading = None
        elif heading is not None and block.kind in _TEXTUAL and block.region is heading.region and _is_entry(block):
            yield block


def _is_entry(block: Block) -> bool:
    """Under a heading: anything that names a work by year, locator, number or link."""
    if _RIGHTS.match(block.text):
        return False
    return bool(
        years(block.text)
        or _LOCATOR.search(block.text)
        or _NUMBER.match(block.text)
        or _TITLED.match(block.text)
        or any(each.kind in _SOURCE_LINKS for each in block.links)
    ) or (block.kind is BlockKind.LIST_ITEM and len(block.text.split()) > 3)


def _labelled(page: Page) -> Iterator[Block]:
    for block in page.blocks:
        if block.kind in _TEXTUAL and _LABEL.match(block.text) and (_LOCATOR.search(block.text) or years(block.text)):
            yield block


def _front_matter(page: Page) -> Iterator[Block]:
    for block in page.blocks:
        if block.kind in (BlockKind.FRONT_MATTER, BlockKind.JSON_LD) and _KEY.search(block.key):
            yield block


def _run_at_foot(page: Page) -> Iterator[Block]:
    """Two or more successive entries in the last part of the page, where no heading announces them."""
    texts = [each for each in page.blocks if each.kind in _TEXTUAL and each.region is Region.MAIN]
    run = [each for each in texts[len(texts) // 2 :] if _is_bare_entry(each)]
    if len(run) >= 2 and run[-1].index - run[0].index < 2 * len(run):
        yield from run


def _is_bare_entry(block: Block) -> bool:
    """Without a heading: a numbered or listed line with a year and what locates it, such as volume or DOI."""
    listed = _NUMBER.match(block.text) or block.kind is BlockKind.LIST_ITEM
    return bool(listed and years(block.text) and _BARE.search(block.text))


def _entries(blocks: Iterable[Block]) -> Iterator[Reference]:
    parts = ((block, start, end) for block in blocks for start, end in _parts(block.text))
    for place, (block, start, end) in enumerate(parts, 1):
        text = block.text[start:end]
        printed = _NUMBER.match(text)
        yield Reference(block.span(start, end), int(printed[1]) if printed else place, fold(text), years(text))


def _parts(text: str) -> list[tuple[int, int]]:
    """One part, or several where a paragraph lists "1. ... 2. ... 3. ..."."""
    starts: list[int] = []
    for match in _INNER_NUMBER.finditer(text):
        if int(match[1] or match[2]) == len(starts) + 1:
            starts.append(match.start())
    if len(starts) < 2:
        return [(0, len(text))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
