"""Lists: filtered, in order, a row at a time; totals that agree with them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from auditor.errors import UsageError
from auditor.model import Coverage, Severity
from auditor.model.scan import Change, Outcome, PageResult, Reason, Run
from auditor.store import Store
from auditor.store.ingest import A_TRANSACTION
from tests.store.stories import RULE, RULES, SITE, Page, Scans, finding, related

A, B = f"{SITE}/a", f"{SITE}/b"
TEA = "Studies show that green tea helps."
OTHER = "http://news.example.com/x"


@pytest.fixture
def run(scans: Scans) -> Run:
    """Two rules, three severities, two sites, a file."""
    begun = scans.begin({**RULES, "other": "v1"})
    pages = {A: Page(["One claim.", TEA]), B: Page([TEA]), OTHER: Page([TEA]), "site/a.md": Page(["A note."])}
    scans.store.ingest_captures(begun, [page.capture(location) for location, page in pages.items()])
    scans.store.ingest(begun, [page.result(location) for location, page in pages.items()])
    scans.store.ingest_findings(begun, [
        (B, finding(B, "A dose.", "other", 9, Severity.ERROR)),
        (A, finding(A, "A dose.", "other", 7, Severity.ERROR)),
        (A, finding(A, "Another dose.", "other", 3, Severity.INFO)),
    ])  # fmt: skip
    return scans.store.finish(begun)


def test_findings_come_by_severity_rule_location_and_line(store: Store, run: Run) -> None:
    assert [(row.severity, row.rule, row.location, row.line) for row in store.findings(run)] == [
        ("error", "other", A, 7),
        ("error", "other", B, 9),
        ("warning", RULE, OTHER, 1),
        ("warning", RULE, A, 1),
        ("warning", RULE, A, 2),
        ("warning", RULE, B, 1),
        ("warning", RULE, "site/a.md", 1),
        ("info", "other", A, 3),
    ]


def test_findings_are_filtered_by_each_and_all(store: Store, run: Run) -> None:
    def count(**wanted: Any) -> int:
        return len(list(store.findings(run, **wanted)))

    assert (count(rules=["other"]), count(rules=["other", RULE]), count(rules=[])) == (3, 8, 0)
    assert (count(severities=[Severity.ERROR]), count(severities=[Severity.INFO], rules=[RULE])) == (2, 0)
    assert (count(site="example.org"), count(site="www.Example.org"), count(site="news.example.com")) == (6, 6, 1)
    assert (count(location=A), count(location=f"{A}/"), count(location="./site/a.md")) == (4, 0, 1)
    assert (count(changes=[Change.NEW]), count(changes=[Change.FIXED]), count(changes=None)) == (8, 0, 8)


def test_a_row_has_all_that_was_said_of_the_finding(store: Store, run: Run) -> None:
    row = next(row for row in store.findings(run, location=A) if row.rule == RULE)
    seen = finding(A, "One claim.")
    assert (row.site, row.message, row.fix, row.quote, row.context) == (
        "example.org", seen.message, seen.fix, seen.quote, seen.context,
    )  # fmt: skip
    assert (row.section, row.line, row.column, row.start, row.end) == ("Tea > Effects", 1, 5, 40, 44)
    assert (row.fingerprint, row.claim_fingerprint) == (seen.fingerprint, seen.claim_fingerprint)
    assert (row.record, row.captured) == (Page(["One claim.", TEA]).record(A), "2026-11-25T01:00:00Z")


def test_claims_come_by_severity_and_number_of_places(store: Store, run: Run) -> None:
    assert [(row.severity, row.rule, row.places, row.context) for row in store.claims(run)] == [
        ("error", "other", 2, "A dose."),
        ("warning", RULE, 3, TEA),
        ("warning", RULE, 1, "A note."),
        ("warning", RULE, 1, "One claim."),
        ("info", "other", 1, "Another dose."),
    ]
    (tea,) = store.claims(run, rules=[RULE], site="example.org", changes=[Change.NEW], location=B)
    assert (tea.places, tea.locations) == (1, (B,))


def test_a_claim_on_4000_pages_is_one_row_that_names_the_first_few(scans: Scans) -> None:
    run = scans({f"{SITE}/{n:04}": [TEA] for n in range(4000)})
    (row,) = scans.store.claims(run)
    assert (row.places, row.locations) == (4000, tuple(f"{SITE}/{n:04}" for n in range(5)))


def test_the_summary_agrees_with_the_lists(store: Store, run: Run) -> None:
    summary = store.summary(run)
    rows = Counter((row.site, row.rule, row.severity, row.change) for row in store.findings(run))
    assert {tuple(key): count for *key, count in summary.counts} == rows
    assert list(summary.counts) == sorted(summary.counts)
    assert summary.coverage == Coverage(8, 4, 0, {"no unit": 4})
    assert (summary.outcomes, summary.not_checked, summary.run) == ({"page": 4}, {}, run)


def test_pages_not_checked_are_counted_by_reason_each_once(scans: Scans) -> None:
    robots = Page(outcome=Outcome.SKIPPED, reason=Reason.ROBOTS)
    pages = {
        A: Page(),
        B: Page(error="no text"),
        f"{SITE}/1": robots,
        f"{SITE}/2": robots,
        f"{SITE}/3": Page(outcome=Outcome.REDIRECTED),
        f"{SITE}/4": Page(outcome=Outcome.UNCHANGED, passed_over=True),
    }
    run = scans.begin()
    scans.store.ingest_captures(run, [Page().capture(f"{SITE}/5")])
    summary = scans.store.summary(scans(pages))
    assert summary.not_checked == {
        "robots.txt forbids it": 2, "captured but not audited": 1, "could not be read": 1,
    }  # fmt: skip
    assert summary.outcomes == {"page": 3, "unchanged": 1, "redirected": 1, "skipped": 2}
    assert summary.passed_over == 1


def test_what_is_stored_is_read_a_few_pages_at_a_time(scans: Scans, store: Store) -> None:
    def some() -> Iterator[PageResult]:
        for n in range(2 * A_TRANSACTION + 50):
            yield Page([f"Claim {n}."]).result(f"{SITE}/{n}")
        raise KeyboardInterrupt

    run = scans.begin()
    with pytest.raises(KeyboardInterrupt):
        store.ingest(run, some())
    store.settle(run)
    assert sum(1 for _ in store.findings(run)) == 2 * A_TRANSACTION


def test_a_list_shows_the_store_as_it_was_when_it_was_begun(scans: Scans, store: Store, run: Run) -> None:
    rows = store.findings(run)
    first = next(rows)
    replace(scans, inputs=("later",))({A: []})
    assert 1 + sum(1 for _ in rows) == 8
    assert first.last_seen == run.number


def test_diff_compares_any_two_runs_by_what_each_saw(scans: Scans, store: Store) -> None:
    first = scans({A: [TEA, "Gone for good."], B: ["Not seen later."]})
    scans({A: ["In between."]})
    scans({A: [TEA, "In between."]})
    last = scans({A: [TEA, "Brand new words."]})
    told = {row.context: row.change for row in store.diff(first, last)}
    assert told == {
        "Gone for good.": Change.FIXED, "Not seen later.": Change.NOT_CHECKED, "Brand new words.": Change.NEW,
    }  # fmt: skip
    assert list(store.diff(last, first)) == list(store.diff(first, last))
    assert [row.context for row in store.diff(first, last, changes=[Change.NEW])] == ["Brand new words."]
    second = store.run("2")
    assert {row.context: row.change for row in store.diff(second, last)} == {
        TEA: Change.REOPENED, "In between.": Change.FIXED, "Brand new words.": Change.NEW,
        "Not seen later.": Change.NOT_CHECKED,
    }  # fmt: skip


def test_diff_of_one_run_or_of_an_unfinished_one_is_refused(scans: Scans, store: Store, run: Run) -> None:
    with pytest.raises(UsageError, match="both are run 1; name two runs"):
        store.diff(run, run)
    with pytest.raises(UsageError, match="run 2 is not finished"):
        store.diff(run, scans.begin())


def test_two_runs_that_follow_one_another_differ_by_the_states_of_the_later(scans: Scans, store: Store) -> None:
    across = {**RULES, "contradictory-dosage": "v1"}
    first = scans({A: [TEA, "One.", "Two."], B: [TEA]}, across, [(A, related(A, B))])
    second = scans({A: [TEA.replace("green", "black"), "One."]}, across)
    states = {row.fingerprint: row for row in store.findings(second) if row.change is not Change.PERSISTING}
    assert {row.fingerprint: row for row in store.diff(first, second)} == states
    assert {row.change for row in states.values()} == {Change.CHANGED, Change.FIXED, Change.NOT_CHECKED}
