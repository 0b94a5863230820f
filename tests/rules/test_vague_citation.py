"""vague-citation: severity, confidence and message; what it flags is in its own examples."""

import pytest

from auditor.model import Confidence, Severity
from rules.vague_citation import rule
from tests.rule_pages import findings, words


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Studies show that it helps.", Severity.WARNING),
        ("The WHO says that it helps.", Severity.WARNING),
        ("Most dentists recommend it.", Severity.WARNING),
        ("Ames et al. (2014) saw it.", Severity.WARNING),
        ("Polls reveal that it helps.", Severity.WARNING),
        ("It has been shown to help.", Severity.INFO),
    ],
)
def test_impersonal_wording_is_a_note_all_else_a_warning(text: str, severity: Severity) -> None:
    assert [each.severity for each in findings(rule, text)] == [severity]


def test_the_message_names_the_words_and_what_is_missing() -> None:
    [finding] = findings(rule, "According to a 2014 study, it helps.")
    assert finding.message == (
        '"According to a 2014 study" does not let a reader find the source (missing: author, title, link).'
    )
    assert "link" in finding.fix


def test_a_reference_list_without_markers_lowers_the_confidence() -> None:
    entries = "\n\n## References\n\n- Ames J. Naps. Demo Sleep. 2014;6:40-4.\n- Bo L. Naps. Demo Sleep. 2018;2:1-6.\n"
    assert [each.confidence for each in findings(rule, "Studies show it." + entries, "text/markdown")] == [
        Confidence.LOW
    ]
    assert [each.confidence for each in findings(rule, "Studies show it.", "text/markdown")] == [Confidence.HIGH]


def test_a_statistic_and_the_appeal_beside_it_are_two_matters() -> None:
    assert words(rule, "Studies show that 62% of nappers wake rested.") == ["Studies show"]


def test_a_source_in_the_block_silences_it() -> None:
    assert words(rule, "Studies show it. The largest is NCT00000042.") == []
    assert words(rule, "Studies show it.\n\nThe largest is NCT00000042.") == ["Studies show"]
