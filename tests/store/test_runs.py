"""Runs: begun, taken up again, begun anew, named."""

from dataclasses import replace
from datetime import date

import pytest

from auditor.errors import UsageError
from auditor.store import Store
from tests.store.stories import DAY, RULES, SITE, Page, Scans

A = f"{SITE}/a"
LATER = date(2027, 1, 1)


def test_an_unfinished_run_of_equal_inputs_and_ruleset_is_taken_up_with_its_date(store: Store) -> None:
    first = store.begin((SITE, "depth:2"), DAY, "1.0", "x", RULES)
    again = store.begin((SITE, "depth:2"), LATER, "1.0", "x", RULES)
    assert again == first
    assert (again.number, again.as_of, again.rules, again.inputs) == (1, DAY, RULES, (SITE, "depth:2"))


def test_other_inputs_are_another_run(store: Store) -> None:
    store.begin((SITE,), DAY, "1.0", "x", RULES)
    assert store.begin((SITE, "b"), DAY, "1.0", "x", RULES).number == 2
    assert store.begin((SITE,), DAY, "1.0", "x", RULES).number == 1


@pytest.mark.parametrize(("ruleset", "restart"), [("y", False), ("x", True)])
def test_a_run_begun_anew_leaves_nothing_of_the_old_one(store: Store, ruleset: str, restart: bool) -> None:
    old = store.begin((SITE,), DAY, "1.0", "x", RULES)
    store.ingest_captures(old, [Page().capture(A)])
    store.ingest(old, [Page(["Tea heals."]).result(A)])
    new = store.begin((SITE,), LATER, "1.0", ruleset, RULES, restart=restart)
    assert (new.number, new.as_of) == (2, LATER)
    assert [run.number for run in store.runs()] == [2]
    assert list(store.captures(old)) == []
    with pytest.raises(UsageError, match="run 1 is not in this store, or was begun anew"):
        store.ingest(old, [Page().result(A)])
    store.finish(new)
    assert store.begin((SITE,), LATER, "1.0", "x", RULES).number == 3


def test_after_a_finished_run_the_same_command_begins_the_next(scans: Scans) -> None:
    assert [scans({A: []}).number, scans({A: []}).number] == [1, 2]


def test_a_finished_run_is_settled_and_takes_nothing_more(scans: Scans, store: Store) -> None:
    run = scans.begin()
    store.ingest(run, [Page(["Tea heals."]).result(A)])
    done = store.finish(run)
    assert done.finished
    assert store.finish(run) == done
    assert len(list(store.findings(done))) == 1
    with pytest.raises(UsageError, match="run 1 is finished; nothing is added to it"):
        store.ingest(done, [Page().result(A)])


def test_runs_are_named_by_number_or_by_order(scans: Scans, store: Store) -> None:
    with pytest.raises(UsageError, match='no run "latest": the store has no runs yet; `auditor scan` makes one'):
        store.run("latest")
    first, second = scans({A: []}), scans({A: []})
    scans.begin()
    assert (store.run("previous"), store.run("latest"), store.run("1")) == (first, second, first)
    assert store.run("3").finished == ""


@pytest.mark.parametrize("name", ["4", "0", "-1", "last", "", "9" * 30, "²"])
def test_an_unknown_run_is_told_with_those_there_are(scans: Scans, store: Store, name: str) -> None:
    scans({A: []})
    scans.begin()
    with pytest.raises(UsageError, match=r"the store has 1, 2 \(unfinished\); also latest and previous"):
        store.run(name)


def test_the_order_is_that_of_settling_where_two_scans_overlap(scans: Scans, store: Store) -> None:
    slow = scans.begin()
    quick = replace(scans, inputs=("other",))({A: ["Tea heals."]})
    store.ingest(slow, [Page(["Tea heals."]).result(A)])
    store.finish(slow)
    assert [row.change for row in store.findings(slow)] == ["persisting"]
    assert store.run("latest").number == slow.number
    assert store.run("previous") == quick
