"""Rules document themselves in one form, and docs/rules.md says what they say."""

import re
from pathlib import Path

import pytest

from auditor import check
from auditor.catalogue import all_cards, card
from auditor.check import Rule
from auditor.check.rule import HEADINGS
from auditor.report.reference import rules_reference
from auditor.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
RULES = check.rules()
WHAT_TO_DO = "auditor rules --no-config --format markdown > docs/rules.md"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_named_after_its_module_and_names_a_defect(rule: Rule) -> None:
    module = rule.id.replace("-", "_")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.id)
    assert (ROOT / "rules" / f"{module}.py").is_file()
    assert rule.id.split("-")[0] not in {"require", "no", "check", "must", "use", "avoid", "dont"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_docstring_is_one_sentence_and_all_headings_in_order(rule: Rule) -> None:
    first, blank, *_ = rule.docstring.splitlines()
    assert first.endswith(".")
    assert blank == ""
    found = [word for word in re.findall(r"^(\w+)\s", rule.docstring, re.MULTILINE) if word in HEADINGS]
    assert tuple(found) == HEADINGS
    assert all(len(rule.sections[heading]) >= 20 for heading in HEADINGS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_the_standards_it_rests_on(rule: Rule) -> None:
    assert rule.standards
    assert len(set(rule.standards)) == len(rule.standards)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_the_official_text_of_a_standard(rule: Rule) -> None:
    assert re.fullmatch(r"https://www\.(ftc|ecfr)\.gov/[\w/.-]+", rule.help)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_option_is_explained(rule: Rule) -> None:
    assert [option.name for option in card(rule).options if not option.help] == []


def test_the_reference_is_up_to_date() -> None:
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == rules_reference(all_cards(Settings())), WHAT_TO_DO


def test_the_contributing_guide_says_how_to_bring_it_up_to_date() -> None:
    assert WHAT_TO_DO in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
