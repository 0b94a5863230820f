"""Sources named in parts: the author and year here, the journal elsewhere in the block or under its heading."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from auditor.extract.citations.years import years
from auditor.extract.names import Name, NameKind, find_names
from auditor.model import Block, BlockKind, Citation, CitationKind, Page, Tier


def joined_parts(page: Page, citations: Iterable[Citation]) -> Iterator[Citation]:
    """The citations; an author with a year and the only journal of the same block make each other identifiable."""
    by_block = _by_block(citations)
    for index, found in by_block.items():
        yield from _with_journal(page.blocks[index], found)
    for index in by_block:
        yield from _below(page, index, by_block)


def _with_journal(block: Block, found: list[Citation]) -> Iterator[Citation]:
    """The block's citations; its one author and its one journal are joined."""
    author, journal = _author(block, found), None
    if author is not None:
        journal = _journal(block)
    for each in found:
        part = journal is not None and (each is author or each.kind is CitationKind.JOURNAL)
        yield replace(each, tier=Tier.IDENTIFIABLE) if part and each.tier is Tier.VAGUE else each
    if journal is not None:
        yield _cited(block, journal)


def _below(page: Page, index: int, by_block: Mapping[int, list[Citation]]) -> Iterator[Citation]:
    """The journal in the block under a heading that names author and year."""
    heading = page.blocks[index]
    if heading.kind is not BlockKind.HEADING or index + 1 == len(page.blocks):
        return
    block = page.blocks[index + 1]
    others = any(each.kind is CitationKind.AUTHOR_YEAR for each in by_block.get(block.index, ()))
    if _author(heading, by_block[index]) is not None and not others and (journal := _journal(block)):
        yield _cited(block, journal)


def _cited(block: Block, journal: Name) -> Citation:
    return Citation(block.span(journal.start, journal.end), CitationKind.JOURNAL, Tier.IDENTIFIABLE)


def _author(block: Block, found: list[Citation]) -> Citation | None:
    """The only author without an entry, where the block tells a year."""
    authors = [each for each in found if each.kind is CitationKind.AUTHOR_YEAR]
    known = len(authors) == 1 and authors[0].tier is Tier.VAGUE and years(block.text)
    return authors[0] if known else None


def _journal(block: Block) -> Name | None:
    """The only journal that the block names."""
    journals = [each for each in find_names(block.text) if each.kind is NameKind.JOURNAL]
    return journals[0] if len(journals) == 1 else None


def _by_block(citations: Iterable[Citation]) -> Mapping[int, list[Citation]]:
    found: dict[int, list[Citation]] = {}
    for each in citations:
        found.setdefault(each.span.block, []).append(each)
    return found
