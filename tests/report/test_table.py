import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.report.table import fold, table
from auditor.report.width import width

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=12)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


def test_columns_are_aligned() -> None:
    assert list(table(("a", "words"), [("1", "x"), ("22", "患者 y")], 40)) == ["a   words", "1   x", "22  患者 y"]


def test_the_flexible_column_is_folded() -> None:
    assert list(table(("a", "words"), [("1", "one two three four five")], 16)) == [
        "a  words",
        "1  one two three",
        "   four five",
    ]


@settings(deadline=None)  # a busy machine is no defect
@given(TEXTS, st.integers(2, 60))
def test_folding_loses_nothing_and_fits(text: str, columns: int) -> None:
    lines = fold(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns for line in lines)


@pytest.mark.parametrize("columns", [40, 80, 120])
@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_a_table_fits(columns: int, rows: list[tuple[str, str]]) -> None:
    lines = table(("first", "second"), rows, columns, flexible=(0, 1))
    assert all(width(line) <= columns for line in lines)
