"""Verifying the files of the evidence: each is what the chain says, each record what its digests say."""

import os
from collections.abc import Iterator
from pathlib import Path

from auditor.archive.chain import NAME, BadEntry, Chain, Entry, Event, sha256_of
from auditor.archive.checked import Checked, Kind
from auditor.archive.digests import wrong_digests
from auditor.archive.evidence import FOLDER
from auditor.archive.opening import opened, records
from auditor.archive.stored import BadRecord, Headers, Stored

_LARGEST = 1 << 30
"""Bytes of a block that are held at once."""
_UNFINISHED = (
    "expected an entry of the chain, found none: a scan that did not finish wrote it; "
    "the same scan command finishes it, and if it was begun anew, `auditor evidence purge` removes it"
)


def verify_files(store: Path, run: int | None = None) -> Iterator[Checked]:
    """Whether the chain holds, and every file of the evidence (of one run, or all) is what it says.

    A damaged file is gone through record by record all the same, so that what is damaged has a name.
    """
    latest: dict[str, Entry] = {}
    for entry in Chain(store).entries():
        if isinstance(entry, BadEntry):
            yield Checked(Kind.FILE, NAME, fault=f"line {entry.line} {entry.reason}", count=0)
        else:
            latest[entry.file] = entry
    for name in sorted(latest.keys() | _files(store)):
        if run is None or Path(name).parent.name == f"{run:04d}":
            yield from _file(store, name, latest.get(name))


def _files(store: Path) -> set[str]:
    """The files that are there."""
    return {path.relative_to(store).as_posix() for path in (store / FOLDER).glob("*/*.warc.gz")}


def _file(store: Path, name: str, entry: Entry | None) -> Iterator[Checked]:
    path = store / name
    if entry is None or entry.event is Event.REOPENED:
        yield Checked(Kind.FILE, name, fault=_UNFINISHED)
    elif entry.event is Event.PURGED:
        fault = "was purged, but is there; purge it again" if path.exists() else ""
        yield Checked(Kind.FILE, name, fault=fault, purged=not fault)
        yield Checked(Kind.RECORD, name, purged=True, count=entry.records)
    elif not path.exists():
        yield Checked(Kind.FILE, name, fault=f"expected a file of {entry.bytes:,} bytes, found none")
        yield Checked(Kind.RECORD, name, fault=f"expected {entry.records:,} records, found none", count=entry.records)
    else:
        yield Checked(Kind.FILE, name, fault=_difference(path, entry))
        yield from _records(path, name, entry.records)


def _difference(path: Path, entry: Entry) -> str:
    size, digest = os.stat(path).st_size, sha256_of(path)  # noqa: PTH116
    if (size, digest) == (entry.bytes, entry.sha256):
        return ""
    return f"expected {entry.bytes:,} bytes with SHA-256 {entry.sha256}, found {size:,} bytes with {digest}"


def _records(path: Path, name: str, expected: int) -> Iterator[Checked]:
    """Each record of a file, and how many are missing."""
    seen = 0
    with opened(path) as archive:
        for found in records(archive, 0, None, _held):
            seen += 1
            yield Checked(Kind.RECORD, name, found.offset, "; ".join(faults_of(found)))
    if seen < expected:
        missing = expected - seen
        yield Checked(Kind.RECORD, name, fault=f"expected {expected:,} records, found {seen:,}", count=missing)


def faults_of(found: Stored | BadRecord) -> Iterator[str]:
    """What is wrong with a record as it is stored."""
    if isinstance(found, BadRecord):
        yield f"expected a whole record, found: {found.reason}"
    elif found.block is None:
        yield f"expected a record of at most {_LARGEST:,} bytes, found {found.size:,}"
    else:
        yield from wrong_digests(found)


def _held(_headers: Headers, size: int) -> bool:
    return size <= _LARGEST
