"""Every state by a small story: what a reviewer is told of a claim in the run after."""

import pytest

from auditor.errors import UsageError
from auditor.model.scan import Change, Outcome, Reason
from auditor.store import Store
from auditor.store.comparing import NOT_COMPARED, PAGE_AND_RULE_CHANGED, RULE_CHANGED
from tests.store.stories import RULE, RULES, SITE, Page, Scans, finding, related

A, B = f"{SITE}/a", f"{SITE}/b"
TEA = "Studies show that green tea helps most people lose weight fast."
MILK = "Experts agree on the benefits of warm milk before sleep."


def test_what_the_first_run_sees_is_new(scans: Scans) -> None:
    run = scans({A: [TEA], B: [MILK]})
    assert scans.changes(run) == {(A, TEA): Change.NEW, (B, MILK): Change.NEW}
    assert {(row.first_seen, row.last_seen) for row in scans.store.findings(run)} == {(1, 1)}


def test_what_is_there_again_persists_wherever_it_moved_within_its_page(scans: Scans) -> None:
    scans({A: [TEA, MILK]})
    run = scans({A: [MILK, "Nobody doubts it.", TEA]})
    assert scans.changes(run)[A, TEA] is Change.PERSISTING
    (row,) = (row for row in scans.store.findings(run) if row.context == TEA)
    assert (row.line, row.first_seen, row.last_seen) == (3, 1, 2)


def test_a_scan_says_nothing_of_other_sites_in_the_store(scans: Scans) -> None:
    other = "https://clinic.example/a"
    scans({A: [TEA], B: [TEA]})
    assert scans.changes(scans({other: [MILK]})) == {(other, MILK): Change.NEW}
    run = scans({A: [TEA]})
    assert scans.changes(run) == {(A, TEA): Change.PERSISTING, (B, TEA): Change.NOT_CHECKED}
    assert {row.first_seen for row in scans.store.findings(run)} == {1}
    assert scans.changes(scans({other: []})) == {(other, MILK): Change.FIXED}


def test_what_is_gone_from_a_page_that_was_checked_is_fixed_once(scans: Scans) -> None:
    scans({A: [TEA, MILK]})
    run = scans({A: [MILK]})
    assert scans.changes(run) == {(A, TEA): Change.FIXED, (A, MILK): Change.PERSISTING}
    (row,) = scans.store.findings(run, changes=[Change.FIXED])
    assert (row.first_seen, row.last_seen) == (1, 1)
    assert scans.changes(scans({A: [MILK]})) == {(A, MILK): Change.PERSISTING}


@pytest.mark.parametrize("page", [Page(outcome=Outcome.UNCHANGED), Page(passed_over=True)])
def test_a_page_confirmed_or_passed_over_by_the_prefilter_was_checked(scans: Scans, page: Page) -> None:
    scans({A: [TEA]})
    assert scans.changes(scans({A: page})) == {(A, TEA): Change.FIXED}


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (Page(outcome=Outcome.FAILED, reason=Reason.GONE, detail="404"), "not found (404)"),
        (Page(outcome=Outcome.SKIPPED, reason=Reason.ROBOTS), "robots.txt forbids it"),
        (Page(outcome=Outcome.FAILED, reason=Reason.TIME, detail="30 s"), "took too long (30 s)"),
        (Page(error="the text is no HTML"), "the page could not be audited: the text is no HTML"),
        (Page(outcome=Outcome.REDIRECTED), "the page now leads to "),
        (None, "not part of this scan"),
    ],
)
def test_what_was_not_looked_at_is_not_checked_and_comes_back_until_it_is(
    scans: Scans, page: Page | None, why: str
) -> None:
    scans({A: [TEA], B: [MILK]})
    pages: dict[str, Page | list[str]] = {B: [MILK]} | ({A: page} if page else {})
    for _ in range(2):
        run = scans(pages)
        assert scans.changes(run) == {(A, TEA): Change.NOT_CHECKED, (B, MILK): Change.PERSISTING}
        assert scans.reasons(run) == {(A, TEA): why}
    assert scans.changes(scans({A: [TEA], B: [MILK]}))[A, TEA] is Change.PERSISTING
    assert scans.changes(scans({A: [], B: [MILK]}))[A, TEA] is Change.FIXED


def test_a_page_captured_but_never_audited_is_not_checked(scans: Scans) -> None:
    scans({A: [TEA]})
    run = scans.begin()
    scans.store.ingest_captures(run, [Page().capture(A)])
    scans.store.settle(run)
    assert scans.reasons(run) == {(A, TEA): "the page was captured but not audited"}


def test_a_rule_that_did_not_run_fixes_nothing(scans: Scans) -> None:
    scans({A: [TEA]})
    run = scans({A: []}, rules={"other": "v1"})
    assert scans.reasons(run) == {(A, TEA): "the rule did not run"}
    assert scans.changes(scans({A: []})) == {(A, TEA): Change.FIXED}


def test_a_changed_rule_fixes_nothing_and_says_so_once(scans: Scans) -> None:
    scans({A: Page([TEA], body="as it was"), B: Page([MILK], body="before")})
    changed = {RULE: "v2"}
    run = scans({A: Page(body="as it was"), B: Page(body="after")}, rules=changed)
    assert scans.reasons(run) == {(A, TEA): RULE_CHANGED, (B, MILK): PAGE_AND_RULE_CHANGED}
    assert scans.changes(scans({A: [], B: []}, rules=changed)) == {}


def test_another_rule_that_changed_is_no_hindrance(scans: Scans) -> None:
    scans({A: [TEA]}, rules={**RULES, "other": "v1"})
    assert scans.changes(scans({A: []}, rules={**RULES, "other": "v2"})) == {(A, TEA): Change.FIXED}


def test_what_was_seen_last_counts_for_the_version_of_its_rule(scans: Scans) -> None:
    scans({A: [TEA]}, rules={RULE: "v1"})
    scans({A: [TEA]}, rules={RULE: "v2"})
    assert scans.changes(scans({A: []}, rules={RULE: "v2"})) == {(A, TEA): Change.FIXED}


@pytest.mark.parametrize(("second", "change"), [(RULES, Change.FIXED), ({RULE: "v2"}, Change.NOT_CHECKED)])
def test_what_no_rule_of_the_list_found_hangs_on_the_whole_ruleset(
    scans: Scans, second: dict[str, str], change: Change
) -> None:
    scans({A: Page([TEA], rule="unused-suppression")})
    assert scans.changes(scans({A: []}, rules=second)) == {(A, TEA): change}


def test_what_was_fixed_and_is_there_again_is_reopened(scans: Scans) -> None:
    scans({A: [TEA]})
    scans({A: []})
    run = scans({A: [TEA]})
    assert scans.changes(run) == {(A, TEA): Change.REOPENED}
    (row,) = scans.store.findings(run)
    assert (row.first_seen, row.last_seen) == (1, 3)
    assert scans.changes(scans({A: [TEA]})) == {(A, TEA): Change.PERSISTING}


def test_a_reworded_claim_is_changed_and_knows_its_old_words(scans: Scans) -> None:
    new = TEA.replace("most people", "many people")
    scans({A: [TEA]})
    run = scans({A: [new]})
    assert scans.changes(run) == {(A, new): Change.CHANGED}
    (row,) = scans.store.findings(run)
    assert row.previous == TEA
    assert scans.changes(scans({A: [new]})) == {(A, new): Change.PERSISTING}


def test_a_rewording_taken_back_is_changed_again(scans: Scans) -> None:
    new = TEA.replace("most people", "many people")
    scans({A: [TEA]})
    scans({A: [new]})
    run = scans({A: [TEA]})
    assert [(row.context, row.change, row.previous) for row in scans.store.findings(run)] == [
        (TEA, Change.CHANGED, new)
    ]


def test_what_was_fixed_and_is_there_again_is_no_rewording_of_what_goes(scans: Scans) -> None:
    new = TEA.replace("most people", "many people")
    for claims in ([TEA], [], [new]):
        scans({A: claims})
    assert scans.changes(scans({A: [TEA]})) == {(A, TEA): Change.REOPENED, (A, new): Change.FIXED}


def test_other_words_other_pages_and_other_rules_are_no_rewording(scans: Scans) -> None:
    new = TEA.replace("most people", "many people")
    scans({A: [TEA], B: []})
    assert scans.changes(scans({A: [MILK], B: [new]})) == {
        (A, TEA): Change.FIXED,
        (A, MILK): Change.NEW,
        (B, new): Change.NEW,
    }


def test_the_closest_words_are_linked_one_to_one(scans: Scans) -> None:
    old = ["Trials show that it cuts risk by 10 percent.", "Trials show that it cuts risk by 20 percent."]
    new = ["Trials show that it cuts risk by 20 per cent.", "Some trials show that it cuts risk by 20 percent."]
    scans({A: old})
    run = scans({A: [*new, "Trials show that it cuts the whole risk by 10 percent."]})
    found = {row.context: row.previous for row in scans.store.findings(run, changes=[Change.CHANGED])}
    assert found["Some trials show that it cuts risk by 20 percent."] == old[1]
    assert found["Trials show that it cuts the whole risk by 10 percent."] == old[0]
    assert [row.context for row in scans.store.findings(run, changes=[Change.NEW])] == [new[0]]


def test_what_two_pages_show_is_fixed_only_where_both_were_checked(scans: Scans) -> None:
    found = related(A, B)
    rules = {**RULES, "contradictory-dosage": "v1"}
    scans({A: [], B: []}, rules, [(A, found)])
    run = scans({A: []}, rules)
    assert scans.reasons(run) == {(A, found.context): f"the page it is compared with was not checked: {B}"}
    run = scans({A: Page(passed_over=True), B: []}, rules)
    assert scans.reasons(run) == {(A, found.context): NOT_COMPARED}
    run = scans({A: [], B: Page(passed_over=True)}, rules)
    assert scans.reasons(run) == {(A, found.context): f"the page it is compared with was not checked: {B}"}
    assert scans.changes(scans({A: [], B: []}, rules)) == {(A, found.context): Change.FIXED}


def test_a_claim_on_many_pages_counts_its_places(scans: Scans) -> None:
    pages = {f"{SITE}/{n}": [TEA] for n in range(40)}
    run = scans(pages)
    assert {row.places for row in scans.store.findings(run)} == {40}
    run = scans({**pages, f"{SITE}/0": [], f"{SITE}/1": [], f"{SITE}/40": [TEA]})
    assert {row.change: row.places for row in scans.store.findings(run)} == {
        Change.PERSISTING: 39,
        Change.NEW: 39,
        Change.FIXED: 2,
    }


def test_states_are_the_same_when_worked_out_again(scans: Scans) -> None:
    scans({A: [TEA]})
    run = scans({A: [MILK]})
    before = list(scans.store.findings(run))
    scans.store.settle(run)
    assert list(scans.store.findings(run)) == before
    later = scans({A: [MILK]})
    scans.store.settle(run)
    assert list(scans.store.findings(run)) == before
    assert scans.changes(later) == {(A, MILK): Change.PERSISTING}


def test_a_run_that_is_not_settled_has_no_states(scans: Scans, store: Store) -> None:
    run = scans.begin()
    with pytest.raises(UsageError, match="run 1 is not finished; the same `auditor scan` command goes on with it"):
        store.findings(run)


def test_a_file_is_the_same_page_however_it_was_named(scans: Scans) -> None:
    scans({"./site/a.md": [TEA]})
    run = scans.begin()
    scans.store.ingest(run, [Page().result("site/a.md")])
    scans.store.settle(run)
    assert [(row.location, row.change) for row in scans.store.findings(run)] == [("site/a.md", Change.FIXED)]


def test_two_findings_are_told_apart_by_their_rule(scans: Scans) -> None:
    run = scans.begin({**RULES, "other": "v1"})
    page = Page([TEA]).result(A)
    scans.store.ingest(run, [page])
    scans.store.ingest_findings(run, [(A, finding(A, TEA, "other"))])
    scans.store.finish(run)
    assert sorted(row.rule for row in scans.store.findings(run)) == ["other", RULE]
