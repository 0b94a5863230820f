"""Verifying what the store says of the evidence: the page of each capture, and the words of each finding."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from auditor.archive.chain import Chain, Event
from auditor.archive.checked import Checked, Kind
from auditor.archive.opening import Archive, opened
from auditor.archive.pages import ArchivedPage, page_of, path_of
from auditor.archive.stored import Damage, Stored
from auditor.archive.verifying import faults_of
from auditor.errors import InputError
from auditor.model import Page, RawPage
from auditor.model.scan import Capture, FindingRow, Record

PageOf = Callable[[RawPage], Page]
"""Takes a page apart, as the audit does. Raises InputError."""


class _Claim(NamedTuple):
    """What the store says of a place of the evidence."""

    file: str
    offset: int
    length: int
    digest: str
    start: int = 0
    end: int = 0
    quote: str = ""
    rule: str = ""
    """Empty for a capture, which says nothing of words."""

    @property
    def record(self) -> Record:
        return Record(self.file, self.offset, self.length, self.digest)


def verify_pointers(
    store: Path, captures: Iterable[Capture], findings: Iterable[FindingRow], read: PageOf
) -> Iterator[Checked]:
    """Whether the page of each capture and the words of each finding stand where the store says.

    The claims are put in the order of the files first (in a temporary file, so that memory stays flat):
    each record is read once, and forwards.

    Words are proved by taking the page apart again: a block of it must hold the quote, and its map back
    to the source must give the very range of characters.
    """
    with closing(sqlite3.connect("")) as base, _Shelf(store) as shelf:
        base.execute("CREATE TABLE claim (file, offset, length, digest, start, end, quote, rule)")
        base.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _claims(captures, findings))
        claims = map(
            _Claim._make, base.execute("SELECT * FROM claim ORDER BY file, offset, length, digest, rule, start, end")
        )
        for record, same in groupby(claims, key=lambda claim: claim.record):
            yield from _verified(record, same, shelf, read)


def _claims(captures: Iterable[Capture], findings: Iterable[FindingRow]) -> Iterator[_Claim]:
    for capture in captures:
        if (at := capture.record) and at.digest:  # what was no page when it was captured is known not to be there
            yield _Claim(at.file, at.offset, at.length, at.digest)
    for row in findings:
        if at := row.record:
            yield _Claim(at.file, at.offset, at.length, at.digest, row.start, row.end, row.quote, row.rule)


def _verified(record: Record, claims: Iterable[_Claim], shelf: "_Shelf", read: PageOf) -> Iterator[Checked]:
    purged = shelf.purged(record.file)
    page = None if purged else shelf.page(record)
    fault = page if isinstance(page, str) else ""
    document: Page | str | None = None
    for claim in claims:
        kind = Kind.QUOTE if claim.rule else Kind.PAGE
        if purged or fault or kind is Kind.PAGE:
            words = f"the words of {claim.rule}: " if fault and kind is Kind.QUOTE else ""
            yield Checked(kind, record.file, record.offset, words + fault, purged)
        elif isinstance(page, ArchivedPage):
            document = document or _document(page, read)
            yield Checked(kind, record.file, record.offset, _quoted(claim, document))


def _document(page: ArchivedPage, read: PageOf) -> Page | str:
    try:
        return read(page.raw)
    except InputError as error:
        return f"the page cannot be taken apart: {error.reason}"


def _quoted(claim: _Claim, page: Page | str) -> str:
    """What is wrong with the words of a finding; "" where they stand where it says."""
    if isinstance(page, str):
        return f"the words of {claim.rule}: {page}"
    if _stands(claim, page):
        return ""
    found = page.source[claim.start : claim.end]
    said = f"at the characters {claim.start} to {claim.end} expected “{claim.quote}” ({claim.rule})"
    return f"{said}, found “{found[: len(claim.quote) + 80]}”"


def _stands(claim: _Claim, page: Page) -> bool:
    place = claim.start, claim.end
    for block in page.blocks:
        at = block.text.find(claim.quote)
        while at >= 0:
            if block.source_map.source_range(at, at + len(claim.quote)) == place:
                return True
            at = block.text.find(claim.quote, at + 1)
    return False


class _Shelf:
    """The archives, one open at a time."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._purged = {name for name, entry in Chain(store).latest().items() if entry.event is Event.PURGED}
        self._opened = ExitStack()
        self._name = ""
        self._archive: Archive | str = ""

    def __enter__(self) -> "_Shelf":
        return self

    def __exit__(self, *_error: object) -> None:
        self._opened.close()

    def purged(self, file: str) -> bool:
        """Whether a file was deleted on request."""
        return file in self._purged

    def page(self, record: Record) -> ArchivedPage | str:
        """The page of a record, or what is wrong with it."""
        archive = self._at(record.file)
        if isinstance(archive, str):
            return archive
        try:
            return _page(archive.read(record.offset, lambda _headers, _size: True), record)
        except Damage as damage:
            return f"expected a whole record, found: {damage}"

    def _at(self, file: str) -> Archive | str:
        """The archive of this name, or why there is none."""
        if file != self._name:
            self._opened.close()
            self._name = file
            path = path_of(file, self._store)
            try:
                self._archive = self._opened.enter_context(opened(path))
            except OSError as error:
                self._archive = f"expected an archive, found none ({error.strerror or error})"
        return self._archive


def _page(stored: Stored | None, record: Record) -> ArchivedPage | str:
    """The page of a record as it was read, or what is wrong with it."""
    if stored is None:
        return "expected a record, found the end of the file"
    if faults := "; ".join(faults_of(stored)):
        return faults
    page = page_of(stored, record.file)
    if not isinstance(page, ArchivedPage):
        return f"expected a page, found {page.reason if page else 'a record that holds none'}"
    if page.record.offset != record.offset or page.record.length != record.length:
        return f"expected a record of {record.length:,} bytes, found one of {page.record.length:,}"
    if page.record.digest != record.digest:
        return f"expected a page with SHA-256 {record.digest}, found {page.record.digest}"
    return page
