"""What a decision is on: a finding or a claim, known by the first characters of its fingerprint."""

import re
from dataclasses import dataclass

from auditor.errors import UsageError
from auditor.store.database import Database
from auditor.store.events import Scope, last_event

_ABBREVIATED = re.compile(r"[0-9a-f]{8,32}")
_BEYOND = "g"
"""Sorts behind every hexadecimal digit."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A finding or claim, with what a reader knows it by."""

    scope: Scope
    fingerprint: str
    rule: str = ""
    location: str = ""
    """For a claim: one of its places."""
    quote: str = ""
    """Its sentence."""
    evidence: str = ""
    """SHA-256 (hex) of the page's bytes it was last seen in."""


def named_subject(db: Database, scope: Scope, name: str) -> Subject:
    """The finding or claim whose fingerprint begins with the name; a claim also by one of its findings.

    Raises:
        UsageError: the name is too short or no fingerprint; none is known by it, or more than one.
    """
    digits = name.strip().lower()
    if not _ABBREVIATED.fullmatch(digits):
        raise UsageError(f'"{name}" is no fingerprint: expected its first 8 to 32 characters (0-9, a-f)')
    found = _matching(db, scope, digits)
    if len(found) > 1:
        raise UsageError(f'"{name}" is short for several: {", ".join(found)}; give more characters')
    if not found:
        other = scope is Scope.FINDING and _matching(db, Scope.CLAIM, digits)
        hint = "it is a claim's: add --claim" if other else "`auditor triage list` shows those there are"
        raise UsageError(f'no {scope} is known as "{name}"; {hint}')
    return _subject(db, scope, found[0])


def _matching(db: Database, scope: Scope, digits: str) -> list[str]:
    """Up to three fingerprints."""
    column = "fingerprint" if scope is Scope.FINDING else "claim_fingerprint"
    also = "" if scope is Scope.FINDING else "OR (fingerprint >= :first AND fingerprint < :beyond)"
    rows = db.rows(
        f"""
        SELECT DISTINCT {column} FROM finding WHERE ({column} >= :first AND {column} < :beyond) {also}
        UNION
        SELECT DISTINCT fingerprint FROM triage_event
        WHERE scope = :scope AND fingerprint >= :first AND fingerprint < :beyond
        LIMIT 3
        """,
        {"first": digits, "beyond": digits + _BEYOND, "scope": scope},
    )
    return [row[0] for row in rows]


def _subject(db: Database, scope: Scope, fingerprint: str) -> Subject:
    column = "fingerprint" if scope is Scope.FINDING else "claim_fingerprint"
    row = db.one(
        f"""
        SELECT f.rule, p.location, coalesce(nullif(w.context, ''), w.quote), coalesce(r.digest, '')
        FROM finding f
        JOIN occurrence o ON o.finding = f.id
        JOIN wording w ON w.id = o.wording
        JOIN page p ON p.id = f.page
        LEFT JOIN result r ON r.run = o.run AND r.page = o.page
        WHERE f.{column} = ? ORDER BY o.run DESC, p.location LIMIT 1
        """,
        (fingerprint,),
    )
    if row:
        return Subject(scope, fingerprint, *row)
    told = last_event(db, scope, fingerprint)  # known from an imported decision alone
    return Subject(scope, fingerprint, told.rule, told.location, told.quote) if told else Subject(scope, fingerprint)
