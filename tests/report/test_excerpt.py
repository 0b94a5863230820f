import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Page
from auditor.report.excerpt import Row, excerpt, underlined
from auditor.report.width import visible, width, widths
from tests.report.examples import place


@pytest.mark.parametrize(
    ("line", "words", "columns", "shown", "marks"),
    [
        ("Half of users agree.", "Half", 40, "Half of users agree.", "^~~~"),
        ("Half of users agree.", "agree", 40, "Half of users agree.", "              ^~~~~"),
        ("\t\t<p>Half</p>", "Half", 40, "<p>Half</p>", "   ^~~~"),
        ("a\tHalf", "Half", 40, "a Half", "  ^~~~"),
        ("患者 Half", "Half", 40, "患者 Half", "     ^~~~"),
        ("👩\u200d⚕\ufe0f Half", "Half", 40, "👩\u200d⚕\ufe0f Half", "   ^~~~"),
        ("See 患者.", "患者", 40, "See 患者.", "    ^~~~"),
        ("one two three Half four five six", "Half", 14, "…ree Half fou…", "     ^~~~"),
        ("Half of all users agree", "Half", 12, "Half of al…", "^~~~"),
        ("of all users agree Half", "Half", 12, "…agree Half", "       ^~~~"),
        ("x" * 30, "x" * 30, 12, "xxxxxxxxxx…", "^~~~~~~~~~"),
        ("\x1b[2J Half", "Half", 40, "\ufffd[2J Half", "     ^~~~"),
    ],
)
def test_the_words_are_underlined(line: str, words: str, columns: int, shown: str, marks: str) -> None:
    start = line.index(words)
    assert underlined(line, start, start + len(words), columns) == (shown, marks)


LINES = st.text(st.characters(blacklist_characters="\r\n"), max_size=300)


@given(LINES, st.data(), st.integers(10, 120))
def test_any_line_fits_and_the_mark_stands_under_the_words(line: str, data: st.DataObject, columns: int) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    shown, marks = underlined(line, start, end, columns)
    assert width(shown) <= columns
    assert width(marks) <= columns + 1  # nothing quoted at the end of a line is marked behind it
    words = visible(line[start:end])
    if words.strip() and width(words) <= columns - 2 and set(widths(visible(line))) == {1}:
        at = len(marks) - len(marks.lstrip())
        assert words.startswith(shown[at : at + len(marks.strip())].rstrip())


def rows(source: str, words: str, columns: int = 60) -> list[Row]:
    page = Page("x", "text/plain", "utf-8", source, ())
    location = place(words, page)
    lines = [page.line(number) for number in range(location.start.line, location.end.line + 1)]
    return list(excerpt(lines, location, columns))


def test_words_over_two_lines() -> None:
    assert rows("one\nTake two\n   twice a day.\n", "two\n   twice") == [
        (2, "Take two", "     ^~~"),
        (3, "twice a day.", "^~~~~"),
    ]


def test_of_many_lines_the_first_and_last_two_are_shown() -> None:
    source = "\n".join(f"line {number}" for number in range(1, 10))
    assert [number for number, _, _ in rows(source, source)] == [1, 2, 8, 9]


def test_empty_lines_between_are_left_out() -> None:
    assert [number for number, _, _ in rows("a b\n\n\nc d", "b\n\n\nc")] == [1, 4]


def test_a_line_of_megabytes_is_cut_at_once() -> None:
    line = "x" * 5_000_000 + " Half " + "y" * 5_000_000
    shown, marks = underlined(line, 5_000_001, 5_000_005, 40)
    assert "Half" in shown
    assert sum(widths(shown)) <= 40
    assert marks.strip() == "^~~~"
