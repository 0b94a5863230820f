"""The evidence of a run, written: each page is a record of a WARC file that any tool can read."""

import os
from dataclasses import dataclass
from hashlib import sha256
from io import FileIO
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from auditor.archive import composing
from auditor.archive.chain import Chain, Entry, Event, sha256_of
from auditor.archive.composing import Earlier
from auditor.archive.opening import opened, records
from auditor.archive.pages import path_of
from auditor.archive.stored import Damage, Stored
from auditor.clock import now
from auditor.errors import UsageError
from auditor.model.scan import Exchange, Record

MOST_PAGES = 2000
MOST_BYTES = 64 * 1024 * 1024
FOLDER = "evidence"
_SUFFIX = ".warc.gz"


@dataclass(slots=True)
class _Open:
    """The file that is written to, and what it holds so far."""

    path: Path
    file: FileIO
    records: int = 0
    pages: int = 0
    size: int = 0

    def append(self, content: bytes) -> None:
        """Hands the content to the operating system, all of it or nothing. Raises OSError."""
        left = memoryview(content)
        try:
            while left:
                left = left[self.file.write(left) :]
        except OSError:  # the disk is full: what got there may not stand before the next record
            self.file.seek(self.size)
            self.file.truncate()
            raise
        self.size += len(content)


class EvidenceWriter:
    """Writes the evidence of one run; any number of threads may call it.

    What a call has written is with the operating system when it returns, so that it survives the end
    of this process; a file is on the disk and in the chain when it is closed.
    """

    def __init__(self, store: Path, run: int, journal_end: Record | None = None) -> None:
        """Goes on behind the record that the journal of a killed run ends with; None for a run that begins.

        Whatever stands behind that record was never told to anybody and is cut off.

        Raises:
            UsageError: that record is not there, so that the run cannot go on.
            OSError: the folder cannot be written to.
        """
        self._store = store
        self._run = run
        self._folder = store / FOLDER / f"{run:04d}"
        self._chain = Chain(store)
        self._lock = Lock()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._number = 0
        self._open: _Open | None = None
        self._cut(journal_end)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fetched(self, exchange: Exchange) -> Record:
        """Keeps a page as it came over the wire, with what was asked for it. Raises OSError."""
        id = composing.new_id()
        asked, answered = composing.request(exchange, id), composing.response(exchange, id)
        return self._write(asked, answered, sha256(exchange.content).hexdigest())

    def file(self, location: str, content: bytes, media_type: str = "") -> Record:
        """Keeps a file as it was read; an empty media type is not written. Raises OSError."""
        return self._write(b"", composing.resource(location, content, media_type, now()), sha256(content).hexdigest())

    def unchanged(self, exchange: Exchange, earlier: Record) -> Record:
        """Keeps that a page is what an earlier record holds. Raises OSError.

        Gives the place of what is written now, where a journal goes on; the page is at `earlier`.
        """
        id = composing.new_id()
        told = composing.revisit(exchange, _earlier(earlier, self._store), id)
        return self._write(composing.request(exchange, id), told, earlier.digest)

    def close(self) -> None:
        """Finishes the file that is written to. Raises OSError."""
        with self._lock:
            self._finish()

    def _write(self, before: bytes, page: bytes, digest: str) -> Record:
        """One write for both records, the page's last: what the journal points to ends a stretch."""
        with self._lock:
            at = self._ready()
            offset = at.size + len(before)
            at.append(before + page)
            at.records, at.pages = at.records + (2 if before else 1), at.pages + 1
            return Record(self._name(at.path), offset, len(page), digest)

    def _ready(self) -> _Open:
        """The file that has room; a new one begins with a record that says who wrote it."""
        if self._open and (self._open.pages >= MOST_PAGES or self._open.size >= MOST_BYTES):
            self._finish()
        if not self._open:
            self._number += 1
            path = self._folder / f"{self._number:05d}{_SUFFIX}"
            first = composing.warcinfo(path.name, self._run, now())
            self._open = _Open(path, path.open("xb", buffering=0), records=1)
            self._open.append(first)
        return self._open

    def _finish(self) -> None:
        done, self._open = self._open, None
        if done is None:
            return
        with done.file:
            os.fsync(done.file.fileno())
        _sync_folder(done.path.parent)
        self._tell(Event.CLOSED, done.path, done.records)

    def _tell(self, event: Event, path: Path, records: int) -> None:
        size, digest = path.stat().st_size, sha256_of(path)
        self._chain.append(Entry(event, self._name(path), size, digest, records, self._run, now()))

    def _cut(self, end: Record | None) -> None:
        """Removes what the journal does not know, and opens its last file where that was not finished."""
        if end and not path_of(end.file, self._store).is_file():
            raise UsageError(f"{path_of(end.file, self._store)}: is gone, so that the scan cannot go on; begin it anew")
        latest = self._chain.latest()
        last = Path(end.file).name if end else ""
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            told = latest.get(self._name(path))
            closed = told is not None and told.event is Event.CLOSED
            wanted = path.stat().st_size
            if path.name >= last:
                wanted = end.offset + end.length if end and path.name == last else 0
            if closed and wanted < path.stat().st_size:
                self._tell(Event.REOPENED, path, told.records if told else 0)
                closed = False
            if not wanted:
                path.unlink()
                continue
            self._number = int(path.name.removesuffix(_SUFFIX))
            if path.name == last and not closed:
                self._open = _continued(path, wanted)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._store).as_posix()


def _continued(path: Path, end: int) -> _Open:
    """A file opened to go on behind its first `end` bytes."""
    if path.stat().st_size < end:
        raise UsageError(f"{path}: is shorter than the journal of the scan says, so it cannot go on; begin it anew")
    os.truncate(path, end)
    at = _Open(path, path.open("ab", buffering=0), size=end)
    with opened(path) as archive:
        for each in records(archive, 0, None, lambda _headers, _size: False):
            at.records += 1
            at.pages += isinstance(each, Stored) and each.said("warc-type") not in ("warcinfo", "request")
    return at


def _earlier(record: Record, store: Path) -> Earlier:
    """What a revisit says of an earlier record; empty where that cannot be read any more."""
    try:
        with opened(path_of(record.file, store)) as archive:
            found = archive.read(record.offset, lambda _headers, _size: False) if archive.seekable else None
    except (OSError, Damage):
        found = None
    if found is None:
        return Earlier("", "", "", "")
    said = found.said
    return Earlier(said("warc-record-id"), said("warc-date"), found.target, said("warc-payload-digest"))


def _sync_folder(folder: Path) -> None:
    """Makes the names in a folder last; Windows neither can nor needs it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
