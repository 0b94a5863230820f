"""The inventory: its entries, and its writers."""

import csv
import io
import json
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from auditor.model import (
    Attribution,
    CueClass,
    Document,
    Dosage,
    DosageKind,
    Quantity,
    QuantityKind,
    Scope,
    Source,
    Statistic,
    StatisticKind,
    Tier,
    Unjudged,
)
from auditor.report import Entry, inventory
from auditor.report.claims import CLAIM_WRITERS
from auditor.report.inventory import shown
from tests.check.pages import document, span_of

PAGE = document("A study says over 90% slept.", "Take 5 to 10 mg of tea.", "A pinch of salt.")
FIRST, SECOND, _ = PAGE.sentences


def dec(low: str, high: str) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high)


def full() -> Document:
    """The page with a claim of each kind."""
    percent = Quantity(span_of("over 90%", PAGE), QuantityKind.PERCENT, *dec("90", "90"), "%", comparator=">")
    source = Source(Tier.VAGUE, (span_of("A study", PAGE),), "A study", reason="same sentence")
    return replace(
        PAGE,
        statistics=(
            Statistic(
                span_of("90%", PAGE), FIRST, StatisticKind.SHARE, (percent,), source=source, population="sleepers"
            ),
        ),
        attributions=(
            Attribution(span_of("A study says", PAGE), FIRST, CueClass.ONE_STUDY, source, missing=("author", "year")),
        ),
        dosages=(
            Dosage(
                span_of("5 to 10 mg", PAGE, 1),
                SECOND,
                Scope(drug="tea", organ_function="kidney"),
                dose=dec("5", "10.0"),
                dose_unit="mg",
                spans={DosageKind.DOSE: span_of("5 to 10 mg", PAGE, 1)},
            ),
        ),
        unjudged=(Unjudged(span_of("A pinch", PAGE, 2), "no unit"),),
    )


ENTRIES = inventory(full())


def test_claims_are_listed_in_reading_order_with_their_kind() -> None:
    assert [(each.line, each.column, each.kind, each.type) for each in ENTRIES] == [
        (1, 1, "citation", "one unnamed study"),
        (1, 19, "statistic", "share or rate"),
        (2, 6, "dosage", "amount per dose"),
        (3, 1, "unjudged", ""),
    ]
    assert [each.quote for each in ENTRIES] == ["A study says", "90%", "5 to 10 mg", "A pinch"]


def test_a_statistic_has_its_source_and_its_values() -> None:
    entry = ENTRIES[1]
    assert (entry.tier, entry.source, entry.reason) == (1, ("A study",), "same sentence")
    assert entry.values == {"percent": ">90%", "population": "sleepers"}
    assert entry.context == "A study says over 90% slept."


def test_a_citation_says_what_is_missing_and_a_dosage_its_scope() -> None:
    assert ENTRIES[0].values == {"missing": "author, year"}
    assert ENTRIES[2].values == {"dose": "5-10 mg", "drug": "tea", "organ function": "kidney"}
    assert ENTRIES[2].tier is None
    assert ENTRIES[3].reason == "no unit"


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        ("5", "5", "mg", "5 mg"),
        ("5.50", "10", "mg", "5.5-10 mg"),
        ("90", "90", "%", "90%"),
        ("1E+3", "1000", "", "1000"),
        ("0.000001", "0.000001", "mg", "0.000001 mg"),
    ],
)
def test_a_range_is_said_shortly(low: str, high: str, unit: str, text: str) -> None:
    assert shown(dec(low, high), unit) == text


def written(form: str, *pages: tuple[Entry, ...], columns: int = 100) -> str:
    return "".join(CLAIM_WRITERS[form](pages, columns))


def test_the_table_names_the_page_and_fits() -> None:
    table = written("table", ENTRIES, (), columns=90)
    head, columns, first, *_ = table.splitlines()
    assert head == "page.txt"
    assert columns.split() == ["place", "claim", "words", "source", "values"]
    assert first.startswith("1:1")
    assert "vague “A study” (same sentence)" in " ".join(written("table", ENTRIES, columns=400).split())
    assert max(map(len, table.splitlines())) <= 90


def test_json_lines_hold_every_field() -> None:
    lines = [json.loads(line) for line in written("jsonl", ENTRIES).splitlines()]
    assert [line["quote"] for line in lines] == [each.quote for each in ENTRIES]
    assert set(lines[0]) == {each.name for each in fields(Entry)}
    assert lines[2]["values"]["dose"] == "5-10 mg"


def test_csv_has_one_head_for_all_pages() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", ENTRIES, ENTRIES))))
    assert len(rows) == 2 * len(ENTRIES)
    assert rows[1]["values"] == "percent: >90%; population: sleepers"
    assert rows[0]["location"] == "page.txt"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_is_a_formula(words: str) -> None:
    row = next(csv.DictReader(io.StringIO(written("csv", (replace(ENTRIES[0], quote=words),)))))
    assert row["quote"] == "'" + words


@pytest.mark.parametrize("form", CLAIM_WRITERS)
def test_nothing_seen_is_no_error(form: str) -> None:
    assert written(form, ()).count("\n") == (1 if form == "csv" else 0)
