"""Decisions of reviewers as a chain of events: added to, never changed, each bound to the one before."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum

from auditor.errors import UsageError
from auditor.model.scan import Decision
from auditor.store.database import Database, Row
from auditor.store.texts import storable

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Scope(StrEnum):
    """What a decision holds for."""

    FINDING = "finding"
    """One finding, by its fingerprint."""
    CLAIM = "claim"
    """The same claim on every page, by its claim fingerprint; a decision on one finding goes before it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One decision: who decided what, when, why, and on which evidence."""

    scope: Scope
    fingerprint: str
    decision: Decision
    who: str
    decided: str
    """When, in UTC: "2026-11-25T03:35:07Z"."""
    reason: str = ""
    owner: str = ""
    until: date | None = None
    """The last day on which a waiver holds."""
    evidence: str = ""
    """SHA-256 (hex) of the page's bytes that were looked at; "" where there were none."""
    rule: str = ""
    location: str = ""
    quote: str = ""
    number: int = 0
    """1 for the first of a store; 0 before it is stored."""
    previous: str = ""
    """The hash of the event before; "" for the first."""
    hash: str = ""
    """SHA-256 (hex) over all that stands above."""

    def __post_init__(self) -> None:
        if not self.fingerprint or not self.who.strip():
            raise UsageError("a decision needs the fingerprint it is on and the name of who decided")
        if not _is_time(self.decided):
            raise UsageError(f'"{self.decided}" does not tell when it was decided; expected 2026-11-25T03:35:07Z')
        if self.decision is Decision.FALSE_POSITIVE and not self.reason.strip():
            raise UsageError("a false positive needs a reason")
        if self.decision is Decision.WAIVED and not (self.reason.strip() and self.owner.strip() and self.until):
            raise UsageError("a waiver needs a reason, an owner and the last day on which it holds")
        if self.decision is not Decision.WAIVED and (self.until or self.owner):
            raise UsageError("only a waiver has an owner and a last day")

    def same(self, other: "Event") -> bool:
        """Whether it is the same decision, wherever it stands in a chain."""
        return _unchained(self) == _unchained(other)


def _is_time(text: str) -> bool:
    try:
        return bool(_TIME.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


_NAMES = tuple(each.name for each in fields(Event))
_COLUMNS = ", ".join(_NAMES)


def _unchained(event: Event) -> Event:
    return replace(event, number=0, previous="", hash="")


def _digest(event: Event) -> str:
    values = [str(getattr(event, name) or "") for name in _NAMES if name != "hash"]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def add_events(db: Database, events: Iterable[Event]) -> tuple[Event, ...]:
    """Adds events to the chain, all or none; gives them as stored."""
    with db.writing():
        return tuple(_append(db, event) for event in events)


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of decisions from elsewhere."""

    added: int = 0
    known: int = 0
    """Equal to one in the chain."""
    older: int = 0
    """Made before the last decision that the chain has on the same finding or claim."""


def merge_events(db: Database, events: Iterable[Event]) -> Merged:
    """Adds the events that are news, all or none: the later decision holds, whichever store it was made in."""
    added = known = older = 0
    with db.writing():
        for event in events:
            before = list(_history(db, event.scope, event.fingerprint))
            if any(each.same(_clean(event)) for each in before):
                known += 1
            elif before and before[-1].decided > event.decided:
                older += 1
            else:
                _append(db, event)
                added += 1
    return Merged(added, known, older)


def _history(db: Database, scope: Scope, fingerprint: str) -> Iterator[Event]:
    query = f"SELECT {_COLUMNS} FROM triage_event WHERE scope = ? AND fingerprint = ? ORDER BY number"
    return map(_event, db.rows(query, (scope, fingerprint)))


def _append(db: Database, event: Event) -> Event:
    number, previous = db.one("SELECT number, hash FROM triage_event ORDER BY number DESC LIMIT 1") or (0, "")
    chained = replace(_clean(event), number=number + 1, previous=previous)
    chained = replace(chained, hash=_digest(chained))
    values = [value.isoformat() if isinstance(value := getattr(chained, name), date) else value for name in _NAMES]
    db.run(
        f"INSERT INTO triage_event ({_COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))})",
        ["" if value is None else value for value in values],
    )
    return chained


def _clean(event: Event) -> Event:
    return replace(
        event,
        who=storable(event.who),
        reason=storable(event.reason),
        owner=storable(event.owner),
        location=storable(event.location),
        quote=storable(event.quote),
    )


def events(db: Database, fingerprint: str = "") -> Iterator[Event]:
    """The events in the order in which they were stored; those on one finding and its claim, or all."""
    chosen = """
        WHERE fingerprint = :it OR (scope = 'claim' AND fingerprint IN (
            SELECT claim_fingerprint FROM finding WHERE fingerprint = :it))
        """
    where = chosen if fingerprint else ""
    for row in db.rows(f"SELECT {_COLUMNS} FROM triage_event {where} ORDER BY number", {"it": fingerprint}):
        yield _event(row)


def standing_events(db: Database) -> Iterator[Event]:
    """The last event on each finding and on each claim, by rule, location and fingerprint."""
    for row in db.rows(
        f"""
        SELECT {_COLUMNS} FROM triage_event
        WHERE number IN (SELECT max(number) FROM triage_event GROUP BY scope, fingerprint)
        ORDER BY rule, location, fingerprint, scope
        """
    ):
        yield _event(row)


def last_event(db: Database, scope: Scope, fingerprint: str) -> Event | None:
    """What was decided last on a finding or claim."""
    return next(reversed([*_history(db, scope, fingerprint)]), None)


def _event(row: Row) -> Event:
    values = dict(zip(_NAMES, row, strict=True))
    until = date.fromisoformat(values["until"]) if values["until"] else None
    return Event(**values | {"scope": Scope(values["scope"]), "decision": Decision(values["decision"]), "until": until})


def broken_links(db: Database) -> Iterator[str]:
    """What does not hold in the chain, an event a line; nothing where all is as it was written.

    A chain shows that nothing was changed, put between or taken away by one who did not write the
    whole chain anew; against that helps a copy of its last hash kept elsewhere.
    """
    number, previous = 0, ""
    for row in db.rows(f"SELECT {_COLUMNS} FROM triage_event ORDER BY number"):
        number += 1
        yield from _faults(row, number, previous)
        number, previous = row[_NAMES.index("number")], row[_NAMES.index("hash")]
    (written,) = db.one("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'triage_event'") or (0,)
    if written != number:
        yield f"event {number + 1} and those after it are missing: {written} were written"


def _faults(row: Row, number: int, previous: str) -> Iterator[str]:
    try:
        event = _event(row)
    except (ValueError, TypeError, UsageError) as error:
        yield f"event {row[_NAMES.index('number')]} is no decision: {error}"
        return
    if event.number != number:
        yield f"event {number} is missing"
    if event.hash != _digest(event):
        yield f"event {event.number} was changed: its hash does not fit what it says"
    if event.previous != previous:
        yield f"event {event.number} does not follow the event before it: the chain was cut or put together anew"
