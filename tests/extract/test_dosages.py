"""Dosage statements: what they say, for whom, and what is refused."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Document, Dosage, DosageKind, StrengthRole
from tests.rule_pages import document_of


def only(text: str, media_type: str = "text/plain") -> Dosage:
    (dosage,) = document_of(text, media_type).dosages
    return dosage


def last(text: str, media_type: str = "text/plain") -> Dosage:
    return document_of(text, media_type).dosages[-1]


def pair(low: str, high: str = "") -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high or low)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Take 40 mg of ramipril twice a day.", {"dose": pair("40"), "dose_unit": "mg", "frequency": pair("2")}),
        ("Take 40 mg of ramipril daily.", {"daily": pair("40"), "daily_unit": "mg", "dose": None}),
        ("Take 1 to 2 g of ramipril a day.", {"daily": pair("1000", "2000")}),
        ("Take 3 g of ramipril a day in three divided doses.", {"daily": pair("3000"), "frequency": pair("3")}),
        ("Take ramipril 5 mg once a day for 2 weeks.", {"dose": pair("5"), "course": pair("14")}),
        ("Take two tablets of ramipril at bedtime.", {"dose": pair("2"), "dose_unit": "tablet", "frequency": None}),
        ("Take ramipril 5 mg in the morning and 5 mg at night.", {"dose": pair("5"), "frequency": pair("2")}),
        ("Never take more than 8 mg of ramipril a day.", {"maximum": pair("8"), "maximum_unit": "mg", "dose": None}),
        ("Ramipril: at most 3 tablets in 24 hours.", {"maximum": pair("3"), "maximum_unit": "tablet"}),
        ("Ramipril is injected every 2 weeks.", {"frequency": (Decimal(1) / 14, Decimal(1) / 14), "dose": None}),
        ("Take 10 mg of ramipril when needed.", {"dose": pair("10"), "as_needed": True}),
        ("Always take exactly 10 mg of ramipril.", {"dose": pair("10"), "exclusive": True}),
        ("Ramipril comes in 5 mg and 10 mg.", {"strengths": (Decimal(5), Decimal(10)), "strength": pair("5", "10")}),
        ("Each capsule contains 5 mg of ramipril.", {"strength": pair("5"), "strength_role": StrengthRole.CONTENT}),
        ("Two sachets give 800 mg of psyllium.", {"strength": pair("400"), "units": Decimal(2)}),
        ("Each 5 mL contains 100 mg of ramipril.", {"strength": pair("20"), "strength_unit": "mg/mL"}),
        ("Give 2 mg/kg of ramipril once a day.", {"dose": pair("2"), "dose_unit": "mg/kg"}),
    ],
)
def test_what_is_stated(text: str, fields: Mapping[str, Any]) -> None:
    dosage = only(text)
    assert {name: getattr(dosage, name) for name in fields} == fields


def test_a_dose_counted_in_units_of_known_strength_is_in_milligrams() -> None:
    strength, dose = document_of("Take two 15 mg capsules of ramipril daily.").dosages
    assert (strength.strength, strength.strength_role) == (pair("15"), StrengthRole.TAKEN)
    assert (dose.daily, dose.daily_unit) == (pair("30"), "mg")


def test_a_total_beside_its_parts_is_kept_apart() -> None:
    dosage = only("Take 40 mg of ramipril twice daily, 100 mg in all.")
    assert (dosage.dose, dosage.frequency, dosage.daily) == (pair("40"), pair("2"), pair("100"))


def test_each_quantity_has_its_words() -> None:
    text = "Adults take 40 mg of ramipril twice a day for 5 days."
    document = document_of(text)
    (dosage,) = document.dosages
    words = {kind: document.text(span) for kind, span in dosage.spans.items()}
    assert words == {
        DosageKind.DOSE: "40 mg",
        DosageKind.FREQUENCY: "twice a day",
        DosageKind.COURSE: "for 5 days",
    }


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Children aged 6 to 12 take 5 mg of ramipril.", "population", "6-12 y"),
        ("In pregnancy take 5 mg of ramipril.", "population", "pregnancy"),
        ("Adults over 70 take 5 mg of ramipril.", "population", ">70 y"),
        ("The starting dose of ramipril is 5 mg.", "phase", "starting"),
        ("Load with 5 mg of ramipril.", "phase", "loading"),
        ("For gout attacks take 5 mg of ramipril.", "indication", "gout attack"),
        ("With poor kidney function take 5 mg of ramipril.", "organ_function", "kidney"),
        ("In a trial people took 5 mg of ramipril.", "origin", "study"),
        ("An overdose of 5 g of ramipril was taken.", "origin", "overdose"),
        ("In the 1950s people took 5 mg of ramipril.", "origin", "history"),
        ("Take ramipril 5 mg by mouth.", "route", "oral"),
        ("Inject 5 mg of ramipril under the skin.", "route", "skin"),
        ("Ramipril extended-release: take 5 mg once a day.", "release", "extended"),
        ("Shift workers take 5 mg of ramipril.", "indication", "shift worker"),
    ],
)
def test_the_sentence_scopes_its_dose(text: str, key: str, value: str) -> None:
    assert getattr(only(text).scope, key) == value


def test_each_group_of_a_sentence_has_its_own_dose() -> None:
    adults, children = document_of("Adults take 10 mg of ramipril; children take 5 mg.").dosages
    assert (adults.scope.population, adults.dose) == ("adult", pair("10"))
    assert (children.scope.population, children.dose, children.scope.drug) == ("child", pair("5"), "ramipril")


TABLE = """# Dosing

| Drug | Starting dose once a day |
|---|---|
| Ramipril | 5 mg |
| Xylotan | 20 mg |
"""


def test_headers_of_a_table_scope_its_cells() -> None:
    one, other = document_of(TABLE, "text/markdown").dosages
    assert [(each.scope.drug, each.scope.phase, each.frequency) for each in (one, other)] == [
        ("ramipril", "starting", pair("1")),
        ("xylotan", "starting", pair("1")),
    ]


def test_the_line_above_a_list_scopes_its_items() -> None:
    page = "# Ramipril\n\nChildren from 6 to 12 years:\n\n- Take 5 mg once a day\n"
    assert last(page, "text/markdown").scope.population == "6-12 y"


def test_headings_scope_what_stands_below_the_nearest_first() -> None:
    page = "# Drugs\n\n## Ramipril\n\n### Heart failure\n\nTake 5 mg twice a day.\n"
    scope = last(page, "text/markdown").scope
    assert (scope.drug, scope.indication) == ("ramipril", "heart failure")


def test_a_heading_of_no_weight_scopes_nothing() -> None:
    page = "# Ramipril\n\n## How to take it\n\nTake 5 mg twice a day.\n"
    assert last(page, "text/markdown").scope.indication == ""


def test_what_the_title_says_goes_without_saying() -> None:
    page = "# Ramipril for heart failure\n\n## Heart failure\n\nFor heart failure take 5 mg twice a day.\n"
    assert last(page, "text/markdown").scope.indication == ""


@pytest.mark.parametrize(
    ("text", "drug", "brand"),
    [
        ("Zestril lowers pressure. Take 5 mg once a day.", "lisinopril", "zestril"),
        ("Calmarin (also known as tobrelan) calms. Take 5 mg of Calmarin.", "tobrelan", "calmarin"),
        ("Nervarol 5 mg helps. Take 5 mg of Nervarol.", "nervarol", ""),
        ("Take 5 mg of lusipristin a day.", "lusipristin", ""),
        ("Take 5 mg of belatartan a day.", "belatartan", ""),
        ("Take magnesium citrate 500 mg a day.", "magnesium citrate", ""),
        ("Take metformin hydrochloride 500 mg a day.", "metformin", ""),
        ("Take co-trimoxazole 960 mg a day.", "co-trimoxazole", ""),
    ],
)
def test_drugs_by_any_of_their_names(text: str, drug: str, brand: str) -> None:
    scope = last(text).scope
    assert (scope.drug, scope.brand) == (drug, brand)


def test_a_combination_is_a_drug_of_its_own() -> None:
    assert only("Take codeine/ibuprofen 12.8 mg twice a day.").scope.drug == "codeine + ibuprofen"


def test_what_is_drunk_with_it_is_no_dose() -> None:
    assert [each.dose for each in document_of("Take 5 g of psyllium with 250 mL of water.").dosages] == [pair("5000")]


def test_the_drugs_of_a_page_carry_their_brands() -> None:
    document = document_of("Take 5 mg of Zestril a day. Take 10 mg of lisinopril a day.")
    assert [(drug.name, drug.aliases) for drug in document.drugs] == [("lisinopril", ("zestril",))]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Start ramipril at 5 mg and increase to 10 mg.", "a dose that changes or is one of several"),
        ("Take 5 mg or, if your doctor says so, 10 mg of ramipril.", "several amounts in one clause"),
        ("Take 5 mg of ramipril and 80 mg of valsartan once a day.", "several amounts in one clause"),
        ("Ramipril and valsartan: take 80 mg once, or twice, a day.", "several drugs in one place"),
    ],
)
def test_what_is_unclear_is_refused_with_a_reason(text: str, reason: str) -> None:
    document = document_of(text)
    assert [each.reason for each in document.unjudged] == [reason]
    assert document.dosages == ()


@pytest.mark.parametrize(
    "text",
    [
        "A cup of beans has 5 g of fibre.",
        "Keep it at 5 mg/dL or below.",
        "We saw a 40% rise.",
        "One box holds 30 tablets.",
        "The ramipril 5 mg group fared best.",
        "Walk for 30 minutes twice a day.",
        "Do not take it for 3 days.",
    ],
)
def test_other_numbers_are_no_dosages(text: str) -> None:
    assert document_of(text).dosages == ()


def spans_hold(document: Document) -> bool:
    """Whether every span of every statement lies in its block and is not empty."""
    places = [span for each in document.dosages for span in (each.span, *each.spans.values())]
    places += [each.span for each in document.unjudged]
    return all(0 <= at.start < at.end <= len(document.page.blocks[at.block].text) for at in places)


PHRASES = [
    "Take", "Adults", "children under 12", "5 mg", "two tablets", "of ramipril", "or", "and", "twice a day", "10",
    "(max 20 mg)", "for 7 days", ";", ":", "never more than", "each tablet contains", "in 24 hours", "then",
    "with 200 mL of water", "%",
]  # fmt: skip


@given(st.lists(st.sampled_from(PHRASES), max_size=14).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_any_string_of_phrases_is_read_and_every_span_holds(text: str) -> None:
    assert spans_hold(document_of(text + "."))


@pytest.mark.parametrize(
    "piece", ["Ab", "A-", "a", "1 ", "mg ", "Xanax (ab ", "5 mg of ", "Xanax, also known as ", "5 mg, "]
)
def test_hostile_texts_are_read_to_their_end(piece: str) -> None:
    """A pattern that backtracks over the whole text would not finish."""
    assert document_of(piece * (200_000 // len(piece))).dosages == ()
