"""The journal of a run's capture step: what came of each location, so that a run that was cut goes on where it was.

A capture is committed once its evidence is written. What the evidence holds behind the last committed record
belongs to no capture and is cut off when the run goes on.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from auditor.errors import UsageError
from auditor.model.scan import Capture, Outcome, Reason, Record

_SCHEMA = """
CREATE TABLE IF NOT EXISTS capture (
    id INTEGER PRIMARY KEY,
    location TEXT NOT NULL UNIQUE,
    outcome TEXT NOT NULL,
    reason TEXT,
    detail TEXT NOT NULL,
    file TEXT, start INTEGER, length INTEGER, digest TEXT,
    captured TEXT NOT NULL,
    status INTEGER NOT NULL,
    final TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    depth INTEGER NOT NULL,
    written_file TEXT, written_start INTEGER, written_length INTEGER
);
CREATE INDEX IF NOT EXISTS written ON capture (id) WHERE written_file IS NOT NULL;
"""
_COLUMNS = (
    "location, outcome, reason, detail, file, start, length, digest,"
    " captured, status, final, etag, last_modified, depth"
)
_READ = f"SELECT {_COLUMNS} FROM capture"
_WHERE = "WHERE location = CAST(? AS TEXT)"
_ADD = (
    f"INSERT OR IGNORE INTO capture ({_COLUMNS}, written_file, written_start, written_length)"
    f" VALUES (CAST(? AS TEXT), ?, ?, CAST(? AS TEXT), {', '.join('?' * 13)})"
)


class Journal:
    """The captures of one run, in an SQLite file; to be closed, or used in a `with`."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file.

        Raises:
            UsageError: it cannot be opened, or is something else.
        """
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.base = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
            self.base.text_factory = lambda stored: stored.decode("utf-8", "surrogatepass")
            self.base.execute("PRAGMA journal_mode = WAL")
            self.base.execute("PRAGMA synchronous = NORMAL")
            self.base.executescript(_SCHEMA)
        except (sqlite3.Error, OSError) as error:
            raise UsageError(f"{path}: the journal of the run cannot be opened: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the use of the file."""
        self.base.close()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What is done within is committed together or not at all; may be nested.

        Raises:
            UsageError: it cannot be committed.
        """
        if self.base.in_transaction:
            yield
            return
        try:
            self.base.execute("BEGIN IMMEDIATE")
            yield
            self.base.execute("COMMIT")
        except BaseException as error:
            if self.base.in_transaction:
                self.base.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise self._unwritable(error) from error
            raise

    def add(self, capture: Capture, written: Record | None = None) -> bool:
        """Commits a capture; False where its location has one already, which then stays.

        `written` is the record that was written to this run's evidence for it, where that is not
        `capture.record`: a page that is unchanged keeps its earlier record, and a revisit is written.

        Raises:
            UsageError: the disk is full, or somebody else holds the file.
        """
        if written is None and capture.outcome is Outcome.PAGE:
            written = capture.record
        try:
            return self.base.execute(_ADD, (*_row(capture), *_place(written)[:3])).rowcount == 1
        except sqlite3.Error as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: sqlite3.Error) -> UsageError:
        return UsageError(f"{self._path}: the journal of the run cannot be written: {error}; the same command goes on")

    def __contains__(self, location: str) -> bool:
        return self.base.execute(f"SELECT 1 FROM capture {_WHERE}", (_bytes(location),)).fetchone() is not None

    def get(self, location: str) -> Capture | None:
        """What came of a location; None where nothing has yet."""
        row = self.base.execute(f"{_READ} {_WHERE}", (_bytes(location),)).fetchone()
        return _capture(row) if row else None

    def captures(self) -> Iterator[Capture]:
        """All of them in the order of their locations, in a stream."""
        return map(_capture, self.base.execute(f"{_READ} ORDER BY location"))

    def records(self) -> Iterator[Record]:
        """The record of each page, in the order of files and offsets, in a stream."""
        rows = self.base.execute(
            "SELECT file, start, length, digest FROM capture WHERE file IS NOT NULL ORDER BY file, start"
        )
        return (Record(*row) for row in rows)

    def last_record(self) -> Record | None:
        """The last record that was written to this run's evidence; where the next one belongs is behind it."""
        row = self.base.execute(
            "SELECT written_file, written_start, written_length FROM capture"
            " WHERE written_file IS NOT NULL ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return Record(*row) if row else None

    def counts(self) -> Mapping[tuple[Outcome, Reason | None], int]:
        """How many locations came to what, and why."""
        rows = self.base.execute("SELECT outcome, reason, COUNT(*) FROM capture GROUP BY 1, 2 ORDER BY 1, 2")
        return {(Outcome(outcome), Reason(reason) if reason else None): count for outcome, reason, count in rows}


def _row(capture: Capture) -> tuple[Any, ...]:
    return (
        *(_bytes(capture.location), capture.outcome.value, capture.reason and capture.reason.value),
        _bytes(capture.detail),
        *_place(capture.record),
        *(capture.captured, capture.status, capture.final, capture.etag, capture.last_modified, capture.depth),
    )


def _bytes(text: str) -> bytes:
    """A text for the base; names of files may hold what is no Unicode, which Python writes as surrogates."""
    return text.encode("utf-8", "surrogatepass")


def _place(record: Record | None) -> tuple[Any, ...]:
    return (record.file, record.offset, record.length, record.digest) if record else (None, None, None, None)


def _capture(row: tuple[Any, ...]) -> Capture:
    location, outcome, reason, detail, *place, captured, status, final, etag, last_modified, depth = row
    record = None if place[0] is None else Record(*place)
    kind = Reason(reason) if reason else None
    return Capture(
        location, Outcome(outcome), kind, detail, record, captured, status, final, etag, last_modified, depth
    )
