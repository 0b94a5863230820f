"""Captures read back."""

from collections.abc import Iterator
from dataclasses import replace

from auditor.model.scan import Capture, Outcome, Reason
from auditor.store.database import Database, Row
from auditor.store.sightings import record_of
from auditor.store.texts import page_key

NOT_AUDITED = "captured but not audited"
_COLUMNS = """
p.location, c.outcome, c.reason, c.detail, c.file, c.offset, c.length, c.digest,
c.captured, c.status, c.final, c.etag, c.last_modified, c.depth
"""


def captures(db: Database, run: int) -> Iterator[Capture]:
    """What came of each location, by location."""
    query = f"SELECT {_COLUMNS} FROM capture c JOIN page p ON p.id = c.page WHERE c.run = ? ORDER BY p.location, p.id"
    return map(_capture, db.rows(query, (run,)))


def missed(db: Database, run: int) -> Iterator[Capture]:
    """The locations that the summary counts as not checked: not captured, or captured and not audited."""
    query = f"""
        SELECT {_COLUMNS}, r.page IS NULL, coalesce(r.error, '') FROM capture c JOIN page p ON p.id = c.page
        LEFT JOIN result r ON r.run = c.run AND r.page = c.page
        WHERE c.run = ? AND c.outcome != 'redirected'
            AND (c.outcome IN ('skipped', 'failed') OR r.page IS NULL OR r.error != '')
        ORDER BY p.location, p.id
        """
    for *row, unseen, error in db.rows(query, (run,)):
        yield _missed(_capture(tuple(row)), bool(unseen), error)


def _missed(capture: Capture, unseen: bool, error: str) -> Capture:
    if capture.outcome in (Outcome.SKIPPED, Outcome.FAILED):
        return capture
    return replace(capture, detail=NOT_AUDITED) if unseen else replace(capture, reason=Reason.UNREADABLE, detail=error)


def known(db: Database, location: str) -> Capture | None:
    """The last capture of a location that has a record, from any finished run."""
    row = db.one(
        f"""
        SELECT {_COLUMNS} FROM page p JOIN capture c ON c.page = p.id JOIN run n ON n.number = c.run
        WHERE p.key = ? AND n.finished != '' AND c.file != '' AND c.outcome IN ('page', 'unchanged')
        ORDER BY n.settled DESC LIMIT 1
        """,
        (page_key(location),),
    )
    return _capture(row) if row else None


def _capture(row: Row) -> Capture:
    location, outcome, reason, detail, *record, captured, status, final, etag, last_modified, depth = row
    return Capture(
        location, Outcome(outcome), Reason(reason) if reason else None, detail, record_of(record),
        captured, status, final, etag, last_modified, depth,
    )  # fmt: skip
