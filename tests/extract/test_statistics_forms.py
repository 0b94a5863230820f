"""Statistics in forms of their own: populations counted in passing, cases by the time between them, costs a head."""

import pytest

from auditor.extract.quantities import find_quantities
from auditor.extract.statistics import find_statistics
from auditor.model import StatisticKind
from tests.extract.sentences import annotated, block_of, read_marks
from tests.rule_pages import document_of

FOUND = """
    ⟦About 9 million U.S. adults⟧ grind their teeth.
    ⟦Roughly 20 percent of U.S. adults⟧ smoke.
    One adult in twelve (⟦around 4.5 million people⟧—mostly men) has gout.
    ⟦A total of 1.2 million adults⟧ were told.
    ⟦As many as 15% of adults⟧ have it.
    ⟦One out of every three deaths⟧ is due to it.
    Another ⟦6 million⟧ have diabetes without knowing.
    ⟦Nearly 28,000 Americans⟧ died of it, and half of those deaths involved alcohol.
    The heat wave claimed ⟦nearly 7,000 lives⟧.
    ⟦More than 200,000 incidents⟧ were reported.
    Somebody in the U.S. breaks a hip ⟦every 50 seconds⟧.
    Every year, one woman dies ⟦every 11 minutes⟧.
    A new case of it is found ⟦every 2 minutes⟧.
    Adults spend ⟦about $1,100⟧ a year on soft drinks.
    Health-care spending came to ⟦$1,640⟧ per person.
    Of that, ⟦$4.5 billion⟧ was spent on tablets.
    If you are past sixty, you are ⟦five times more⟧ likely to need one.
    It raises the risk of a heart attack by ⟦2-3x⟧.
    The need for surgery fell by ⟦55%⟧.
    That number rises to ⟦60%⟧ by retirement.
    It cuts the risk of falls in ⟦half⟧.
    Patients who lose weight fast regain ⟦70%⟧ of it.
"""
LEFT_ALONE = """
    Researchers used data from 188,400 men.
    Records of 1.2 million births were searched.
    We followed 350,000 nurses for 20 years.
    The index has 2,000,000 entries.
    A patient with a seizure is checked every 15 minutes.
    Give a child one dose every 6 hours.
    The pump beeps every 30 seconds.
    Our clinic charges $200 per patient.
    Treatment costs start at $3,000 per patient.
    Adults pay $99 a year for the club.
    This form is 1.5 times more concentrated than the old one.
    Here is the sum: $1.9 billion ÷ 5.8 million Americans = $327 a head.
    One of the three tablets is blue.
    Cut the tablet in half along the line.
    Lose 10% of your body weight.
    Losing just 5-10% of your weight can help.
    Increase your mileage by no more than 10% per week.
    A score of 80% or higher is a pass.
    A 10% drop in eGFR should prompt a call.
    Participants were 62% female.
    The trial randomized 60% of patients to the drug.
    95% of orders arrive within 3 days.
    Most patients hold steady by year two.
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("marked", lines(FOUND))
def test_a_finding_is_anchored_with_the_words_that_say_it(marked: str) -> None:
    text, ranges = read_marks(marked)
    found = [each.span[1:] for each in find_statistics(annotated(block_of(text)))]
    assert [each for each in found if each in ranges] == list(ranges)


@pytest.mark.parametrize("text", lines(LEFT_ALONE))
def test_what_reports_no_finding_is_left_alone(text: str) -> None:
    assert find_statistics(annotated(block_of(text))) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Somebody breaks a hip every 50 seconds.", StatisticKind.PREVALENCE),
        ("Adults spend about $1,100 a year on soft drinks.", StatisticKind.MARKET),
        ("34 million more are at risk of osteoporosis.", StatisticKind.PREVALENCE),
        ("It cuts the risk of falls in half.", StatisticKind.RELATIVE_EFFECT),
    ],
)
def test_the_kind_is_the_one_that_is_said(text: str, kind: StatisticKind) -> None:
    assert [each.kind for each in find_statistics(annotated(block_of(text)))] == [kind]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A total of 40 men and a total of 1.2 million women", ["A total of 40", "a total of 1.2 million"]),
        ("As far as we know as many as 15% snore", ["as many as 15%"]),
        ("one adult—around 4 million people", ["one", "around 4 million"]),
        ("some (about 30%) and some (up to 40%)", ["about 30%", "up to 40%"]),
    ],
)
def test_an_approximator_begins_where_it_stands(text: str, words: list[str]) -> None:
    found = find_quantities(annotated(block_of(text)).sentences)
    assert [text[each.span.start : each.span.end] for each in found[0]] == words


def test_an_answer_right_below_a_heading_is_what_the_heading_asks_for() -> None:
    text = "# What weight loss can you expect?\n\n20-25 kg in six months, with a diet.\n\n20-25 kg fit into the case.\n"
    document = document_of(text, "text/markdown")
    assert [document.text(each.span) for each in document.statistics] == ["20-25 kg"]
