"""What a run captured, audited and found goes into the store, a few hundred pages a transaction.

Each of these can be cut off at any moment and be given the same again: what is there stays, what is
missing is added.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from auditor.codec import encode
from auditor.errors import UsageError
from auditor.model import LocatedFinding
from auditor.model.scan import Capture, Outcome, PageResult, Record, Run
from auditor.store.database import Database
from auditor.store.runs import standing
from auditor.store.sightings import add_sighting, page_id
from auditor.store.texts import site_of, storable

Item = TypeVar("Item")
A_TRANSACTION = 200
"""Pages, captures or findings across pages: few enough that other writers wait no second."""
CAPTURED = (Outcome.PAGE, Outcome.UNCHANGED)
_NO_RECORD = Record("", 0, 0)


def ingest_captures(db: Database, run: Run, captures: Iterable[Capture]) -> None:
    """Stores what came of each location; of two captures of one, that of a page, or else the later."""
    _in_batches(db, run, captures, _capture)


def ingest_results(db: Database, run: Run, results: Iterable[PageResult]) -> None:
    """Stores what the audit made of each page; of two records of a location the one captured later."""
    _in_batches(db, run, results, _result)


def ingest_across(db: Database, run: Run, findings: Iterable[tuple[str, LocatedFinding]]) -> None:
    """Stores what only pages together show, each with the location it stands at."""
    _in_batches(db, run, findings, _across)


def _in_batches(db: Database, run: Run, items: Iterable[Item], put: Callable[[Database, int, Item], None]) -> None:
    for batch in _batches(items):
        with db.writing():
            if standing(db, run).finished:
                raise UsageError(f"run {run.number} is finished; nothing is added to it")
            for each in batch:
                put(db, run.number, each)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while batch := list(islice(source, A_TRANSACTION)):
        yield batch


def _capture(db: Database, run: int, capture: Capture) -> None:
    page = page_id(db, capture.location)
    record = capture.record or _NO_RECORD
    old = db.one("SELECT outcome IN (?, ?), captured FROM capture WHERE run = ? AND page = ?", (*CAPTURED, run, page))
    if old and (bool(old[0]), old[1]) > (capture.outcome in CAPTURED, capture.captured):
        return
    db.run(
        "INSERT OR REPLACE INTO capture VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (page, run, capture.outcome, capture.reason or "", storable(capture.detail),
         storable(record.file), record.offset, record.length, record.digest,
         capture.captured, capture.status, storable(capture.final),
         storable(capture.etag), storable(capture.last_modified), capture.depth),
    )  # fmt: skip


def _result(db: Database, run: int, result: PageResult) -> None:
    page, record = page_id(db, result.report.location), result.record
    here = (result.captured, storable(record.file), record.offset)
    old = db.one("SELECT captured, file, offset FROM result WHERE run = ? AND page = ?", (run, page))
    if old == here:
        return  # stored before the run was cut off
    if old:
        db.run("INSERT OR IGNORE INTO superseded VALUES (?, ?, ?, ?)", (run, page, *min(old, here)[1:]))
        if old > here:
            return
        _forget(db, run, page)
    _put_result(db, run, page, result)
    for finding in (*result.report.findings, *result.report.suppressed):
        add_sighting(db, run, page, finding, across=False)
    site = site_of(result.report.location)
    for ordinal, fact in enumerate(result.facts):
        row = (run, site, storable(fact.compared_as), page, ordinal, json.dumps(encode(fact)))
        db.run("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", row)


def _forget(db: Database, run: int, page: int) -> None:
    """Takes out what an earlier record of the page gave."""
    db.run("DELETE FROM occurrence WHERE run = ? AND page = ? AND NOT across", (run, page))
    db.run("DELETE FROM fact WHERE run = ? AND page = ?", (run, page))


def _put_result(db: Database, run: int, page: int, result: PageResult) -> None:
    report, record, seen = result.report, result.record, result.report.coverage
    db.run(
        "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (run, page, storable(record.file), record.offset, record.length, record.digest, result.captured,
         "" if report.error is None else storable(report.error) or "unknown error", result.passed_over,
         seen.statistics, seen.citations, seen.dosages, json.dumps(dict(seen.unjudged)) if seen.unjudged else ""),
    )  # fmt: skip


def _across(db: Database, run: int, found: tuple[str, LocatedFinding]) -> None:
    location, finding = found
    add_sighting(db, run, page_id(db, location), finding, across=True)
