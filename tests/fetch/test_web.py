import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from auditor import __version__
from auditor.errors import FetchError, InputError, UnsupportedError
from auditor.fetch import fetch
from auditor.model import RawPage
from auditor.settings import FetchLimits, Settings
from tests.site import Handler, Page, Site, drip, drip_header, hang, page, redirect, status

LIMITS = FetchLimits(
    connect_seconds=2, read_seconds=0.2, total_seconds=10, body_bytes=100_000, redirects=5, allow_private=True
)


def get(url: str, **limits: Any) -> RawPage:
    chosen = {name: getattr(LIMITS, name) for name in FetchLimits.__slots__} | limits
    return fetch(url, Settings(fetch=FetchLimits(**chosen)))


def reason(url: str, kind: type[InputError] = FetchError, **limits: Any) -> str:
    """Why it fails."""
    with pytest.raises(kind) as caught:
        get(url, **limits)
    assert caught.value.location == url
    assert "\n" not in caught.value.reason
    return caught.value.reason


def raw(answer: bytes) -> Page:
    """Bytes as they are, then the end."""

    def send(handler: Handler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    return send


@pytest.mark.parametrize(
    ("told", "media_type", "charset"),
    [
        ("text/html", "text/html", ""),
        ("text/html; charset=ISO-8859-1", "text/html", "iso-8859-1"),
        ('Text/HTML;charset="utf-8"; x=y', "text/html", "utf-8"),
        ("application/xhtml+xml;charset=utf-8", "application/xhtml+xml", "utf-8"),
        ("text/markdown", "text/markdown", ""),
        ("text/plain; charset=windows-1252", "text/plain", "windows-1252"),
        ("", "", ""),
    ],
)
def test_media_type_and_charset_are_what_the_site_says(site: Site, told: str, media_type: str, charset: str) -> None:
    url = site.add("/", page(b"caf\xe9", Content_Type=told))
    assert get(url) == RawPage(url, b"caf\xe9", media_type, charset)


def test_the_request_says_who_asks_and_nothing_else(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:3128")
    get(site.add("/", page()).replace("http://", "http://me:secret@") + "#part")
    ((path, headers),) = site.asked
    assert path == "/"
    assert headers.pop("user-agent") == f"health-page-auditor/{__version__}"
    assert set(headers) == {"host", "accept", "accept-encoding", "connection"}


def test_the_location_is_the_address_asked_for(site: Site) -> None:
    site.add("/new", page(b"Text."))
    url = site.add("/old", redirect("/new"))
    assert get(url) == RawPage(url, b"Text.", "text/html", "")


def test_no_cookie_goes_along(site: Site) -> None:
    site.add("/b", page())
    get(site.add("/a", page(b"", 302, Location="/b", Set_Cookie="session=1; Path=/")))
    assert "cookie" not in site.asked[1][1]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, code: int) -> None:
    site.add("/caf%C3%A9", page(b"Text."))
    assert get(site.add("/", redirect(f"//127.0.0.1:{site.port}/caf%C3%A9", code))).content == b"Text."


def test_five_redirects_are_followed_and_no_sixth(site: Site) -> None:
    for number in range(1, 7):
        site.add(f"/{number}", redirect(f"/{number - 1}"))
    site.add("/0", page(b"Text."))
    assert get(f"{site.root}/5").content == b"Text."
    assert reason(f"{site.root}/6") == f"redirects more than 5 times, last to {site.root}/0; give the final address"


def test_a_circle_of_redirects_ends(site: Site) -> None:
    assert reason(site.add("/", redirect("/"))).startswith("redirects more than 5 times")
    assert len(site.asked) == 6


@pytest.mark.parametrize("target", ["ftp://127.0.0.1/a", "file:///etc/passwd", "javascript:alert(1)", "data:,a"])
def test_a_redirect_leads_to_web_pages_only(site: Site, target: str) -> None:
    assert "expected http:// or https://" in reason(site.add("/", redirect(target)))


@pytest.mark.parametrize("target", ["http://[::1/", "http://127.0.0.1:port/", "//a b/"])
def test_a_redirect_to_no_address(site: Site, target: str) -> None:
    told = reason(site.add("/", redirect(target)))
    assert told.startswith("redirects to ")
    assert "is no valid address" in told


def test_a_long_redirect_is_not_shown_whole(site: Site) -> None:
    assert len(reason(site.add("/", redirect("ftp://a/" + "a" * 9_000)))) < 400


def test_a_redirect_may_not_choose_a_port(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.fetch.addresses.is_public", lambda _address: True)
    site.add("/here", page(b"Text."))
    assert get(site.add("/a", redirect("/here")), allow_private=False).content == b"Text."
    url = site.add("/b", redirect("http://127.0.0.1:6379/"))
    assert reason(url, allow_private=False) == (
        "redirects to http://127.0.0.1:6379/: the port 6379 was not asked for; expected 80 or 443"
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (404, "answered 404 (Not Found); check the address"),
        (410, "answered 410 (Gone); check the address"),
        (500, "answered 500 (Internal Server Error); try again later"),
        (503, "answered 503 (Service Unavailable); try again later"),
        (429, "answered 429 (Too Many Requests); try again later"),
        (
            403,
            "answered 403 (Forbidden); the page is not open to all: save it from a browser and audit the file",
        ),
        (204, "answered 204 (No Content); expected a page (200)"),
        (302, "answered 302 (Found); expected a page (200)"),
        (599, "answered 599; try again later"),
    ],
)
def test_an_answer_that_is_no_page(site: Site, code: int, expected: str) -> None:
    assert reason(site.add("/", status(code))) == expected


@pytest.mark.parametrize("told", ["application/pdf", "image/png", "application/json", "text/css", "nonsense"])
def test_a_type_that_is_no_page(site: Site, told: str) -> None:
    url = site.add("/", page(Content_Type=told))
    assert reason(url, UnsupportedError) == f"is “{told}”; expected an HTML, Markdown or plain text page"


def test_a_pdf_under_a_false_name(site: Site) -> None:
    url = site.add("/", page(b"%PDF-1.7\n%\xe2\xe3"))
    assert reason(url, UnsupportedError) == "is a PDF; expected an HTML, Markdown or plain text page"


def test_an_empty_page(site: Site) -> None:
    assert reason(site.add("/", page(b"\n"))) == "is empty; expected a page"


def test_the_limit_of_a_page(site: Site) -> None:
    assert len(get(site.add("/fits", page(b"a" * 100_000))).content) == 100_000
    assert reason(site.add("/more", page(b"a" * 100_001))).startswith("is larger than 100,000 bytes; ")


def test_a_page_without_an_end_stops_at_the_limit(site: Site) -> None:
    def endless(handler: Handler) -> None:
        handler.answer(b"", Content_Length="")
        while not handler.site.over.is_set():
            handler.wfile.write(b"a" * 10_000)

    assert reason(site.add("/", endless)).startswith("is larger than 100,000 bytes; ")


def test_gzip(site: Site) -> None:
    body = gzip.compress(b"One. ") + gzip.compress(b"Two.")
    assert get(site.add("/a", page(body, Content_Encoding="gzip"))).content == b"One. Two."
    assert get(site.add("/b", page(b"Text.", Content_Encoding="identity"))).content == b"Text."


def test_a_gzip_bomb_stops_with_flat_memory(site: Site) -> None:
    packer = zlib.compressobj(wbits=31)
    bomb = b"".join([packer.compress(bytes(1_000_000)) for _ in range(100)]) + packer.flush()
    url = site.add("/", page(bomb, Content_Encoding="gzip"))
    tracemalloc.start()
    try:
        assert reason(url).startswith("is larger than 100,000 bytes; ")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip"])
def test_an_encoding_that_was_not_asked_for(site: Site, encoding: str) -> None:
    assert reason(site.add("/", page(Content_Encoding=encoding))).startswith(f"is sent in the encoding “{encoding}”")


PACKED = gzip.compress(bytes(range(256)) * 40, mtime=0)
DAMAGED = PACKED[:60] + bytes(len(PACKED) - 60)


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        (b"<p>Text", {"Content_Length": "500"}, "was cut off"),
        (PACKED[:-20], {"Content_Encoding": "gzip"}, "was cut off"),
        (PACKED, {"Content_Encoding": "gzip", "Content_Length": str(len(PACKED) + 1)}, "was cut off"),
        (b"<p>Text", {"Content_Encoding": "gzip"}, "is damaged"),
        (DAMAGED, {"Content_Encoding": "gzip"}, "is damaged"),
        (b"5\r\n<p>Te\r\n", {"Transfer_Encoding": "chunked", "Content_Length": ""}, "was cut off"),
        (b"zz\r\n<p>Te\r\n", {"Transfer_Encoding": "chunked", "Content_Length": ""}, "was cut off"),
    ],
)
def test_a_body_that_is_cut_off_or_damaged(site: Site, body: bytes, headers: dict[str, Any], expected: str) -> None:
    assert f"its answer {expected}" in reason(site.add("/", page(body, **headers)))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"", "closed the connection without an answer"),
        (b"220 mail ready\r\n", "did not answer as a web server does"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "did not answer as a web server does"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"a" * 100_000, "did not answer as a web server does"),
    ],
)
def test_an_answer_that_is_no_http(site: Site, answer: bytes, expected: str) -> None:
    assert expected in reason(site.add("/", raw(answer)))


def test_a_site_that_hangs(site: Site) -> None:
    assert reason(site.add("/", hang)).startswith("sent nothing for 0.2 s; ")


def test_a_body_that_stops_half_way(site: Site) -> None:
    def stop(handler: Handler) -> None:
        handler.answer(b"<p>Text", Content_Length="500")
        hang(handler)

    assert reason(site.add("/", stop)).startswith("sent nothing for 0.2 s; ")


@pytest.mark.parametrize("slow", [drip, drip_header])
def test_a_drip_is_stopped_on_time(site: Site, slow: Page) -> None:
    url = site.add("/", slow)
    start = time.monotonic()
    assert reason(url, total_seconds=0.5).startswith("did not send the page within 0.5 s; ")
    assert time.monotonic() - start < 5


def test_a_drip_of_a_body_leaves_no_thread(site: Site) -> None:
    reason(site.add("/", drip), total_seconds=0.3)
    until = time.monotonic() + 5
    while any(thread.name == "fetch" for thread in threading.enumerate()) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(thread.name == "fetch" for thread in threading.enumerate())


def test_redirects_share_the_time(site: Site) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(0.15)
        redirect("/")(handler)

    assert "within 0.4 s" in reason(site.add("/", slow), total_seconds=0.4, redirects=1_000)


def test_a_look_up_that_hangs(monkeypatch: pytest.MonkeyPatch, over: threading.Event) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_named: over.wait(30))
    assert "within 0.3 s" in reason("http://slow.test/", total_seconds=0.3)


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """Set when the test is over."""
    event = threading.Event()
    yield event
    event.set()


def test_a_refused_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert reason(f"http://127.0.0.1:{port}/") == "refused the connection; check the address and its port"


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http:///a",
        "http://[::1/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:port/",
        "http://a..b/",
        "http://.example.org/",
        "http://exa mple.org/",
        f"http://{'a' * 70}.org/",
        "http://\0/",
        "https://*/",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    assert "is no valid address" in reason(url) or "is no name of a host" in reason(url)


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///a.html", "s3://bucket/a.html"])
def test_other_schemes(url: str) -> None:
    assert reason(url) == "is no page on the web; expected http:// or https://"
