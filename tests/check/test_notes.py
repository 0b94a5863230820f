"""The findings about suppressions: their own examples, and what settings make of them."""

from dataclasses import replace
from datetime import date

import pytest

from auditor.catalogue import note_card, selected_rules
from auditor.check import NOTES, Note
from auditor.errors import UsageError
from auditor.model import RawPage, Severity
from auditor.pipeline import audit_page
from auditor.settings import Settings

STRICT = Settings(as_of=date(2026, 1, 1), require_reason=True)


def notes(text: str, name: str, settings: Settings = STRICT) -> list[tuple[str, Severity]]:
    """Words and severity of the findings of this name."""
    report = audit_page(RawPage("page.md", text.encode(), "text/markdown", "utf-8"), settings)
    return [(each.quote, each.severity) for each in report.findings if each.rule == name]


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_the_examples_hold(note: Note) -> None:
    for flagged in note.flagged:
        assert notes(flagged.text, note.id) == [(words, note.severity) for words in flagged.anchors]
    for passed in note.passed:
        assert notes(passed, note.id) == []


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_the_documentation_is_whole(note: Note) -> None:
    card = note_card(note)
    assert all((card.summary, card.flags, card.why, card.remedy, card.limits, card.see, card.flagged, card.passed))


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_settings_give_another_severity_or_leave_them_out(note: Note) -> None:
    text = note.flagged[0].text
    info = replace(STRICT, severity={note.id: Severity.INFO})
    assert [severity for _, severity in notes(text, note.id, info)] == [Severity.INFO]
    assert notes(text, note.id, replace(STRICT, ignore=(note.id,))) == []
    with pytest.raises(UsageError, match="not selected"):
        selected_rules(Settings(select=(note.id,)))


def test_a_note_stands_in_the_section_of_its_comment() -> None:
    comment = "<!-- auditor: ignore vague-citation -->"
    text = f"{comment}\n\n# Tea\n\n{comment}\n\nGreen.\n\n## Soup\n\nRed.\n\n{comment}\n"
    report = audit_page(RawPage("page.md", text.encode(), "text/markdown", "utf-8"), Settings())
    assert [each.section for each in report.findings] == [(), ("Tea",), ("Tea", "Soup")]
