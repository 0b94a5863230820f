"""What a page is, and what is no page."""

import pytest

from auditor.errors import UnsupportedError
from auditor.model import RawPage
from auditor.parse import parse
from auditor.parse.media import HTML, MARKDOWN, TEXT, media_type


@pytest.mark.parametrize(
    ("location", "said", "content", "expected"),
    [
        ("x.html", "", b"plain", HTML),
        ("x.HTM", "", b"plain", HTML),
        ("x.md", "", b"<p>html</p>", MARKDOWN),
        ("x.mdx", "", b"# x", MARKDOWN),
        ("x.txt", "", b"<p>html</p>", TEXT),
        ("x.html.j2", "", b"{{ x }}", HTML),
        ("post.md.tmpl", "", b"x", MARKDOWN),
        ("https://clinic.example/a.md?x=1", "text/html; charset=utf-8", b"x", HTML),
        ("https://clinic.example/a", "application/xhtml+xml", b"x", HTML),
        ("https://clinic.example/a", "text/markdown", b"x", MARKDOWN),
        ("https://clinic.example/a.html#top", "", b"x", HTML),
        ("https://clinic.example/a.md", "text/plain", b"# x", MARKDOWN),
        ("-", "", b"  \n<!DOCTYPE html><p>x", HTML),
        ("-", "", b"<!-- note --><div class=x>x</div>", HTML),
        ("-", "", b"<H2>x</H2>", HTML),
        ("-", "", b"5 < 6 and a <b", TEXT),
        ("-", "", b"# Heading", TEXT),
        ("C:\\pages\\x.html", "", b"x", HTML),
        ("README", "application/octet-stream", b"x", TEXT),
    ],
)
def test_by_transport_by_name_by_content(location: str, said: str, content: bytes, expected: str) -> None:
    assert media_type(RawPage(location, content, said)) == expected


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"GIF89a", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "office"),
        (b"{\\rtf1\\ansi", "rich text"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"\x00\x00\x00\x18ftypmp42", "video"),
        (b"\x7fELF\x02\x01", "a program"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x00" * 100, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name(content: bytes, what: str) -> None:
    with pytest.raises(UnsupportedError, match=what):
        parse(RawPage("x.html", content, "text/html"))


@pytest.mark.parametrize(
    "content",
    [
        b"<p>a\x00b and some more words</p>",
        b"<p>form\x0cfeed \x1b[1m</p>",
        "<p>x</p>".encode("utf-16"),
        "\ufeff<p>x</p>".encode("utf-32-be"),
        b"<p>%PDF-1.7 is a kind of file</p>",
    ],
)
def test_text_with_a_few_odd_bytes_is_read(content: bytes) -> None:
    assert parse(RawPage("x.html", content)).blocks


def test_utf_16_without_a_mark_is_read_where_the_transport_says_so() -> None:
    page = parse(RawPage("x.html", "<p>\u00e9t\u00e9 90%</p>".encode("utf-16-le"), "text/html", "utf-16le"))
    assert page.blocks[0].text == "\u00e9t\u00e9 90%"
