"""What a run saw of a finding: kept once for as long as it stays the same, and read back whole."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from auditor.codec import decode, encode
from auditor.model import Confidence, LocatedFinding, Location, Place, Severity, Suppression
from auditor.model.scan import Record
from auditor.store.database import Database, Row
from auditor.store.texts import page_key, site_of, storable


class _Rest(NamedTuple):
    """What only the evidence of a finding shows."""

    block: str
    region: str
    section: tuple[str, ...]
    location: Location
    lines: tuple[str, ...]
    related: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding as one run saw it, with the record of the page it was seen in."""

    run: int
    location: str
    finding: LocatedFinding
    record: Record | None
    captured: str


def page_id(db: Database, location: str) -> int:
    """The number of a page, which is made where there is none."""
    key = page_key(location)
    row = db.one("SELECT id, location FROM page WHERE key = ?", (key,))
    if row is None:
        values = (key, storable(location), site_of(location))
        return db.run("INSERT INTO page (key, location, site) VALUES (?, ?, ?)", values)
    if row[1] != location:
        db.run("UPDATE page SET location = ? WHERE id = ?", (storable(location), row[0]))
    return int(row[0])


def add_sighting(db: Database, run: int, page: int, finding: LocatedFinding, *, across: bool) -> None:
    """Notes that a run saw a finding on a page; what the page alone shows goes before what pages together show."""
    number = _finding_id(db, page, finding)
    suppression = json.dumps(encode(finding.suppression)) if finding.suppression else ""
    db.run(
        "INSERT OR IGNORE INTO occurrence VALUES (?, ?, ?, ?, ?, ?)",
        (run, page, number, _wording_id(db, number, finding), across, suppression),
    )


def _finding_id(db: Database, page: int, finding: LocatedFinding) -> int:
    row = db.one("SELECT id FROM finding WHERE fingerprint = ?", (finding.fingerprint,))
    if row is not None:
        return int(row[0])
    return db.run(
        "INSERT INTO finding (fingerprint, claim_fingerprint, rule, page) VALUES (?, ?, ?, ?)",
        (finding.fingerprint, finding.claim_fingerprint, finding.rule, page),
    )


def _wording_id(db: Database, number: int, finding: LocatedFinding) -> int:
    at = finding.location
    rest = _Rest(finding.block, finding.region, finding.section, at, finding.lines, finding.related)
    values = (
        finding.severity, finding.confidence, storable(finding.message), storable(finding.fix),
        storable(finding.quote), storable(finding.context), storable(" > ".join(finding.section)),
        at.start.line, at.start.column, at.start.offset, at.end.offset, finding.subtype, json.dumps(_listed(rest)),
    )  # fmt: skip
    digest = hashlib.sha256(repr(values).encode()).digest()[:16]
    row = db.one("SELECT id FROM wording WHERE finding = ? AND digest = ?", (number, digest))
    if row is not None:
        return int(row[0])
    added = db.run(
        "INSERT INTO wording VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, digest, *values)
    )
    for page in {page_id(db, place.page) for place in finding.related if place.page}:
        db.run("INSERT INTO relation VALUES (?, ?)", (added, page))
    return added


def _listed(rest: _Rest) -> list[Any]:
    return [encode(each) for each in rest]


def sightings(db: Database, fingerprint: str) -> Iterator[Sighting]:
    """A finding as each run saw it, the last first."""
    yield from (
        _sighting(row)
        for row in db.rows(
            """
            SELECT o.run, p.location, f.rule, w.severity, w.confidence, w.message, w.fix, w.quote, w.context,
                f.fingerprint, f.claim_fingerprint, w.subtype, w.rest, o.suppression,
                r.file, r.offset, r.length, r.digest, r.captured
            FROM finding f
            JOIN occurrence o ON o.finding = f.id
            JOIN wording w ON w.id = o.wording
            JOIN page p ON p.id = o.page
            LEFT JOIN result r ON r.run = o.run AND r.page = o.page
            WHERE f.fingerprint = ? ORDER BY o.run DESC, o.page
            """,
            (fingerprint,),
        )
    )


def _sighting(row: Row) -> Sighting:
    run, location, rule, severity, confidence, message, fix, quote, context = row[:9]
    fingerprint, claim, subtype, rest, suppression, *record, captured = row[9:]
    kept = decode(_Rest, json.loads(rest))
    finding = LocatedFinding(
        rule, Severity(severity), Confidence(confidence), message, fix, quote, context,
        kept.block, kept.region, kept.section, kept.location, kept.lines, fingerprint, claim, kept.related, subtype,
        decode(Suppression, json.loads(suppression)) if suppression else None,
    )  # fmt: skip
    return Sighting(run, location, finding, record_of(record), captured or "")


def record_of(columns: list[Any] | Row) -> Record | None:
    """The record of (file, offset, length, digest); None where there is none."""
    return Record(*columns) if columns[0] else None
