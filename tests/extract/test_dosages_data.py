"""The lists of drugs and of words about doses are complete and in order."""

import tomllib
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from auditor.extract.dosages.names import ends_like_drug
from auditor.extract.dosages.units import form_names, unit_values
from auditor.extract.dosages.words import facts, table

EXTRACT = Path(__file__).resolve().parent.parent.parent / "auditor" / "extract"
DRUGS: dict[str, list[str]] = tomllib.loads((EXTRACT / "terms" / "drugs.toml").read_text("utf-8"))["drug"]["entries"]
WORDS = tomllib.loads((EXTRACT / "dosages" / "words.toml").read_text("utf-8"))

ORDINARY = frozenset(
    ["about", "active", "advance", "bed", "best", "blue", "calm", "child", "day", "dose", "eye", "fat", "food", "gel",
     "hair", "hope", "life", "mix", "night", "one", "oil", "pain", "plan", "pill", "red", "salt", "sleep", "water"]
)  # fmt: skip
"""Words that stand on any page; as a name of a drug they would be found everywhere."""


def test_there_are_enough_drugs() -> None:
    assert len(DRUGS) >= 800


def test_drugs_are_in_order() -> None:
    assert [(one, other) for one, other in pairwise(DRUGS) if one >= other] == []


def test_no_name_stands_for_two_drugs() -> None:
    names = Counter(name for each in DRUGS.values() for name in each)
    assert [name for name, times in names.items() if times > 1] == []


def test_every_drug_lists_its_own_name_first() -> None:
    assert [drug for drug, names in DRUGS.items() if names[0] != drug] == []


def test_no_name_is_an_ordinary_word() -> None:
    assert {name for names in DRUGS.values() for name in names} & ORDINARY == set()


def test_every_drug_has_one_class() -> None:
    classed = Counter(drug for drugs in facts("classes").values() for drug in drugs)
    assert set(classed) == set(DRUGS)
    assert [drug for drug, times in classed.items() if times > 1] == []


def test_classes_are_in_order() -> None:
    classes = facts("classes")
    assert list(classes) == sorted(classes)
    assert [name for name, drugs in classes.items() if drugs != sorted(drugs)] == []


def test_usual_units_are_known_units_of_known_drugs() -> None:
    words = {word.lower() for word in unit_values()} | set(WORDS["units"])
    assert [unit for unit in facts("units") if unit not in words] == []
    assert {drug for drugs in facts("units").values() for drug in drugs} <= set(DRUGS)


def test_most_drugs_end_as_the_stems_say_and_ordinary_words_do_not() -> None:
    assert all(ends_like_drug(word) for word in ("zelvapril", "morustatin", "tobrizumab", "hexacillin"))
    assert not any(
        ends_like_drug(word) for word in ("cholesterol", "april", "hospital", "control", "medicine", "protein")
    )


def test_units_have_positive_factors() -> None:
    assert [word for word, (_, factor) in unit_values().items() if factor <= 0] == []
    assert unit_values()["mcg"] == ("mg", Decimal("0.001"))
    assert unit_values()["tsp"] == ("mL", Decimal(5))


def test_what_forms_are_counted_of_are_preparations() -> None:
    assert set(table("counted_of")) <= set(form_names().values())
    assert set(table("counted_of").values()) - {""} <= set(table("preparations"))
    assert set(table("route_of_form").values()) <= {*table("route"), "patch"}


@pytest.mark.parametrize("key", ["release", "route", "phase", "organ", "population", "origin"])
def test_a_cue_word_means_one_value_of_its_key(key: str) -> None:
    words = Counter(word for each in table(key).values() for word in each)
    assert [word for word, times in words.items() if times > 1] == []


def test_word_lists_are_in_order() -> None:
    lists = [(name, key, each) for name, entries in WORDS.items() for key, each in entries.items()]
    assert [(name, key) for name, key, each in lists if isinstance(each, list) and each != sorted(each)] == []
