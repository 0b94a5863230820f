import csv
import io
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import UsageError
from auditor.export import read_csv, write_csv
from auditor.export.columns import COLUMNS
from auditor.model.scan import FindingRow, Record
from tests.export.examples import FINDINGS, NEW, UNCHECKED

ANY = st.one_of(st.text(), st.text("=+-@'\t\r\n\",; \ufeff\x00＝", max_size=8))
COUNT = st.integers(0, 2**53)
RECORDS = st.none() | st.builds(Record, ANY, COUNT, COUNT, ANY)
ROWS = st.builds(
    FindingRow,
    **{
        each.name: ANY if each.type is str else COUNT if each.type is int else st.none() | st.dates()
        for each in fields(FindingRow)
        if each.type in (str, int) or each.name == "until"
    },
    record=RECORDS,
)


def text(*rows: FindingRow, mark: bool = True) -> str:
    return "".join(write_csv(rows, mark=mark))


def back(written: str) -> list[FindingRow]:
    return list(read_csv(io.StringIO(written, newline="")))


def test_every_field_is_a_column() -> None:
    assert {each.name for each in fields(FindingRow)} - {"record"} | {
        f"evidence_{each.name}" for each in fields(Record)
    } == set(COLUMNS)


def test_the_form_of_rfc_4180() -> None:
    written = text(replace(NEW, quote='say "90%"', context="a, b\nc"))
    assert written.startswith("\ufeffrun,site,location,rule,")
    assert written.endswith("\r\n")
    assert ',"say ""90%""","a, b\nc",' in written
    assert not text(NEW, mark=False).startswith("\ufeff")


def test_reading_gives_what_was_written() -> None:
    assert back(text(*FINDINGS)) == list(FINDINGS)
    assert back(text()) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(ROWS, max_size=3), st.booleans())
def test_any_text_survives(rows: list[FindingRow], mark: bool) -> None:
    assert back(text(*rows, mark=mark)) == rows


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_no_cell_starts_a_formula(row: FindingRow) -> None:
    _, cells = csv.reader(io.StringIO(text(row, mark=False), newline=""))
    assert [cell for cell in cells if cell.strip()[:1] in tuple("=+-@＝＋－＠") or cell[:1] in ("\t", "\r", "\n")] == []


@pytest.mark.parametrize(
    ("quote", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+44 20", "'+44 20"),
        ("-5%", "'-5%"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("'tis so", "''tis so"),
        ("5 - 3 = 2", "5 - 3 = 2"),
    ],
)
def test_formulas_are_defused(quote: str, cell: str) -> None:
    written = text(replace(NEW, quote=quote))
    (row,) = csv.DictReader(io.StringIO(written, newline=""))
    assert row["quote"] == cell
    assert back(written)[0].quote == quote


def test_a_sentence_may_be_long() -> None:
    row = replace(NEW, context="long " * 100_000)
    assert back(text(row)) == [row]


def test_no_record_and_an_empty_record_are_told_apart() -> None:
    rows = [UNCHECKED, replace(UNCHECKED, record=Record("", 0, 0))]
    assert back(text(*rows)) == rows


def test_columns_may_be_moved_and_added() -> None:
    table = list(csv.reader(io.StringIO(text(*FINDINGS, mark=False), newline="")))
    moved = io.StringIO(newline="")
    csv.writer(moved).writerows([[*reversed(cells), "note"] for cells in table])
    assert back(moved.getvalue()) == list(FINDINGS)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("run,site", "ran,site", "export.csv: no export of findings: column 'run' is missing in the first line"),
        (",4000,", ",many,", "export.csv: line 2: column 'places' holds 'many', expected a whole number"),
        (",error,", ",grave,", "export.csv: line 2: column 'severity' holds 'grave', expected one of the words that"),
        ("3,tea.example,", "3,", "export.csv: line 2: 33 cells, expected 34"),
        ("2,048", "2,048", ""),
    ],
)
def test_what_is_no_export_is_named(old: str, new: str, told: str) -> None:
    written = text(replace(NEW, until=date(2027, 1, 2))).replace(old, new)
    if not told:
        assert back(written)
        return
    with pytest.raises(UsageError) as caught:
        list(read_csv(io.StringIO(written, newline=""), "export.csv"))
    assert str(caught.value).startswith(told)


def test_an_empty_file_is_no_export() -> None:
    with pytest.raises(UsageError, match="the CSV file: no export"):
        back("")
