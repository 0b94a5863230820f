"""Guards tell in microseconds where a pattern can find nothing: none may hide what its pattern finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extract.attributions import grammar
from auditor.extract.attributions.tagging import tag
from auditor.extract.attributions.voice import is_silenced
from auditor.extract.citations.works import _forms, _possible
from auditor.extract.dosages import amounts, bands, counts, schedules
from auditor.extract.names import _names, find_names
from auditor.extract.words import matches, runs_of, words_of, written_runs_of, written_words_of

PIECES = (
    *(
        "take",
        "2",
        "10",
        "½",
        ".5",
        "two",
        "half",
        "SIX",
        "\u017fix",
        "a",
        "mg",
        "mL",
        "µg",
        "%",
        "tablets",
        "a tablet",
    ),
    *("once", "twice", "daily", "a day", "every", "8 hours", "q8h", "b.i.d.", "t.d.s", "nocte", "on Mondays", "/ day"),
    *(
        "for",
        "7 days",
        "a",
        "week course",
        "up to",
        "3 times",
        "in 24 hours",
        "with each meal",
        "in the morning",
        "bed",
    ),
    *(
        "adults",
        "over 65",
        "aged 6",
        "to 12 years",
        "12+",
        "weeks 1-4",
        "first week",
        "in the 1950s",
        "single 5 mg dose",
    ),
    *("the", "FDA", "says", "Journal of Bone Health", "published in", "Nature", "a 2019 study in Cell", "J Clin Med"),
    *(
        "In the SPRINT trial",
        "the VITAL 2 study",
        "NICE guidelines",
        "the package leaflet",
        "boxed warning",
        "Cochrane",
    ),
    *("we asked 120 of our readers", "our survey", "2021", "is not a substitute for", "for information purposes"),
    *("studies show that", "experts agree", "research suggests", "according to", "clinically proven", "is linked to"),
    *("evidence that", "in 3 trials", "has been shown to", "have not found", "there is data", "doctors recommend"),
    *("single 5 mg dose", "in 2 doses", "Cochrane review 2020", "a tablet", "a capsule each"),
    *(",", ".", "?", "(", ")", "-", " - ", ":", "/"),
)
FEW = settings(max_examples=60, deadline=None)
"""Texts made from a pattern take long to make; the first compiles it."""
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)


def test_words_are_runs_of_letters_in_lower_case() -> None:
    assert words_of("Take 5mg (twice) — it's 20 µg") == {b"take", b"mg", b"twice", b"it", b"s", b"g"}
    assert written_words_of("the FDA’s 2nd") == {b"the", b"FDA", b"s", b"nd"}


def test_letters_that_patterns_take_for_ascii_are_letters() -> None:
    assert words_of("ta\u017fte 5 \u212ag") == {b"taste", b"kg"}


def test_the_words_of_a_long_text_are_found_and_not_kept() -> None:
    assert words_of("one two " * 1000) == {b"one", b"two"}


def test_a_term_needs_its_longest_run() -> None:
    assert runs_of(["fl oz", "b.i.d", "µg", "%"]) == {b"fl", b"b", b"g"}


def test_a_run_with_a_capital_tells_more() -> None:
    assert written_runs_of(["the BMJ", "Annals of medicine"]) == {b"BMJ", b"Annals"}


@FEW
@given(TEXTS)
def test_amounts_are_found_wherever_the_pattern_alone_finds_them(text: str) -> None:
    alone = [match.span() for match in amounts._amounts().finditer(text)]
    assert [match.span() for match in matches(amounts._amounts(), text, amounts._STARTS)] == alone


@FEW
@given(st.data())
def test_no_amount_is_without_its_words(data: st.DataObject) -> None:
    text = data.draw(st.from_regex(amounts._amounts()))
    units, _ = amounts._needed()
    assert "%" in text or words_of(text) & units


@FEW
@given(st.data())
def test_no_count_is_without_its_words(data: st.DataObject) -> None:
    text = data.draw(st.from_regex(counts._count_pattern()))
    _, forms = amounts._needed()
    assert words_of(text) & forms


FREQUENCIES = (
    *(
        "in 2 doses",
        "in two equally divided doses",
        "divided into 3",
        "split in two",
        "every 8 hours",
        "q6h",
        "each 2 hrs",
    ),
    *(
        "every 30 mins",
        "every 2-3 wks",
        "up to 3 times a day",
        "2 x daily",
        "twice nightly",
        "thrice per 24h",
        "once/wk",
    ),
    *("4 doses in any 24 hours", "every other day", "alternate days", "each second night", "b.i.d", "t.d.s.", "q.o.d"),
    *("morning and evening", "each morning + at bedtime", "at bed", "before lunch", "with every meal", "on fridays"),
    *(
        "per fortnight",
        "a month",
        "over 24 hrs",
        "/ day",
        "/24 h",
        "/d",
        "hourly",
        "once",
        "a single dose",
        "one-off time",
    ),
    *(
        "one time",
        "one-time",
        "in the evening",
        "every breakfast",
        "at noon",
        "one supper",
        "before dinner",
        "each year",
    ),
    *schedules._ADVERBS,
    *schedules._LATIN,
    *(f"every {day}day" for day in schedules._WEEKDAYS),
    *(f"twice a {period}" for period in schedules._DAYS),
)


@pytest.mark.parametrize("text", [each.replace("s", "\u017f") for each in FREQUENCIES] + [*FREQUENCIES])
def test_no_frequency_is_without_its_words(text: str) -> None:
    assert schedules._frequencies().search(text)
    assert words_of(text) & schedules._OFTEN


@FEW
@given(st.data())
def test_no_course_is_without_its_words(data: st.DataObject) -> None:
    assert words_of(data.draw(st.from_regex(schedules._courses()))) & schedules._LASTING


@FEW
@given(st.data(), st.sampled_from((bands._SINGLE, bands._DECADE, bands._STAGE, bands._FIRST, bands._HINT)))
def test_no_band_is_without_its_words(data: st.DataObject, pattern: re.Pattern[str]) -> None:
    text = data.draw(st.from_regex(pattern))
    assert words_of(text) & bands._TELLING


@FEW
@given(TEXTS)
def test_no_name_is_without_its_words(text: str) -> None:
    assert bool(list(find_names(text))) == (_names().search(text) is not None)


@FEW
@given(TEXTS)
def test_no_cue_is_without_the_parts_of_its_form(text: str) -> None:
    tagged = tag(text)
    alone = {form for form, pattern, _ in grammar._compiled() if pattern.search(tagged.tags)}
    assert {cue.form for cue in grammar.find_cues(tagged)} == alone


def test_every_form_needs_something() -> None:
    assert grammar._NEEDED.keys() == set(grammar.RANK)


FORMS = ("guideline", "label", "trial", "cochrane", "survey")


@FEW
@given(TEXTS)
def test_no_named_work_is_without_its_words(text: str) -> None:
    possible = set(_possible(text, dated=True))
    assert {form for form in FORMS if _forms()[form].search(text)} <= possible


@pytest.mark.parametrize("text", ["Is it safe?", "It does not constitute care.", "For INFORMATIONAL purposes only."])
def test_questions_and_disclaimers_are_silent(text: str) -> None:
    assert is_silenced(text)


def test_where_starts_overlap_a_match_they_are_passed_over() -> None:
    digits = re.compile(r"\d+")
    assert [each.group() for each in matches(digits, "12 a3", re.compile(r"\d"))] == ["12", "3"]
