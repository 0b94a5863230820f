"""Bytes become text: which encoding counts, and what damaged bytes do."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ParseError
from auditor.model import RawPage
from auditor.parse import parse
from auditor.parse.decode import Decoded, decode

TEXT = "caf\u00e9 \u20ac5 \u2014 \u201cyes\u201d"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_counts_most_and_is_left_out(encoding: str) -> None:
    content = ("\ufeff" + TEXT).encode(encoding)
    assert decode(content, "windows-1252") == Decoded(TEXT, encoding)


@pytest.mark.parametrize(
    ("charset", "written", "named"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("latin1", "cp1252", "windows-1252"),
        ("ISO-8859-1", "cp1252", "windows-1252"),
        ("us-ascii", "cp1252", "windows-1252"),
        ('"windows-1252"', "cp1252", "windows-1252"),
        ("iso-8859-15", "iso-8859-15", "iso8859-15"),
    ],
)
def test_what_the_transport_says_is_read_as_browsers_read_it(charset: str, written: str, named: str) -> None:
    text = "caf\u00e9 \u20ac5"
    assert decode(text.encode(written), charset) == Decoded(text, named)


@pytest.mark.parametrize(
    "head",
    [
        "<meta charset=windows-1252>",
        "<META CHARSET = 'cp1252'>",
        '<!doctype html><html><head><meta name=x content=y><meta charset="ISO-8859-1" />',
        "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>",
        "<!-- <meta charset=utf-8> --><meta charset=windows-1252>",
        "<?xml version='1.0' encoding='windows-1252'?>",
    ],
)
def test_what_the_page_says_counts_where_nobody_else_does(head: str) -> None:
    content = f"{head}<p>{TEXT}".encode("cp1252")
    assert decode(content).text.endswith(TEXT)
    assert decode(content).encoding == "windows-1252"
    assert decode(f"{head}<p>{TEXT}".encode(), "utf-8").text.endswith(TEXT)


def test_a_page_that_can_be_read_cannot_be_in_utf_16_whatever_it_says() -> None:
    assert decode(f"<meta charset=utf-16><p>{TEXT}".encode()).encoding == "utf-8"


def test_a_declaration_far_down_or_unknown_does_not_count() -> None:
    far = "<!doctype html>" + " " * 1100 + f"<meta charset=windows-1252><p>{TEXT}"
    assert decode(far.encode()).encoding == "utf-8"
    assert decode(f"<meta charset=klingon><p>{TEXT}".encode()).encoding == "utf-8"
    assert decode(f"<meta charset=base64><p>{TEXT}".encode()).encoding == "utf-8"


def test_only_html_says_its_encoding_in_tags() -> None:
    markdown = f"Write `<meta charset=windows-1252>`. {TEXT}".encode()
    assert decode(markdown, html=False) == Decoded(markdown.decode(), "utf-8")


def test_the_encoding_is_guessed_where_nobody_says_it() -> None:
    words = "Les \u00e9tudes montrent qu'apr\u00e8s l'\u00e9t\u00e9 la fatigue diminue. " * 20
    assert decode(words.encode("cp1252")).text == words
    greek = "\u039f \u03cd\u03c0\u03bd\u03bf\u03c2 \u03b5\u03af\u03bd\u03b1\u03b9 \u03ba\u03b1\u03bb\u03cc\u03c2. " * 20
    assert decode(greek.encode("cp1253")).text == greek


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    content = (TEXT * 20).encode() + b"\xff\xfe" + (TEXT * 20).encode()
    found = decode(content)
    assert found.encoding == "utf-8"
    assert found.text == TEXT * 20 + "\ufffd\ufffd" + TEXT * 20


def test_a_character_cut_at_the_end_of_the_sample_is_no_damage() -> None:
    content = b"a" * (64 * 1024 - 1) + TEXT.encode() + b"\xff" + TEXT.encode()
    assert decode(content).encoding == "utf-8"


def test_line_ends_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "utf-16", "big5", "iso-2022-jp", "utf-7", "x", "hex"]))
def test_no_bytes_crash(content: bytes, charset: str) -> None:
    text, encoding = decode(content, charset)
    assert codecs.lookup(encoding)
    assert isinstance(text, str)


@pytest.mark.parametrize("content", [b"", b" \n\r\n\t", b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16-le")])
def test_an_empty_page_is_reported(content: bytes) -> None:
    with pytest.raises(ParseError, match="is empty"):
        parse(RawPage("x.html", content))
