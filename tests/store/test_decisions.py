"""Decisions: what they need, what they hold for and how long, and the chain they form."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.model.scan import Decision, FindingRow, Run
from auditor.store import Event, Scope, Store
from auditor.store.database import NAME
from tests.store.stories import DAY, RULE, SITE, Page, Scans, digest, finding

A, B = f"{SITE}/a", f"{SITE}/b"
TEA = "Studies show that green tea helps."
ON_A = digest(RULE, A, TEA)
CLAIM = digest(RULE, TEA)
OPEN, CONFIRMED, FALSE, WAIVED = Decision
NOON = "2026-11-25T12:00:00Z"


def event(decision: Decision, fingerprint: str = ON_A, scope: Scope = Scope.FINDING, **more: object) -> Event:
    values: dict[str, object] = {"who": "Ana", "decided": NOON}
    values |= {"reason": "A quotation."} if decision is FALSE else {}
    if decision is WAIVED:
        values |= {"reason": "Reprint in May.", "owner": "Print", "until": DAY}
    return Event(scope, fingerprint, decision, **values | more)  # type: ignore[arg-type]


def rows(store: Store, run: Run) -> dict[str, FindingRow]:
    return {row.location: row for row in store.findings(run)}


def decisions(store: Store, run: Run) -> dict[str, Decision]:
    return {location: row.decision for location, row in rows(store, run).items()}


@pytest.fixture
def run(scans: Scans) -> Run:
    return scans({A: [TEA], B: [TEA]})


def test_nobody_has_decided_at_first(store: Store, run: Run) -> None:
    assert decisions(store, run) == {A: OPEN, B: OPEN}


def test_a_decision_holds_for_one_finding_in_every_run(scans: Scans, store: Store, run: Run) -> None:
    store.decide([event(CONFIRMED)])
    assert decisions(store, run) == {A: CONFIRMED, B: OPEN}
    assert decisions(store, scans({A: [TEA], B: [TEA]})) == {A: CONFIRMED, B: OPEN}
    assert rows(store, run)[A].decided_by == "Ana"


def test_a_decision_on_the_claim_holds_on_every_page_and_gives_way_to_the_findings_own(store: Store, run: Run) -> None:
    store.decide([event(OPEN), event(FALSE, CLAIM, Scope.CLAIM)])
    assert decisions(store, run) == {A: OPEN, B: FALSE}
    assert rows(store, run)[B].decision_reason == "A quotation."
    (claim,) = store.claims(run)
    assert (claim.places, claim.locations, claim.decision) == (2, (A, B), OPEN)
    store.decide([event(FALSE)])
    (claim,) = store.claims(run)
    assert claim.decision is FALSE
    assert list(store.claims(run, decisions=[OPEN])) == []


def test_a_fingerprint_of_a_claim_decides_on_no_finding(store: Store, run: Run) -> None:
    store.decide([event(CONFIRMED, CLAIM)])
    assert decisions(store, run) == {A: OPEN, B: OPEN}


def test_a_decision_can_be_taken_back(store: Store, run: Run) -> None:
    store.decide([event(FALSE), event(OPEN)])
    assert decisions(store, run)[A] is OPEN
    assert [each.decision for each in store.trail()] == [FALSE, OPEN]


@pytest.mark.parametrize(("as_of", "decision"), [(DAY, WAIVED), (date(2026, 11, 26), OPEN)])
def test_a_waiver_holds_up_to_its_last_day_judged_by_the_date_of_the_run(
    scans: Scans, store: Store, as_of: date, decision: Decision
) -> None:
    scans.as_of = as_of
    run = scans({A: [TEA]})
    store.decide([event(WAIVED)])
    row = rows(store, run)[A]
    assert (row.decision, row.owner, row.until, row.decision_reason) == (decision, "Print", DAY, "Reprint in May.")
    aside = store.summary(run)
    assert (aside.set_aside, len(aside.counts)) == (({"waived": 1}, 0) if decision is WAIVED else ({}, 1))


def test_a_waiver_that_is_over_gives_way_to_nothing(scans: Scans, store: Store) -> None:
    scans.as_of = date(2027, 1, 1)
    run = scans({A: [TEA]})
    store.decide([event(WAIVED), event(FALSE, CLAIM, Scope.CLAIM)])
    assert decisions(store, run) == {A: OPEN}


def test_a_reworded_claim_does_not_inherit_the_decision(scans: Scans, store: Store, run: Run) -> None:
    del run
    store.decide([event(FALSE)])
    new = TEA.replace("green", "black")
    later = scans({A: [new], B: [TEA]})
    assert rows(store, later)[A].previous == TEA
    assert decisions(store, later)[A] is OPEN


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"decision": FALSE, "reason": " "}, "a false positive needs a reason"),
        ({"decision": WAIVED, "reason": "x", "owner": "y"}, "a waiver needs a reason, an owner and the last day"),
        ({"decision": WAIVED, "reason": "x", "until": DAY}, "a waiver needs a reason, an owner and the last day"),
        ({"decision": WAIVED, "owner": "x", "until": DAY}, "a waiver needs a reason, an owner and the last day"),
        ({"decision": CONFIRMED, "until": DAY}, "only a waiver has an owner and a last day"),
        ({"decision": CONFIRMED, "owner": "x"}, "only a waiver has an owner and a last day"),
        ({"decision": CONFIRMED, "who": " "}, "the name of who decided"),
        ({"decision": CONFIRMED, "decided": "yesterday"}, "does not tell when it was decided"),
        ({"decision": CONFIRMED, "decided": "2026-13-01T00:00:00Z"}, "does not tell when it was decided"),
    ],
)
def test_what_a_decision_needs(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Event(**{"scope": Scope.FINDING, "fingerprint": ON_A, "who": "Ana", "decided": NOON} | wrong)  # type: ignore[arg-type]


def test_all_or_none_is_added(store: Store) -> None:
    def some() -> "list[Event]":
        return [event(CONFIRMED), event(WAIVED, who="")]

    with pytest.raises(UsageError):
        store.decide(some())
    with pytest.raises(RuntimeError):
        store.decide(each if each else fail() for each in (event(CONFIRMED), None))
    assert list(store.trail()) == []


def fail() -> Event:
    raise RuntimeError


def test_the_trail_of_a_finding_has_the_decisions_on_its_claim(store: Store, run: Run) -> None:
    del run
    stored = store.decide([event(CONFIRMED), event(CONFIRMED, "e" * 32), event(FALSE, CLAIM, Scope.CLAIM)])
    assert list(store.trail(ON_A)) == [stored[0], stored[2]]
    assert list(store.trail()) == list(stored)
    assert [each.number for each in stored] == [1, 2, 3]
    assert [each.previous for each in stored] == ["", stored[0].hash, stored[1].hash]


def test_a_finding_is_known_by_the_first_characters_of_its_fingerprint(store: Store, run: Run) -> None:
    del run
    found = store.subject(Scope.FINDING, f" {ON_A[:8].upper()} ")
    assert (found.fingerprint, found.rule, found.location, found.quote) == (ON_A, RULE, A, TEA)
    assert found.evidence == Page([TEA]).record(A).digest
    assert store.subject(Scope.CLAIM, CLAIM[:9]).fingerprint == CLAIM
    assert store.subject(Scope.CLAIM, ON_A).fingerprint == CLAIM


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (ON_A[:7], "is no fingerprint: expected its first 8 to 32 characters"),
        ("not-hexadecimal", "is no fingerprint"),
        ("0" * 32, "no finding is known as"),
        (CLAIM, "it is a claim's: add --claim"),
    ],
)
def test_an_unknown_name_is_told(store: Store, run: Run, name: str, said: str) -> None:
    del run
    with pytest.raises(UsageError, match=said):
        store.subject(Scope.FINDING, name)


def test_an_ambiguous_name_is_told(scans: Scans, store: Store) -> None:
    run = scans.begin()
    same = [replace(finding(A, TEA), fingerprint="abcdef012345" + end * 20) for end in "01"]
    store.ingest_findings(run, [(A, each) for each in same])
    with pytest.raises(UsageError, match=r"short for several: abcdef012345000.*; give more characters"):
        store.subject(Scope.FINDING, "abcdef01")
    assert store.subject(Scope.FINDING, "abcdef0123451").fingerprint == same[1].fingerprint


TAMPERED = {
    "changed": ("UPDATE triage_event SET reason = 'no reason' WHERE number = 2", "event 2 was changed"),
    "backdated": ("UPDATE triage_event SET decided = '2020-01-01T00:00:00Z' WHERE number = 3", "event 3 was changed"),
    "taken out": ("DELETE FROM triage_event WHERE number = 2", "event 2 is missing"),
    "first": ("DELETE FROM triage_event WHERE number = 1", "event 1 is missing"),
    "last": ("DELETE FROM triage_event WHERE number = 3", "event 3 and those after it are missing: 3 were written"),
    "all": ("DELETE FROM triage_event", "event 1 and those after it are missing"),
    "invalid": ("UPDATE triage_event SET decision = 'maybe' WHERE number = 1", "event 1 is no decision"),
    "renumbered": ("UPDATE triage_event SET number = 9 WHERE number = 2", "event 2 is missing"),
    "rehashed": ("UPDATE triage_event SET hash = 'x' WHERE number = 1", "event 2 does not follow"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_tampering_is_found(store: Store, tmp_path: Path, case: str) -> None:
    statement, said = TAMPERED[case]
    store.decide([event(CONFIRMED), event(FALSE), event(WAIVED)])
    assert store.verify_triage() == ()
    with closing(sqlite3.connect(tmp_path / "store" / NAME, isolation_level=None)) as raw:
        with pytest.raises(sqlite3.IntegrityError, match="decisions are added to, never"):
            raw.execute(statement)
        raw.execute("DROP TRIGGER triage_event_stays")
        raw.execute("DROP TRIGGER triage_event_is_kept")
        raw.execute(statement)
    assert said in "\n".join(store.verify_triage())


def test_two_who_decide_at_once_make_one_chain(store: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as other:
        for n in range(20):
            (store if n % 2 else other).decide([event(CONFIRMED, digest(n))])
    assert store.verify_triage() == ()
    assert [each.number for each in store.trail()] == list(range(1, 21))


def test_of_two_decisions_the_later_holds_in_whatever_order_they_are_merged(store: Store, tmp_path: Path) -> None:
    old, new = event(CONFIRMED), event(FALSE, decided="2026-11-26T12:00:00Z")
    with Store.open(tmp_path / "other") as other:
        assert store.merge_decisions([old, new]).added == 2
        merged = other.merge_decisions([new, old])
        assert (merged.added, merged.known, merged.older) == (1, 0, 1)
        assert [each.decision for each in store.decisions()] == [each.decision for each in other.decisions()] == [FALSE]
        again = store.merge_decisions([new, old])
        assert (again.added, again.known, again.older) == (0, 2, 0)
