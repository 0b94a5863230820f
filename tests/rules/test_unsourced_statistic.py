"""What decides severity, confidence, message and silence of the rule."""

import pytest

from auditor.model import Confidence, Severity
from rules.unsourced_statistic import rule
from tests.rule_pages import findings, words


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Azathioprine cut relapse by 40%.", Severity.ERROR),
        ("Our tablet lowered pulse by 6 beats on average in adults.", Severity.ERROR),
        ("The new test catches 96% of infections.", Severity.ERROR),
        ("Nine in ten users of the belt sleep better.", Severity.ERROR),
        ("Nine in ten nurses skip breakfast.", Severity.WARNING),
        ("About 12 million adults live with asthma.", Severity.WARNING),
        ("The tablet market will reach $3 billion.", Severity.WARNING),
        ("The tablet did better (p = 0.03).", Severity.WARNING),
    ],
)
def test_numbers_about_what_a_treatment_does_are_errors(text: str, severity: Severity) -> None:
    (found,) = findings(rule, text)
    assert found.severity is severity


def test_the_message_names_the_number_its_kind_and_what_is_missing() -> None:
    (bare,) = findings(rule, "About 62% of sleepers snore.")
    assert bare.message.startswith('"About 62% of sleepers" reports a share or rate but gives no source')
    (vague,) = findings(rule, "According to the Ministry of Health, 62% of sleepers snore.")
    assert '"According to the Ministry of Health", cannot be looked up' in vague.message


@pytest.mark.parametrize(
    "text",
    [
        "In the trial 38% improved (doi:10.5555/demo.7).",
        "Lindqvist (Ann Demo Med 2019;4:11-19) saw that 38% improved.",
    ],
)
def test_a_source_that_can_be_found_silences_the_rule(text: str) -> None:
    assert words(rule, text) == []


def test_a_reference_list_without_markers_lowers_the_confidence() -> None:
    page = "38% of patients improved.\n\n## References\n\n1. Harlow P. Pollen tablets. Demo Allergy J. 2017;9:100-8.\n"
    (found,) = findings(rule, page, "text/markdown")
    assert found.confidence is Confidence.LOW


@pytest.mark.parametrize(
    "html",
    [
        "<p>Read on.</p><footer><p>82% of users feel calmer.</p></footer>",
        '<p>Read on.</p><p><img src="a.png" alt="82% of users feel calmer"></p>',
    ],
)
def test_teasers_and_alternative_texts_are_notes(html: str) -> None:
    assert [each.severity for each in findings(rule, html, "text/html")] == [Severity.INFO]


def test_one_claim_said_twice_is_one_finding_with_a_related_place() -> None:
    page = "---\ndescription: 82% of users feel calmer.\n---\n\n82% of users feel calmer.\n"
    (found,) = findings(rule, page, "text/markdown")
    assert len(found.related) == 1


def test_each_number_of_a_sentence_is_a_finding_of_its_own() -> None:
    text = "Nausea was seen in 24%, a rash in 6% and headache in 3% of patients."
    assert words(rule, text) == ["24%", "6%", "3% of patients"]
