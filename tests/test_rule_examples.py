"""Every promise a rule makes in its examples is kept, with this rule alone at work."""

import pytest

from auditor import check
from auditor.check import Flagged, Passed, Rule
from tests.rule_pages import findings, words


def examples(kind: str) -> list[object]:
    """(rule, example) of every rule, named by the rule and the example's text."""
    return [
        pytest.param(rule, each, id=f"{rule.id}-{each.text[:40]}")
        for rule in check.rules()
        for each in (rule.flags if kind == "flags" else rule.silent_examples)
    ]


@pytest.mark.parametrize(("rule", "example"), examples("flags"))
def test_flagged_examples_are_found_with_exactly_these_words(rule: Rule, example: Flagged) -> None:
    assert words(rule, example.text, example.media_type) == list(example.anchors)


@pytest.mark.parametrize(("rule", "example"), examples("flags"))
def test_findings_on_examples_have_the_severity_and_a_message_and_a_fix(rule: Rule, example: Flagged) -> None:
    for finding in findings(rule, example.text, example.media_type):
        assert finding.rule == rule.id
        assert finding.severity is (example.severity or finding.severity)
        assert finding.message.strip() == finding.message != ""
        assert finding.fix.strip() == finding.fix != ""


@pytest.mark.parametrize(("rule", "example"), examples("passes"))
def test_passed_examples_are_left_alone(rule: Rule, example: Passed) -> None:
    assert words(rule, example.text, example.media_type) == []


@pytest.mark.parametrize("rule", check.rules(), ids=lambda rule: rule.id)
def test_a_rule_shows_both_sides_and_no_example_twice(rule: Rule) -> None:
    flagged, passed = [each.text for each in rule.flags], [each.text for each in rule.silent_examples]
    assert len(flagged) >= 3
    assert len(passed) >= 3
    assert len({*flagged, *passed}) == len(flagged) + len(passed)
