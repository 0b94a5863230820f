"""What counts as a fact of a page, where it stands, and that the report beside it is the usual one."""

import json
from dataclasses import replace
from datetime import date

import pytest

from auditor.codec import decode, encode
from auditor.model import Confidence, RawPage
from auditor.model.fact import Fact, FactKind
from auditor.pipeline import attempt_page, examine
from auditor.settings import Settings
from tests.check.sites import SETTINGS

RULE = "contradictory-dosage"
TEXT = "# Ramipril\n\nAdults take 20-40 mg of ramipril once a day for 4 weeks, at most 60 mg a day.\n"


def stated(text: str, settings: Settings = SETTINGS, media_type: str = "text/markdown") -> tuple[Fact, ...]:
    return examine(RawPage("site/page.md", text.encode(), media_type), settings)[1]


def test_a_fact() -> None:
    day = next(fact for fact in stated(TEXT) if "quantity: amount a day" in fact.scope)
    assert (day.kind, day.subject) == (FactKind.DOSE, "ramipril")
    assert (int(day.low), int(day.high)) == (20, 40)
    assert (day.written, day.place.quote) == ("20-40 mg a day", "20-40 mg of ramipril once a day")
    assert day.place.context in TEXT
    start, end = day.place.location
    assert TEXT[start.offset : end.offset] == day.place.quote
    assert (start.line, day.section, day.lines) == (3, ("Ramipril",), (TEXT.splitlines()[2],))


def test_the_kinds_of_facts() -> None:
    found = {(fact.kind, fact.scope[0]) for fact in stated(TEXT + "\nEach tablet of ramipril contains 5 mg.\n")}
    assert found == {
        (FactKind.DOSE, "quantity: amount a day"),
        (FactKind.DOSE, "quantity: amount of a dose"),
        (FactKind.DOSE, "quantity: most"),
        (FactKind.COURSE, "quantity: course"),
        (FactKind.STRENGTH, "quantity: strength content"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "# Home\n\nTake 20 mg a day.\n",
        "# Ramipril\n\nIn the trial 20 mg of ramipril a day was given.\n",
        "# Ramipril\n\nAn overdose of ramipril begins at 400 mg a day.\n",
        "# Ramipril\n\n- Ramipril 20 mg once a day: $20\n",
        "# Ramipril\n\n| Dose | Price |\n|---|---|\n| 20 mg once a day | $20 |\n",
    ],
)
def test_what_is_no_plain_instruction_with_a_named_drug_is_no_fact(text: str) -> None:
    assert not [fact for fact in stated(text) if fact.kind is FactKind.DOSE]


def test_boilerplate_states_no_facts() -> None:
    html = "<title>Ramipril</title><main><p>Hello there.</p>{}</main><footer><p>{}</p></footer>"
    said = "Adults take 20 mg of ramipril once a day."
    assert stated(html.format(f"<p>{said}</p>", "Bye."), media_type="text/html")
    assert not stated(html.format("", said), media_type="text/html")


@pytest.mark.parametrize(
    ("raw", "location"),
    [(TEXT.encode(), "a.md"), (b"", "empty.md"), (b"%PDF-1.7 x", "scan.pdf"), (b"\x00\xff" * 50, "binary.txt")],
)
def test_the_report_is_that_of_the_audit(raw: bytes, location: str) -> None:
    page = RawPage(location, raw)
    assert examine(page, SETTINGS)[0] == attempt_page(page, SETTINGS)


def test_a_defect_of_ours_is_the_error_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.pipeline.read_document", lambda *_: 1 // 0)
    report, facts = examine(RawPage("a.md", b"Text."), SETTINGS)
    assert facts == ()
    assert report.error is not None
    assert "ZeroDivisionError" in report.error


def test_facts_are_those_that_the_settings_would_show() -> None:
    assert stated(TEXT, replace(SETTINGS, min_confidence=Confidence.MEDIUM))
    assert not stated(TEXT, replace(SETTINGS, min_confidence=Confidence.HIGH))
    assert not stated(TEXT, replace(SETTINGS, ignore=(RULE,)))
    assert not [fact for fact in stated(TEXT, replace(SETTINGS, allow=("OF RAMIPRIL",))) if "of" in fact.place.quote]


def test_what_the_page_accepts_is_no_fact_while_that_holds() -> None:
    directive = "<!-- auditor: ignore-page contradictory-dosage; until: 2026-03-01 -->\n\n"
    assert not stated(directive + TEXT)
    assert stated(directive + TEXT, replace(SETTINGS, as_of=date(2026, 4, 1)))
    assert stated(directive + TEXT, replace(SETTINGS, require_reason=True))
    assert stated(directive.replace(RULE, "vague-citation") + TEXT)


def test_the_identity_outlives_moves_and_ends_with_the_wording() -> None:
    def identities(text: str) -> list[tuple[str, str]]:
        return [(fact.fingerprint, fact.claim_fingerprint) for fact in stated(text)]

    moved = TEXT.replace("\n\n", "\n\nHello, this is new.\n\n")
    assert identities(moved) == identities(TEXT)
    assert not set(identities(TEXT.replace("Adults take", "Take"))) & set(identities(TEXT))
    assert len(set(identities(TEXT))) == len(identities(TEXT))


def test_a_page_of_one_long_line_is_not_carried_along() -> None:
    (fact, *_) = stated(f"# Ramipril\n\n{'Hello there. ' * 100}Adults take 20 mg of ramipril once a day.\n")
    assert fact.lines == ()


def test_facts_are_stored_and_read_back() -> None:
    facts = stated(TEXT + "\nRamipril is sold in 20 mg and 50 mg.\n")
    assert [decode(Fact, json.loads(json.dumps(encode(fact)))) for fact in facts] == list(facts)


def test_a_suppression_of_what_only_pages_together_show_is_not_called_unused() -> None:
    def rules(said: str) -> list[str]:
        page = RawPage("page.md", f"<!-- auditor: ignore{said} -->\n\n{TEXT}".encode(), "text/markdown")
        return [each.rule for each in attempt_page(page, SETTINGS).findings]

    told = " contradictory-dosage; reason: two labels"
    assert rules(told) == ["unused-suppression"]  # it is of the heading
    page = TEXT.replace("Adults", f"<!-- auditor: ignore{told} --> Adults")
    assert not attempt_page(RawPage("page.md", page.encode(), "text/markdown"), SETTINGS).findings
    assert rules("-page contradictory-dosage; reason: two labels") == []
    assert rules("-page vague-citation; reason: none") == ["unused-suppression"]
    assert rules("-page") == ["unused-suppression"]
