"""An archive, opened in the way in which it is compressed, and its records in order."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from auditor.archive.fast import healthy
from auditor.archive.members import MemberRecords
from auditor.archive.plain import PlainRecords
from auditor.archive.stored import BadRecord, Damage, Stored, Wanted

_GZIP = b"\x1f\x8b"
_SHORT = 1 << 20


class Records(Protocol):
    """Access to the records of an archive by their places."""

    def read(self, offset: int, wanted: Wanted) -> Stored | None:
        """The record that begins at an offset; None at the end. Raises Damage."""

    def following(self, offset: int) -> int | None:
        """Where the next record begins, behind an offset; None where there is none."""


class Archive(NamedTuple):
    """An open archive."""

    path: Path
    file: BinaryIO
    records: Records
    members: bool
    """Whether each record is a gzip member of its own."""
    seekable: bool
    """Whether a record can be read by its place without reading what stands before it."""

    def read(self, offset: int, wanted: Wanted) -> Stored | None:
        """The record that begins at an offset; None at the end. Raises Damage."""
        return self.records.read(offset, wanted)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive at a path: records that are not compressed, each compressed by itself, or all together.

    Where they are compressed together, offsets are those of the bytes once they are inflated.

    Raises:
        OSError: it cannot be read.
    """
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        start = file.read(4)
        if not start.startswith(_GZIP):
            yield Archive(path, file, PlainRecords(file), members=False, seekable=True)
        elif _one_by_one(file):
            yield Archive(path, file, MemberRecords(file), members=True, seekable=True)
        else:
            file.seek(0)
            with gzip.GzipFile(fileobj=file) as inflated:
                stream: BinaryIO = inflated  # type: ignore[assignment]
                yield Archive(path, stream, PlainRecords(stream), members=False, seekable=False)


def is_seekable(path: Path) -> bool:
    """Whether offsets are places in the file; else the archive is compressed as a whole. Raises OSError."""
    with opened(path) as archive:
        return archive.seekable


def _one_by_one(file: BinaryIO) -> bool:
    """Whether the first gzip member holds one record, or none that could be told apart."""
    try:
        MemberRecords(file).read(0, lambda _headers, _size: False)
    except Damage as damage:
        return "not followed" not in str(damage)
    return True


def records(archive: Archive, start: int, end: int | None, wanted: Wanted) -> Iterator[Stored | BadRecord]:
    """The records that begin in [start, end), in order; what is damaged is told and passed over.

    Whole records of compressed archives are read by FastWARC where it is installed. Wherever it meets
    anything odd, our own reader takes over, so that the outcome is the same with and without it.
    """
    at: int | None = start
    fast = archive.members and _worth_it(start, end)
    while at is not None and (end is None or at < end):
        before = at
        for record in healthy(archive.path, at, end, wanted) if fast else ():
            yield record
            at = record.offset + record.length
        fast = fast and at > before
        if end is None or at < end:
            found, at = _one(archive, at, wanted)
            if found is not None and (end is None or found.offset < end):
                yield found


def _one(archive: Archive, at: int, wanted: Wanted) -> tuple[Stored | BadRecord | None, int | None]:
    """What stands at a place, and where to go on; None for the end."""
    try:
        record = archive.read(at, wanted)
    except Damage as damage:
        return BadRecord(f"{archive.path} at offset {at}", str(damage), at), archive.records.following(at)
    return record, None if record is None else record.offset + record.length


def _worth_it(start: int, end: int | None) -> bool:
    """Whether a stretch is long enough for another reader to be set up."""
    return end is None or end - start > _SHORT
