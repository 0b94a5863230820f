"""Quantities: what is read, how far it reaches, its value and its unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Quantity, QuantityKind
from tests.extract.sentences import annotated, block_of


def quantities(text: str) -> tuple[Quantity, ...]:
    return annotated(block_of(text)).quantities.get(0, ())


def words(text: str, quantity: Quantity) -> str:
    return text[quantity.span.start : quantity.span.end]


ONE = [
    ("about 41% of nurses", "about 41%", QuantityKind.PERCENT, "41", "41", "%"),
    ("nearly 14 per cent of callers", "nearly 14 per cent", QuantityKind.PERCENT, "14", "14", "%"),
    ("a gain of 3 percent", "3 percent", QuantityKind.PERCENT, "3", "3", "%"),
    ("between 20 and 30% of knees", "20 and 30%", QuantityKind.PERCENT, "20", "30", "%"),
    ("15–20% of eyes", "15–20%", QuantityKind.PERCENT, "15", "20", "%"),
    ("15% to 20% of eyes", "15% to 20%", QuantityKind.PERCENT, "15", "20", "%"),
    ("fell from 30% to 18%", "30% to 18%", QuantityKind.PERCENT, "18", "30", "%"),
    ("a rise of 1.3 percentage points", "1.3 percentage points", QuantityKind.PERCENT, "1.3", "1.3", "pp"),
    ("12,5 % des patients", "12,5 %", QuantityKind.PERCENT, "12.5", "12.5", "%"),
    ("-1.4%", "-1.4%", QuantityKind.PERCENT, "-1.4", "-1.4", "%"),
    ("eighty-five percent agreed", "eighty-five percent", QuantityKind.PERCENT, "85", "85", "%"),
    ("95%+ of users", "95%+", QuantityKind.PERCENT, "95", "95", "%"),
    ("nine in ten walkers", "nine in ten", QuantityKind.SHARE, "0.9", "0.9", "share"),
    ("four out of every five mums", "four out of every five", QuantityKind.SHARE, "0.8", "0.8", "share"),
    ("one in 200 users", "one in 200", QuantityKind.SHARE, "0.005", "0.005", "share"),
    ("seen in 33 of 40 eyes", "33 of 40", QuantityKind.SHARE, "0.825", "0.825", "share"),
    ("right 99 times out of 100", "99 times out of 100", QuantityKind.SHARE, "0.99", "0.99", "share"),
    ("8/10 mums", "8/10", QuantityKind.SHARE, "0.8", "0.8", "share"),
    ("two-thirds of homes", "two-thirds", QuantityKind.SHARE, "0.67", "0.67", "share"),
    ("a quarter of adults", "a quarter", QuantityKind.SHARE, "0.25", "0.25", "share"),
    ("more than half of them", "more than half", QuantityKind.SHARE, "0.5", "0.5", "share"),
    ("fell from 30 to 18 per 100 people", "30 to 18 per 100", QuantityKind.SHARE, "0.18", "0.30", "share"),
    ("12 per 100,000 births", "12 per 100,000", QuantityKind.SHARE, "0.00012", "0.00012", "share"),
    ("a 2.5-fold rise", "2.5-fold", QuantityKind.FOLD, "2.5", "2.5", "fold"),
    ("3-5 times faster", "3-5 times", QuantityKind.FOLD, "3", "5", "fold"),
    ("3x more plaque", "3x", QuantityKind.FOLD, "3", "3", "fold"),
    ("a threefold risk", "threefold", QuantityKind.FOLD, "3", "3", "fold"),
    ("the risk doubled", "doubled", QuantityKind.FOLD, "2", "2", "fold"),
    ("pain was halved", "halved", QuantityKind.FOLD, "0.5", "0.5", "fold"),
    ("an odds ratio of 1.8", "odds ratio of 1.8", QuantityKind.RATIO, "1.8", "1.8", ""),
    ("(HR 0.62)", "HR 0.62", QuantityKind.RATIO, "0.62", "0.62", ""),
    ("the NNT was 25", "NNT was 25", QuantityKind.RATIO, "25", "25", ""),
    ("OR = 48", "OR = 48", QuantityKind.RATIO, "48", "48", ""),
    ("a mood gain (d=0.6)", "d=0.6", QuantityKind.RATIO, "0.6", "0.6", ""),
    ("Hedges' g = 0.4 for sleep", "Hedges' g = 0.4", QuantityKind.RATIO, "0.4", "0.4", ""),
    ("a weak link (r = −0.2)", "r = −0.2", QuantityKind.RATIO, "-0.2", "-0.2", ""),
    ("g = 9.81", "9.81", QuantityKind.NUMBER, "9.81", "9.81", ""),
    ("P <28 cmH2O", "<28 cmH2O", QuantityKind.MEASURE, "28", "28", "cmH2O"),
    ("P = 12", "12", QuantityKind.NUMBER, "12", "12", ""),
    ("liver fat ↓ 33%", "↓ 33%", QuantityKind.PERCENT, "33", "33", "%"),
    ("some 34 million US adults", "some 34 million", QuantityKind.COUNT, "34000000", "34000000", "adults"),
    ("2,647 patients", "2,647", QuantityKind.COUNT, "2647", "2647", "patients"),
    ("half a million Britons", "half a million", QuantityKind.COUNT, "500000", "500000", "britons"),
    ("3 to 5 million people", "3 to 5 million", QuantityKind.COUNT, "3000000", "5000000", "people"),
    ("worth $9.4 billion", "$9.4 billion", QuantityKind.MONEY, "9400000000", "9400000000", "USD"),
    ("a €600 million business", "€600 million", QuantityKind.MONEY, "600000000", "600000000", "EUR"),
    ("$300-6,600 a year", "$300-6,600", QuantityKind.MONEY, "300", "6600", "USD"),
    ("$3 to 5 million", "$3 to 5 million", QuantityKind.MONEY, "3000000", "5000000", "USD"),
    ("5 dollars", "5 dollars", QuantityKind.MONEY, "5", "5", "USD"),
    ("fell by 4.2 mmHg", "4.2 mmHg", QuantityKind.MEASURE, "4.2", "4.2", "mmHg"),
    ("from 160 to 118 mg/dL", "160 to 118 mg/dL", QuantityKind.MEASURE, "118", "160", "mg/dL"),
    ("thirteen pounds", "thirteen pounds", QuantityKind.MEASURE, "13", "13", "lb"),
    ("a 12-week course", "12-week", QuantityKind.MEASURE, "12", "12", "week"),
    ("significant (p = 0.03)", "p = 0.03", QuantityKind.P_VALUE, "0.03", "0.03", ""),
    ("a P-value of .02", "P-value of .02", QuantityKind.P_VALUE, "0.02", "0.02", ""),
    ("95% CI 1.2 to 3.9", "95% CI 1.2 to 3.9", QuantityKind.INTERVAL, "1.2", "3.9", ""),
    ("95% confidence interval: 0.5, 0.8", "95% confidence interval: 0.5, 0.8", QuantityKind.INTERVAL, "0.5", "0.8", ""),
    ("2017-2018", "2017-2018", QuantityKind.NUMBER, "2017", "2018", ""),
]


@pytest.mark.parametrize(("text", "quoted", "kind", "low", "high", "unit"), ONE, ids=[each[0] for each in ONE])
def test_a_quantity_has_its_words_kind_values_and_unit(
    text: str, quoted: str, kind: QuantityKind, low: str, high: str, unit: str
) -> None:
    (found,) = quantities(text)
    assert (words(text, found), found.kind, found.unit) == (quoted, kind, unit)
    assert found.low is not None
    assert found.high is not None
    assert round(found.low, 5) == pytest.approx(Decimal(low), abs=Decimal("0.004"))
    assert round(found.high, 5) == pytest.approx(Decimal(high), abs=Decimal("0.004"))


SEVERAL = [
    ("25mg, 50mg", ["25mg", "50mg"]),
    ("75-80% relief vs 50-55%", ["75-80%", "50-55%"]),
    ("HR 0.62 (95% CI 0.5 to 0.8; p<0.001)", ["HR 0.62", "95% CI 0.5 to 0.8", "p<0.001"]),
    ("nausea 24%, constipation 13%", ["24%", "13%"]),
    ("rose from 12% in 2010 to 30% in 2020", ["12%", "2010", "30%", "2020"]),
    ("4.9 (1,247 reviews)", ["4.9", "1,247"]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[each[0] for each in SEVERAL])
def test_several_quantities_stay_apart(text: str, expected: list[str]) -> None:
    assert [words(text, each) for each in quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "6-mercaptopurine and 5-HT3",
        "COVID-19, omega-3, GLP-1 and vitamin B12",
        "open 24/7",
        "a reading of 140/90",
        "at 12:30 or 16:8",
        "the third day, a fifth dose",
        "in the first half",
        "in his 30s, in the 1970s",
        "a 95% confidence interval",
        "no number at all",
    ],
)
def test_names_times_and_ordinals_are_no_quantities(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("up to 90% of cases", "<="),
        ("at least 80% of cases", ">="),
        ("more than 60% of cases", ">"),
        ("fewer than 1 in 200 people", "<"),
        ("about 60% of cases", ""),
        ("60% of cases", ""),
    ],
)
def test_the_words_before_a_number_compare(text: str, comparator: str) -> None:
    (found,) = quantities(text)
    assert found.comparator == comparator
    assert found.span.start == 0


@pytest.mark.parametrize("text", ["HR 110, RR 24", "10 mL/kg OR 500 mL", "OR BMI 27"])
def test_vital_signs_and_a_loud_or_are_no_ratios(text: str) -> None:
    assert QuantityKind.RATIO not in {each.kind for each in quantities(text)}


@given(st.text(alphabet="0123456789.,%$€-–/ ()=<>abeinoprtu½", max_size=60))
def test_any_text_gives_quantities_in_order_inside_their_sentences(text: str) -> None:
    page = annotated(block_of(text))
    for sentence in page.sentences:
        end = sentence.span.start
        for each in page.quantities.get(sentence.index, ()):
            assert each.number is not None
            assert sentence.span.covers(each.span)
            assert each.span.covers(each.number)
            assert each.number.start >= end
            end = each.number.end
