"""Character references, as browsers read them."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.parse.html_references import decoded, references


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("&amp;", [("&amp;", "&")]),
        ("&ampx", [("&amp", "&")]),
        ("&notin;", [("&notin;", "\u2209")]),
        ("&notit;", [("&not", "\u00ac")]),
        ("&#65;&#x41;&#X41", [("&#65;", "A"), ("&#x41;", "A"), ("&#X41", "A")]),
        ("&#x80;", [("&#x80;", "\u20ac")]),
        ("&#0;&#xDFFF;&#x110000;", [("&#0;", "\ufffd"), ("&#xDFFF;", "\ufffd"), ("&#x110000;", "\ufffd")]),
        ("&#" + "9" * 5000 + ";", [("&#" + "9" * 5000 + ";", "\ufffd")]),
        ("&; & &#; &#x; &unknown; &lang", []),
        ("&fjlig;", [("&fjlig;", "fj")]),
    ],
)
def test_in_text(source: str, found: list[tuple[str, str]]) -> None:
    assert [(source[each.start : each.end], each.text) for each in references(source, 0, len(source))] == found


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("a&amp;b", "a&b"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("?a=1&copyx", "?a=1&copyx"),
        ("&copy b", "\u00a9 b"),
        ("&copy;=2", "\u00a9=2"),
        ("x&copy", "x\u00a9"),
    ],
)
def test_in_attributes_old_names_need_more(source: str, value: str) -> None:
    assert decoded(source, 0, len(source)) == value


@given(st.text("&#xX;0123456789abcdefltgampnotcopy =") | st.text())
def test_text_is_what_the_standard_library_reads(source: str) -> None:
    pieces, at = [], 0
    for each in references(source, 0, len(source)):
        pieces += [source[at : each.start], each.text]
        at = each.end
    expected = html.unescape(source)
    read = "".join((*pieces, source[at:]))
    assert read.replace("\ufffd", "") == expected.replace("\ufffd", "")
