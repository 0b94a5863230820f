import pytest

from auditor.report.width import _UNSAFE, _width, is_plain, visible, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("plain", 5),
        ("é", 1),
        ("e\u0301", 1),
        ("患者", 4),
        ("😀", 2),
        ("👍🏽", 2),
        ("👩\u200d⚕\ufe0f", 2),
        ("❤\ufe0f", 2),
        ("a\u200bb", 2),
        ("1\ufe0f", 1),
        ("", 0),
    ],
)
def test_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a b c"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\u202eright to left", "\ufffdright to left"),
        ("\ud800", "\ufffd"),
        ("naïve 😀", "naïve 😀"),
    ],
)
def test_what_could_move_the_cursor_is_replaced(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert len(shown) == len(text)


EVERY = [chr(number) for number in range(0x110000)]


def test_plain_characters_take_one_column_each() -> None:
    plain = [each for each in EVERY if is_plain(each) and not each.isascii()]
    assert {"é", "μ", "“", "…", "≥", "€"} <= set(plain)
    assert not is_plain("\xad")
    assert [each for each in plain if _width(each) != 1] == []


def test_printable_characters_are_safe() -> None:
    assert [each for each in EVERY if each.isprintable() and _UNSAFE.search(each)] == []
