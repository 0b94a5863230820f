"""Findings and claims of a run as rows: filtered, in order, as they are read."""

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, TypedDict

from auditor.codec import decode
from auditor.model import Confidence, Severity, Suppression, SuppressionKind
from auditor.model.scan import Change, ClaimRow, Decision, FindingRow
from auditor.store.database import Database, Row
from auditor.store.sightings import record_of
from auditor.store.texts import page_key

MOST_LOCATIONS = 5
"""Of a claim, that its row names."""

# The finding's own decision goes before its claim's; a waiver that is over decides nothing.
FROM = """
FROM {states} s
JOIN finding f ON f.id = s.finding
JOIN page p ON p.id = f.page
JOIN wording w ON w.id = s.wording
JOIN run n ON n.number = :run
LEFT JOIN wording v ON v.id = s.was
LEFT JOIN occurrence o ON o.finding = s.finding AND o.run = s.last_seen AND o.page = f.page
LEFT JOIN result r ON r.run = s.last_seen AND r.page = f.page
LEFT JOIN triage_event e ON e.number = coalesce(
    (SELECT max(number) FROM triage_event WHERE scope = 'finding' AND fingerprint = f.fingerprint),
    (SELECT max(number) FROM triage_event WHERE scope = 'claim' AND fingerprint = f.claim_fingerprint))
"""
_DECIDED = "(e.decision IS NOT NULL AND NOT (e.decision = 'waived' AND e.until < n.as_of))"
DECISION = f"CASE WHEN {_DECIDED} THEN e.decision WHEN o.suppression != '' THEN 'waived' ELSE 'open' END"
_RANK = "CASE w.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"
_COLUMNS = f"""
p.site, p.location, f.rule, w.severity, w.confidence, s.change, {DECISION}, w.message, w.fix, w.quote, w.context,
w.section, w.line, w."column", w.start, w."end", f.fingerprint, f.claim_fingerprint, s.places, w.subtype,
s.first_seen, s.last_seen, coalesce(nullif(v.context, ''), v.quote, ''), s.unchecked,
coalesce(e.who, ''), coalesce(e.reason, ''), coalesce(e.owner, ''), coalesce(e.until, ''),
iif({_DECIDED}, '', o.suppression),
r.file, r.offset, r.length, r.digest, coalesce(r.captured, '')
"""


class Wanted(TypedDict, total=False):
    """Which findings; what is left out, None or "" stands for all."""

    changes: Collection[Change] | None
    decisions: Collection[Decision] | None
    rules: Collection[str] | None
    severities: Collection[Severity] | None
    site: str
    location: str


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The condition, and its values by name."""
    columns = {"changes": "s.change", "decisions": DECISION, "rules": "f.rule", "severities": "w.severity"}
    parts, values = ["s.change != ''"], {}
    for name, column in columns.items():
        chosen: Any = wanted.get(name)
        if chosen is not None:
            parts.append(f"{column} IN (SELECT value FROM json_each(:{name}))")
            values[name] = json.dumps([str(each) for each in chosen])
    if site := wanted.get("site"):
        parts.append("p.site = :site")
        values["site"] = site.lower().removeprefix("www.")
    if location := wanted.get("location"):
        parts.append("s.finding IN (SELECT id FROM finding WHERE page = (SELECT id FROM page WHERE key = :location))")
        values["location"] = page_key(location)
    return " AND ".join(parts), values


STATES = "(SELECT * FROM state WHERE run = :run)"
"""The states of a run, where no other table of states is compared."""


def finding_rows(db: Database, run: int, wanted: Wanted, states: str = STATES, first: str = "") -> Iterator[FindingRow]:
    """The findings, by severity, rule, location and line; before these by the expression that is to come first."""
    where, values = _where(wanted)
    query = f"""
        SELECT {_COLUMNS} {FROM.format(states=states)} WHERE {where}
        ORDER BY {first} {_RANK}, f.rule, p.location, w.line, w.start, f.fingerprint
        """
    for row in db.rows(query, values | {"run": run}):
        yield _finding(run, row)


def _finding(run: int, row: Row) -> FindingRow:
    site, location, rule, severity, confidence, change, decision, *texts = row[:24]
    who, reason, owner, until, suppression, *record, captured = row[24:]
    told = (who, reason, owner, date.fromisoformat(until) if until else None)
    if suppression:
        told = _accepted(decode(Suppression, json.loads(suppression)))
    judged = (Severity(severity), Confidence(confidence), Change(change), Decision(decision))
    values = (run, site, location, rule, *judged, *texts, *told, record_of(record), captured)
    return FindingRow(*values)


def _accepted(suppression: Suppression) -> tuple[str, str, str, date | None]:
    """Who set a finding aside without the store, why, for whom and how long."""
    where = "a comment of the page" if suppression.kind is SuppressionKind.IN_SOURCE else "the baseline"
    return where, suppression.reason, suppression.owner, suppression.until


def claim_rows(db: Database, run: int, wanted: Wanted) -> Iterator[ClaimRow]:
    """The claims, by severity, number of places (most first), rule and words.

    The words are those of the first place; the decision is the one of all places, or OPEN where they differ.
    """
    where, values = _where(wanted)
    # With one min() the other columns are those of the row that has it (SQLite, "Bare columns in an aggregate").
    query = f"""
        WITH placed AS (
            SELECT f.claim_fingerprint AS claim, f.rule, w.severity, {_RANK} AS rank, w.quote, w.context, p.location,
                {DECISION} AS decision,
                row_number() OVER (PARTITION BY f.claim_fingerprint ORDER BY p.location, f.fingerprint) AS place
            {FROM.format(states=STATES)} WHERE {where}
        )
        SELECT claim, rule, severity, quote, context, iif(count(DISTINCT decision) = 1, decision, 'open'),
            count(DISTINCT location) AS pages, json_group_array(location) FILTER (WHERE place <= {MOST_LOCATIONS}),
            min(place)
        FROM placed GROUP BY claim ORDER BY rank, pages DESC, rule, quote, claim
        """
    for claim, rule, severity, quote, context, decision, places, first, _ in db.rows(query, values | {"run": run}):
        locations = tuple(sorted(set(json.loads(first))))
        yield ClaimRow(claim, rule, Severity(severity), quote, context, Decision(decision), places, locations)
