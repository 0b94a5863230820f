import gzip
import time
import tracemalloc
import zlib
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.crawl import sitemaps
from auditor.crawl.sitemaps import BrokenSitemapError, Entry, read_sitemap

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*locations: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    lines = "".join(f"<url><loc>{escape(each)}</loc><lastmod>2026-11-03</lastmod></url>" for each in locations)
    return f"{head}<urlset {NAMESPACE}>{lines}</urlset>".encode()


def read(content: bytes) -> tuple[list[str], str]:
    """The addresses, and what is said of the break, if there is one."""
    found: list[str] = []
    try:
        for entry in read_sitemap(content):
            found.append(entry.url)  # noqa: PERF401 - what was read before a break counts
    except BrokenSitemapError as error:
        return found, str(error)
    return found, ""


A, B = "https://example.org/a?x=1&y=2", "https://example.org/é"


def test_a_list_of_pages() -> None:
    assert list(read_sitemap(urlset(A, B))) == [Entry(A), Entry(B)]


def test_an_index() -> None:
    content = f"<sitemapindex {NAMESPACE}><sitemap><loc> {B}\n</loc></sitemap></sitemapindex>".encode()
    assert list(read_sitemap(content)) == [Entry(B, is_sitemap=True)]


@pytest.mark.parametrize(
    "content",
    [
        urlset(A, B),
        gzip.compress(urlset(A, B), mtime=0),
        b"\xef\xbb\xbf" + urlset(A, B),
        b"\n  " + urlset(A, B),
        urlset(A, B, head="").replace(f" {NAMESPACE}".encode(), b""),
        f'<s:urlset xmlns:s="x"><s:url><s:loc>{escape(A)}</s:loc></s:url><url><loc>{B}</loc></url></s:urlset>'.encode(),
        urlset(A, B).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        urlset(A, B).decode().replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        urlset(A, B).decode().replace("UTF-8", "windows-1252").encode("cp1252"),
        f"<urlset><url><loc><![CDATA[{A}]]></loc></url><!-- x --><url><loc>{B}</loc></url></urlset>".encode(),
        f"{A}\r\n\r\n{B}".encode(),
        b"\xef\xbb\xbf" + f"{A}\n{B}\n".encode(),
        gzip.compress(f"{A}\n{B}\n".encode(), mtime=0),
    ],
)  # fmt: skip
def test_the_forms_of_a_sitemap(content: bytes) -> None:
    assert read(content) == ([A, B], "")


def test_addresses_of_pictures_are_no_pages() -> None:
    picture = '<i:image xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><i:loc>https://example.org/i.png</i:loc></i:image>'
    assert read(urlset(A).replace(b"</url>", f"{picture}</url>".encode())) == ([A], "")


@pytest.mark.parametrize(
    ("content", "kept", "said"),
    [
        (urlset(A, B)[:-20], [A, B], "line 1, column"),
        (urlset(A, B).replace(b"</loc>", b"", 1), [], "mismatched tag"),
        (urlset(A) + b"<more/>", [A], "junk after document element"),
        (b"<rss><channel/></rss>", [], "line 1: begins with <rss>; expected <urlset> or <sitemapindex>"),
        (b"<!DOCTYPE html><html><p>Sorry.</html>", [], "line 1: is an HTML page; expected a sitemap"),
        (b"<html><p>Sorry.</html>", [], "begins with <html>"),
        (b'{"urls": []}', [], "says “{\"urls\":”, which is no address; expected XML"),
        (f"{A}\nexample.org/b\n{B}".encode(), [A], "says “example.org/b”"),
        (b"https://example.org/" + b"a" * 200_000, [], "has a line of more than 65,536 bytes"),
        (gzip.compress(urlset(A, B), mtime=0)[:-12], [], "is damaged (bad gzip data)"),
        (b"\x1f\x8bnothing", [], "is damaged (bad gzip data)"),
        (b'<?xml version="1.0" encoding="no-such"?><urlset/>', [], "line 1"),
        (b'<?xml version="1.0" encoding="shift_jis"?><urlset/>', [], "line 1"),
        (b"<urlset><url><loc>\x00</loc></url></urlset>", [], "line 1"),
        (b"<a" * 50, [], "line 1"),
    ],
)  # fmt: skip
def test_what_is_read_before_a_break_is_kept(content: bytes, kept: list[str], said: str) -> None:
    found, told = read(content)
    assert found == kept
    assert said in told
    assert "\n" not in told


def test_nothing_is_no_sitemap_and_no_break() -> None:
    assert read(b"") == ([], "")
    assert read(urlset()) == ([], "")


def test_a_break_in_a_long_sitemap_keeps_all_before() -> None:
    locations = [f"https://example.org/{number}" for number in range(5_000)]
    found, told = read(urlset(*locations) + b"<")
    assert found == locations
    assert told


HOSTILE = {
    "entities": '<!DOCTYPE u [<!ENTITY a "https://example.org/">]><urlset><url><loc>&a;</loc></url></urlset>',
    "many laughs": "<!DOCTYPE u ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    + "]><urlset><url><loc>&a12;</loc></url></urlset>",
    "a file": '<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>&a;</loc></url></urlset>',
    "another site": '<!DOCTYPE urlset SYSTEM "http://192.0.2.1/x.dtd"><urlset/>',
    "parameters": '<!DOCTYPE u [<!ENTITY % a SYSTEM "http://192.0.2.1/x">%a;]><urlset/>',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_document_types_are_refused(content: str) -> None:
    assert read(content.encode()) == ([], "line 1: has a document type, which no sitemap needs and none is read with")


def test_an_entity_that_is_not_declared() -> None:
    assert read(b"<urlset><url><loc>&a;</loc></url></urlset>")[0] == []


def test_elements_within_each_other_end_at_a_limit() -> None:
    tracemalloc.start()
    try:
        assert "elements within each other" in read(b"<urlset>" + b"<a>" * 1_000_000)[1]
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_the_limit_of_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "ADDRESSES", 3)
    locations = [f"https://example.org/{number}" for number in range(4)]
    assert read(urlset(*locations[:3])) == (locations[:3], "")
    assert read(urlset(*locations)) == (locations[:3], "lists more than 3 addresses; the rest is left out")


BOMBS = {
    "xml": (b"<urlset>", b"<url><x>" + b"a" * 984 + b"</x></url>\n"),
    "text": (A.encode() + b"\n", b"\n" * 1000),
    "one tag": (b"<urlset ", b"a" * 1000),
    "comment": (b"<urlset><!--", b" " * 1000),
    "one address": (b"<urlset><url><loc>", b"a" * 1000),
}


@pytest.mark.parametrize(("head", "line"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_stops_at_the_limit(head: bytes, line: bytes) -> None:
    packer = zlib.compressobj(wbits=31)
    bomb = packer.compress(head) + b"".join([packer.compress(line * 100) for _ in range(600)]) + packer.flush()
    start = time.process_time()
    tracemalloc.start()
    try:
        found, told = read(bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert "is larger than 52,428,800 bytes" in told or "a tag or comment of more than" in told
    assert len(found) <= 1
    assert time.process_time() - start < 5


@pytest.mark.parametrize("length", [2_048, 2_049, 1_000_000])
def test_addresses_longer_than_the_protocol_allows_are_passed_over(length: int) -> None:
    long = "https://example.org/".ljust(length, "a")
    assert read(urlset(A, long, B))[0] == [A, *([long] if length <= 2_048 else []), B]


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: urlset(A) + text.encode("utf-8", "replace")))
def test_no_bytes_end_in_another_error(content: bytes) -> None:
    read(content)
    read(b"<urlset><url><loc>" + content)
    read(b"\x1f\x8b\x08" + content)


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30), max_size=20)
)
def test_what_was_listed_is_read(paths: list[str]) -> None:
    locations = [f"https://example.org/{path}" for path in paths]
    assert read(urlset(*locations)) == (locations, "")
    assert read("\n".join(locations).encode()) == (locations, "")
