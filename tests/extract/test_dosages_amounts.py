"""Amounts, frequencies, courses and bands are read from the words that state them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.amounts import find_amounts
from auditor.extract.dosages.bands import find_bands
from auditor.extract.dosages.schedules import Course, Frequency, FrequencyKind, find_courses, find_frequencies


def numbers(*values: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


@pytest.mark.parametrize(
    ("text", "words", "values", "unit"),
    [
        ("Take 40 mg now.", "40 mg", numbers("40"), "mg"),
        ("Take 1.5g now.", "1.5g", numbers("1500"), "mg"),
        ("Take 25 micrograms.", "25 micrograms", numbers("0.025"), "mg"),
        ("Take 25 µg or 30 µg.", "25 µg or 30 µg", numbers("0.025", "0.030"), "mg"),
        ("Take 2,500 IU.", "2,500 IU", numbers("2500"), "unit"),
        ("Take 2 million units.", "2 million units", numbers("2000000"), "unit"),
        ("Take 200 to 400 mg.", "200 to 400 mg", numbers("200", "400"), "mg"),
        ("Take 200mg-1g.", "200mg-1g", numbers("200", "1000"), "mg"),
        ("Take 0.4 mg/kg.", "0.4 mg/kg", numbers("0.4"), "mg/kg"),
        ("Take 5 mg per kilogram of body weight.", "5 mg per kilogram of body weight", numbers("5"), "mg/kg"),
        ("Give 60 mg/m² today.", "60 mg/m²", numbers("60"), "mg/m2"),
        ("Run 3 mcg/kg/min.", "3 mcg/kg/min", numbers("0.003"), "mg/kg/min"),
        ("A syrup of 125 mg/5 mL.", "125 mg/5 mL", numbers("25"), "mg/mL"),
        ("Take two teaspoons.", "two teaspoons", numbers("10"), "mL"),
        ("Take half a teaspoon.", "half a teaspoon", numbers("2.5"), "mL"),
        ("Take one 10 mL spoonful.", "one 10 mL spoonful", numbers("10"), "mL"),
        ("Take half a tablet.", "half a tablet", numbers("0.5"), "tablet"),
        ("Take 1-2 caplets.", "1-2 caplets", numbers("1", "2"), "tablet"),
        ("Take one and a half pills.", "one and a half pills", numbers("1.5"), "pill"),
        ("Use three puffs.", "three puffs", numbers("3"), "puff"),
        ("A 2% cream.", "2%", numbers("2"), "%"),
    ],
)
def test_amounts(text: str, words: str, values: tuple[Decimal, ...], unit: str) -> None:
    (amount,) = find_amounts(text)
    assert (text[amount.start : amount.end], amount.values, amount.unit) == (words, values, unit)


@pytest.mark.parametrize(
    "text", ["It costs $40 g.", "Room 12", "One of us", "5 mg/dL in the blood", "2 g per cup", "v1.5mg"]
)
def test_no_amounts(text: str) -> None:
    assert find_amounts(text) == ()


@pytest.mark.parametrize("text", ["two 30 mg capsules", "two capsules of 30 mg", "two capsules of 30 mg each"])
def test_a_count_knows_the_strength_of_each(text: str) -> None:
    (amount,) = find_amounts(text)
    assert (amount.values, amount.unit, amount.each, amount.each_unit) == (numbers("2"), "capsule", numbers("30"), "mg")


def test_a_list_of_strengths_is_no_range() -> None:
    (listed,) = find_amounts("20mg, 40mg and 80mg")
    (spread,) = find_amounts("between 20 mg and 40 mg")
    assert (listed.listed, listed.values) == (True, numbers("20", "40", "80"))
    assert (spread.listed, spread.values) == (False, numbers("20", "40"))


@pytest.mark.parametrize("text", ["20 mg a box", "three boxes of 28 tablets", "one strip of 10 tablets"])
def test_packs_are_no_strengths(text: str) -> None:
    assert all(each.each == () for each in find_amounts(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("twice a day", "2", "2"),
        ("three times daily", "3", "3"),
        ("every 8 hours", "3", "3"),
        ("every 4 to 6 hours", "4", "6"),
        ("every 6–8 h", "3", "4"),
        ("q12h", "2", "2"),
        ("tid", "3", "3"),
        ("b.i.d.", "2", "2"),
        ("every other day", "0.5", "0.5"),
        ("on alternate days", "0.5", "0.5"),
        ("each morning", "1", "1"),
        ("morning and evening", "2", "2"),
        ("up to four times a day", "0", "4"),
        ("with each meal", "3", "3"),
    ],
)
def test_frequencies_are_doses_per_day(text: str, low: str, high: str) -> None:
    (frequency,) = find_frequencies(f"Take it {text}.")
    assert frequency.kind is FrequencyKind.TIMES
    assert (round(frequency.low, 6), round(frequency.high, 6)) == numbers(low, high)


@pytest.mark.parametrize(
    ("text", "days"),
    [("once a week", 7), ("every Monday", 7), ("every 2 weeks", 14), ("once a month", 30), ("once a year", 365)],
)
def test_long_intervals(text: str, days: int) -> None:
    (frequency,) = find_frequencies(f"Take it {text}.")
    assert round(1 / frequency.low) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [("for 10 days", "10"), ("for two weeks", "14"), ("a 3-day course", "3"), ("for 3 months", "90")],
)
def test_courses_are_days(text: str, days: str) -> None:
    (course,) = find_courses(f"Take it {text}.")
    assert course.values == numbers(days)


@pytest.mark.parametrize("text", ["for at least 10 days", "for up to two weeks", "in 3 days", "10 days ago"])
def test_bounds_are_no_courses(text: str) -> None:
    assert find_courses(f"Take it {text}.") == ()


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Age 5 to 9", "5-9 y"),
        ("children from 5 to 9 years", "5-9 y"),
        ("5-9 years", "5-9 y"),
        ("aged 12 months to 5 years", "12 mo-5 y"),
        ("adults over 70 take", ">70 y"),
        ("people aged 18 and over", "adult"),
        ("children under 12", "<12 y"),
        ("10 to 20 kg", "10-20 kg"),
        ("under 40 kg", "<40 kg"),
        ("a 70 kg adult", "70 kg"),
    ],
)
def test_bands(text: str, group: str) -> None:
    found, _ = find_bands(text)
    assert found["population"] == group


@pytest.mark.parametrize(
    "text", ["over 30 minutes", "over 20 mg", "up to 4 tablets", "less than 3 doses", "5 to 9 of them"]
)
def test_other_ranges_are_no_bands(text: str) -> None:
    assert "population" not in find_bands(text)[0]


@pytest.mark.parametrize(
    ("text", "phase"), [("in week 3", "week 3"), ("days 2-5", "days 2-5"), ("on the first day", "the first day")]
)
def test_stages(text: str, phase: str) -> None:
    assert find_bands(text)[0]["phase"] == phase


@given(st.text(alphabet="0123456789.,/- mgkxhµ½%tablesprndofy()", max_size=80))
def test_any_text_is_read_and_every_place_is_in_it(text: str) -> None:
    found: list[Amount | Frequency | Course] = [*find_amounts(text), *find_frequencies(text), *find_courses(text)]
    assert all(each.values and 0 <= each.start < each.end <= len(text) for each in found)
