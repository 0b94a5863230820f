"""The branches of the rule, beyond its own examples."""

import pytest

from auditor import check
from auditor.check import Rule
from auditor.model import Confidence, Severity
from tests.rule_pages import document_of, findings, words


@pytest.fixture(scope="module")
def rule() -> Rule:
    return next(rule for rule in check.rules() if rule.id == "placeholder-figure")


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("Join 10,XXX+ happy members.", ["10,XXX"]),
        ("Plans start from XX€ a month.", ["XX€"]),
        ("Each dose costs XX USD.", ["XX USD"]),
        ("Dr Ode has [X]+ years behind her.", ["[X]+ years"]),
        ("The trial (n=XX) was small.", ["XX"]),
        ("The gap was clear (p=0.0X).", ["0.0X"]),
        ("Founded in XXXX by two nurses.", ["XXXX"]),
        ("Sleep got better (Ode et al., XXXX).", ["XXXX"]),
        ("Updated: Month XX, 2025", ["Month XX"]),
        ("The paper is doi:10.xxxx/xxxxx.", ["10.xxxx/xxxxx"]),
        ("Sold under License #XXXXX since spring.", ["License #XXXXX"]),
        ("A visit is (insert price) for members.", ["(insert price)"]),
        ("Only INSERT PRICE HERE a box.", ["INSERT PRICE HERE"]),
        ("Only $PRICE a box.", ["$PRICE"]),
        ("Results come in XX–XX weeks.", ["XX–XX weeks"]),
        ("Call (XXX) XXX-XXXX today.", ["Call (XXX) XXX-XXXX"]),
        ("Call 123-456-7890 today.", ["123-456-7890"]),
        ("Call (555) 555-5555 today.", ["(555) 555-5555"]),
        ("Helpline 123456789, day and night.", ["123456789"]),
    ],
)
def test_stand_ins(rule: Rule, text: str, anchors: list[str]) -> None:
    assert words(rule, text) == anchors


@pytest.mark.parametrize(
    "text",
    [
        "My budget is $X a week.",
        "Tell the nurse: I can pay $X per visit.",
        "I weigh ___ lbs.",
        "Copay: $___",
        "Blood pressure: ___/___ mmHg",
        "The card ending in XXXX was charged.",
        "The account shown as X,XXX is closed.",
        "Super Bowl XX was in 1986.",
        "Type XX collagen is rare.",
        "Women (XX) and men (XY) differ in this enzyme.",
        "XXX-large gloves are sold out.",
        "We sell on X: 10,000 users follow.",
        "Love, Anna xxx",
        "Side effects: None",
        "Is it true?? Yes.",
        "Dose N and dose N + 1 follow each other.",
        "In [the first] year it grew.",
        "The date of the event: TBD",
        "Start on May 20, not later.",
        "Call 555-0100 or 123-4567 today.",
        "Over 1,000,000 doses and 123,456,789 steps.",
    ],
)
def test_letters_and_signs_in_their_own_right(rule: Rule, text: str) -> None:
    assert words(rule, text) == []


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("It costs $XX.", Confidence.HIGH),
        ("It takes X days.", Confidence.MEDIUM),
        ("It helped the XXX walkers.", Confidence.MEDIUM),
        ("Only [price] a box.", Confidence.MEDIUM),
        ("Call 123-456-7890 today.", Confidence.MEDIUM),
    ],
)
def test_confidence(rule: Rule, text: str, confidence: Confidence) -> None:
    assert [finding.confidence for finding in findings(rule, text)] == [confidence]


@pytest.mark.parametrize(
    ("text", "media_type", "severity"),
    [
        ("<p>It costs {{ price }}.</p>", "text/html", Severity.ERROR),
        ("<p v-if='sale'>It costs {{ price }}.</p>", "text/html", Severity.INFO),
        ("{% if sale %}<p>It costs {{ price }}.</p>{% endif %}", "text/html", Severity.INFO),
        ("{% if sale %}<p>It costs $XX.</p>{% endif %}", "text/html", Severity.ERROR),
        ("It costs {{ price }}.", "text/markdown", Severity.INFO),
        ("It costs $XX.", "text/markdown", Severity.ERROR),
        ("---\ntemplate: true\n---\n\nIt costs $XX.", "text/markdown", Severity.INFO),
        ("---\ndraft: true\n---\n\nIt costs $XX.", "text/markdown", Severity.ERROR),
    ],
)
def test_what_a_program_may_still_fill_is_a_note(rule: Rule, text: str, media_type: str, severity: Severity) -> None:
    assert [finding.severity for finding in findings(rule, text, media_type)] == [severity]


def test_a_column_head_tells_that_a_number_belongs_into_the_cell(rule: Rule) -> None:
    table = "<table><tr><th>Plan</th><th>{}</th></tr><tr><td>Basic</td><td>XX</td></tr></table>"
    assert words(rule, table.format("Monthly price"), "text/html") == ["XX"]
    assert words(rule, table.format("Chapter"), "text/html") == []


def test_a_house_may_name_its_own_stand_ins(rule: Rule) -> None:
    document = document_of("It costs @@@ a box, and @@@ for two.")
    assert list(rule.run(document)) == []
    found = list(rule.run(document, rule.options(tokens=("@@@",))))
    assert [document.text(each.span) for each in found] == ["@@@", "@@@"]
