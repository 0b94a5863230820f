import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.crawl.links import links

AT = "https://example.org/a/b.html"


def found(source: str, media_type: str = "text/html", charset: str = "utf-8") -> list[str]:
    return list(links(source.encode(charset or "utf-8"), media_type, charset, AT))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<a href="c.html">', ["https://example.org/a/c.html"]),
        ("<A HREF=/c?d=1&amp;e=2#f>", ["https://example.org/c?d=1&e=2"]),
        ("<a href='//other.example/x'>", ["https://other.example/x"]),
        ("<a href=' ../c.html\n'>", ["https://example.org/c.html"]),
        ('<a href="">', ["https://example.org/a/b.html"]),
        ('<a href="#top">', ["https://example.org/a/b.html"]),
        ('<a href="c" rel="external NoFollow">', []),
        ('<a href="c" rel="noopener">', ["https://example.org/a/c"]),
        ('<a name="c">', []),
        ('<a href="mailto:a@example.org"><a href="tel:1"><a href="javascript:x()"><a href="data:,x">', []),
        ('<a href="http://[::1/">', []),
        ('<base href="/z/"><a href="c">', ["https://example.org/z/c"]),
        ('<a href="c"><base href="/z/"><base href="/y/">', ["https://example.org/z/c"]),
        ('<base target="_blank"><a href="c">', ["https://example.org/a/c"]),
        ('<base href="javascript:x"><a href="c">', ["https://example.org/a/c"]),
        ('<!-- <a href="c"> --><script>"<a href=d>"</script><p>&lt;a href="e">', []),
        ('<link href="c"><img src="d"><iframe src="e"></iframe>', []),
        ('<meta name="robots" content="nofollow"><a href="c">', ["https://example.org/a/c"]),
        ('<a href="é">', ["https://example.org/a/é"]),
    ],
)
def test_links(source: str, expected: list[str]) -> None:
    assert found(source) == expected


def test_the_encoding_of_the_page_counts() -> None:
    assert found("<a href='é'>", charset="latin-1") == ["https://example.org/a/é"]
    assert list(links(b"<meta charset=utf-16><a href='c'>", "text/html", "", AT)) == ["https://example.org/a/c"]


@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown"])
def test_texts_have_no_links(media_type: str) -> None:
    assert found('<a href="c">', media_type) == []


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_are_read(content: bytes, href: str) -> None:
    for source in (
        content,
        b"<a href='" + content,
        f"<base href='{href}'><a href='{href}'>".encode("utf-8", "replace"),
    ):
        assert all(each.startswith(("http", "HTTP")) for each in links(source, "text/html", "", AT))
