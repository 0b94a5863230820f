"""The pages of archives: what a record holds, as the auditor reads it."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path

from auditor.archive.composing import LOCATION
from auditor.archive.message import Answer, content_type, page_bytes, parse_answer, too_large
from auditor.archive.opening import Archive, opened, records
from auditor.archive.stored import BadRecord, Damage, Headers, Stored
from auditor.archive.uris import location_of, may_be_page
from auditor.errors import FetchError
from auditor.model import RawPage
from auditor.model.scan import Record, Slice

_TEXTS = ("", "text/html", "application/xhtml+xml", "text/plain", "text/markdown")
"""Media types of pages; where none is said the content decides."""
_TAKEN = (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION)
_SNIFFED = 1024
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""Byte order marks of encodings in which text holds NUL bytes."""
UNBOUNDED = 1 << 62


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as it stands in the evidence."""

    raw: RawPage
    record: Record
    captured: str
    """WARC-Date, in UTC: "2026-11-25T03:35:07Z"."""


def pages(slice: Slice, store: Path, limit: int) -> Iterator[ArchivedPage | BadRecord]:
    """The pages of a stretch of an archive, in order, and the records that cannot be read.

    Pages are `response` records with status 200 or 203 and `resource` records, if they are of a text
    media type. Nothing that stands in an archive ends the reading of the rest.

    Args:
        limit: bytes that a page may have, decoded; a larger one is a BadRecord.
    """
    path = path_of(slice.file, store)
    try:
        with opened(path) as archive:
            for found in records(archive, slice.start, slice.end, partial(_wanted, limit)):
                page = found if isinstance(found, BadRecord) else page_of(found, slice.file, limit)
                if page is not None:
                    yield _not_empty(page)
    except OSError as error:
        yield BadRecord(str(path), f"the archive cannot be read ({error.strerror or error})", slice.start)


def page_at(record: Record, store: Path, limit: int = UNBOUNDED) -> ArchivedPage:
    """The page that a record points to.

    Raises:
        FetchError: the archive cannot be read, or there is no such record, or it holds no page.
    """
    path = path_of(record.file, store)
    try:
        with opened(path) as archive:
            page = page_in(archive, record, limit)
    except OSError as error:
        raise FetchError(str(path), f"the archive cannot be read ({error.strerror or error})") from error
    if isinstance(page, BadRecord):
        raise FetchError(str(path), f"at offset {record.offset}: {page.reason}")
    return page


def page_in(archive: Archive, record: Record, limit: int = UNBOUNDED) -> ArchivedPage | BadRecord:
    """The page that a record of an open archive points to, or why it is not there."""
    try:
        stored = archive.read(record.offset, partial(_wanted, limit))
    except Damage as damage:
        return BadRecord(str(archive.path), str(damage), record.offset)
    page = page_of(stored, record.file, limit) if stored else None
    return page or BadRecord(str(archive.path), "no page stands there", record.offset)


def is_kept(record: Record, store: Path) -> bool:
    """Whether the file of a record is there and long enough: it may have been purged, lost or moved since.

    Of archives outside the store the length says nothing: they may be compressed as a whole.
    """
    path = path_of(record.file, store)
    try:
        return path.stat().st_size >= (record.offset + record.length if path.is_relative_to(store) else 0)
    except OSError:
        return False


def path_of(file: str, store: Path) -> Path:
    """The path of a file that a record or slice names."""
    return store / file


def named(path: Path, store: Path | None) -> str:
    """An archive as records name it: relative to the store if it stands inside, else by its absolute path."""
    full = os.path.abspath(path)  # noqa: PTH100 - links stay as the user named them
    if store is not None and Path(full).is_relative_to(os.path.abspath(store)):  # noqa: PTH100
        return Path(full).relative_to(os.path.abspath(store)).as_posix()  # noqa: PTH100
    return full


def is_page_record(headers: Headers) -> bool:
    """Whether a record may hold a page, by its fields alone."""
    kind = headers.get("warc-type", "").lower()
    if kind == "resource":
        return may_be_page(headers.get("warc-target-uri", "").lstrip("<")) and _is_text(headers.get("content-type", ""))
    return kind == "response" and headers.get("content-type", "application/http").lower().startswith("application/http")


def _is_text(said: str) -> bool:
    return content_type(said)[0] in _TEXTS


def _wanted(limit: int, headers: Headers, size: int) -> bool:
    """Framing may make a page larger than it is, so that the block is given more room."""
    return is_page_record(headers) and size <= 2 * limit + (1 << 16)


def page_of(stored: Stored, file: str, limit: int = UNBOUNDED) -> ArchivedPage | BadRecord | None:
    """The page of a record; None where it holds none."""
    if not is_page_record(stored.headers):
        return None
    location = stored.said(LOCATION.lower()) or location_of(stored.target)
    if not location:
        return BadRecord(f"{file} at offset {stored.offset}", "the record names no address", stored.offset)
    try:
        raw = _raw(stored, location, limit)
    except Damage as damage:
        return BadRecord(location, str(damage), stored.offset)
    if raw is None:
        return None
    record = Record(file, stored.offset, stored.length, hashlib.sha256(raw.content).hexdigest())
    return ArchivedPage(raw, record, stored.said("warc-date"))


def _not_empty(page: ArchivedPage | BadRecord) -> ArchivedPage | BadRecord:
    if isinstance(page, BadRecord) or page.raw.content.strip():
        return page
    return BadRecord(page.raw.location, "is empty; expected a page", page.record.offset)


def _raw(stored: Stored, location: str, limit: int) -> RawPage | None:
    if stored.block is None:
        raise too_large(limit)
    if stored.said("warc-type").lower() == "resource":
        answer = Answer(HTTPStatus.OK, {"content-type": stored.said("content-type")}, stored.block)
    else:
        answer = parse_answer(stored.block)
    media_type, charset = content_type(answer.said("content-type"))
    if answer.status not in _TAKEN or media_type not in _TEXTS:
        return None
    if cut := stored.said("warc-truncated"):
        raise Damage(f"the page was cut off when it was captured (WARC-Truncated: {cut[:40]})")
    content = page_bytes(answer, limit)
    if not media_type and _is_binary(content):
        return None
    return RawPage(location, content, media_type, charset)


def _is_binary(content: bytes) -> bool:
    """Whether what nobody calls text is none: it holds NUL bytes near its start."""
    return b"\0" in content[:_SNIFFED] and not content.startswith(_MARKS)
