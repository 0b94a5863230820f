import gzip
import http.client
import io
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from auditor.fetch.failures import NotFetchedError
from auditor.fetch.web import exchange
from auditor.model.scan import Exchange, Reason
from auditor.settings import FetchLimits
from tests.fetch.test_addresses import answer_for, refuse_names
from tests.site import Handler, Page, Site, drip, hang, page, redirect, status

LIMITS = FetchLimits(connect_seconds=2, read_seconds=0.3, total_seconds=10, body_bytes=100_000, allow_private=True)


def kind(url: str, limits: FetchLimits = LIMITS) -> Reason:
    with pytest.raises(NotFetchedError) as caught:
        exchange(url, limits)
    return caught.value.kind


def raw(answer: bytes) -> Page:
    def send(handler: Handler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    return send


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5\r\n<p>Te\r\n3;a=b\r\nxt.\r\n0\r\n\r\n"
)
PACKED = gzip.compress(b"<p>Text.", mtime=0)
ANSWERS = [
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\n<p>Text.", b"<p>Text."),
    (b"HTTP/1.0 200 OK\r\nX-Odd:  two  blanks\r\ncontent-type: text/html\r\n\r\n<p>Text.", b"<p>Text."),
    (CHUNKED, b"<p>Text."),
    (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + PACKED, b"<p>Text."),
    (b"HTTP/1.1 203 \xe9\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", b""),
]


@pytest.mark.parametrize(("answer", "content"), ANSWERS)
def test_the_answer_is_kept_byte_for_byte(site: Site, answer: bytes, content: bytes) -> None:
    got = exchange(site.add("/", raw(answer)), LIMITS)
    assert got.response == answer
    assert got.content == content


def test_the_request_is_kept_byte_for_byte() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        received = pool.submit(answer_once, server)
        got = exchange(f"http://127.0.0.1:{server.getsockname()[1]}/a?b=1", LIMITS)
    assert got.request == received.result()
    assert got.request.startswith(b"GET /a?b=1 HTTP/1.1\r\n")
    assert got.request.endswith(b"\r\n\r\n")


def answer_once(server: socket.socket) -> bytes:
    """The bytes of the one request that is answered."""
    with server.accept()[0] as peer:
        received = peer.recv(65_536)
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        return received


def test_what_an_exchange_tells(site: Site) -> None:
    headers: dict[str, Any] = {
        "ETag": '"v1"',
        "Last_Modified": "Tue, 03 Nov 2026 10:00:00 GMT",
        "Content_Type": "text/html;charset=utf-8",
    }
    url = site.add("/", page(b"Text.", **headers))
    got = exchange(url.replace("http://", "http://me:secret@") + "#part", LIMITS, user_agent="Name/1 (+a@example.org)")
    assert (got.url, got.address, got.status) == (url, "127.0.0.1", 200)
    assert (got.media_type, got.charset, got.etag) == ("text/html", "utf-8", '"v1"')
    assert got.last_modified == "Tue, 03 Nov 2026 10:00:00 GMT"
    assert b"User-Agent: Name/1 (+a@example.org)\r\n" in got.request
    assert b"secret" not in got.request
    assert got.asked[10] == "T"
    assert (got.redirect, got.retry_after) == ("", None)


def test_a_version_at_hand_is_asked_for_conditionally(site: Site) -> None:
    url = site.add("/", raw(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'))
    got = exchange(url, LIMITS, etag='"v1"', last_modified="Tue, 03 Nov 2026 10:00:00 GMT")
    assert (got.status, got.content) == (304, b"")
    ((_, asked),) = site.asked
    assert asked["if-none-match"] == '"v1"'
    assert asked["if-modified-since"] == "Tue, 03 Nov 2026 10:00:00 GMT"


def test_a_mark_that_no_header_can_hold_is_left_out(site: Site) -> None:
    exchange(site.add("/", page()), LIMITS, etag='"v\r\nX-Evil: 1"')
    assert not {"if-none-match", "x-evil"} & set(site.asked[0][1])


def test_a_redirect_is_told_and_not_followed(site: Site) -> None:
    got = exchange(site.add("/a/b", redirect("../c?d#e", 301)), LIMITS)
    assert (got.status, got.redirect, got.content) == (301, f"{site.root}/c?d", b"")
    assert len(site.asked) == 1


@pytest.mark.parametrize("code", [204, 401, 404, 410, 429, 500, 503])
def test_every_status_is_an_answer(site: Site, code: int) -> None:
    got = exchange(site.add("/", status(code)), LIMITS)
    assert (got.status, got.content) == (code, b"")


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("120", 120.0), (" 0 ", 0.0), ("soon", None), ("-5", None), ("1.5", None), ("", None), ("9" * 40, None)],
)
def test_how_long_to_wait(site: Site, told: str, seconds: float | None) -> None:
    assert exchange(site.add("/", page(b"", 503, Retry_After=told)), LIMITS).retry_after == seconds


def test_until_when_to_wait(site: Site) -> None:
    past = exchange(site.add("/a", page(b"", 503, Retry_After="Tue, 03 Nov 2015 10:00:00 GMT")), LIMITS)
    ahead = exchange(site.add("/b", page(b"", 503, Retry_After="Tue, 03 Nov 2099 10:00:00 GMT")), LIMITS)
    assert past.retry_after == 0.0
    assert ahead.retry_after is not None
    assert ahead.retry_after > 1e9


def test_the_body_of_another_type_is_not_read(site: Site) -> None:
    url = site.add("/", page(b"a" * 90_000, Content_Type="image/png"))
    got = exchange(url, LIMITS)
    assert (got.media_type, got.content) == ("image/png", b"")
    assert len(got.response) < 20_000
    assert exchange(url, LIMITS, accept=()).content == b"a" * 90_000
    assert exchange(url, LIMITS, accept=("image/png",)).content == b"a" * 90_000


def test_a_body_can_be_cut_at_the_limit(site: Site) -> None:
    url = site.add("/", page(b"a" * 150_000))
    assert kind(url) is Reason.SIZE
    assert 100_000 < len(exchange(url, LIMITS, cut=True).content) <= 100_000 + 65_536


def test_an_answer_need_not_be_kept(site: Site) -> None:
    got = exchange(site.add("/", page(b"<p>Text.")), LIMITS, keep=False)
    assert (got.content, got.response) == (b"<p>Text.", b"")


@pytest.mark.parametrize(
    ("answer", "lasting"),
    [
        (page(Content_Encoding="br"), True),
        (page(b"a" * 150_000), True),
        (page(b"<p>Text", Content_Length="500"), False),
        (raw(b""), False),
    ],
)
def test_what_another_try_would_meet_again(site: Site, answer: Page, lasting: bool) -> None:
    url = site.add("/", answer)
    with pytest.raises(NotFetchedError) as caught:
        exchange(url, LIMITS)
    assert caught.value.lasting is lasting


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (page(Content_Encoding="br"), Reason.BROKEN),
        (page(b"<p>Text", Content_Length="500"), Reason.BROKEN),
        (page(b"<p>Text", Content_Encoding="gzip"), Reason.BROKEN),
        (raw(b"220 mail ready\r\n"), Reason.BROKEN),
        (raw(b""), Reason.NETWORK),
        (hang, Reason.TIME),
        (redirect("http://[::1/"), Reason.BAD_ADDRESS),
    ],
)
def test_the_kinds_of_failure(site: Site, answer: Page, expected: Reason) -> None:
    assert kind(site.add("/", answer)) is expected


def test_a_drip_takes_too_long(site: Site) -> None:
    assert kind(site.add("/", drip), FetchLimits(total_seconds=0.3, allow_private=True)) is Reason.TIME


def test_tiny_chunks_without_end_stop_at_a_limit(site: Site) -> None:
    def endless(handler: Handler) -> None:
        handler.answer(b"", Content_Length="", Transfer_Encoding="chunked", Content_Encoding="gzip")
        handler.wfile.write(b"a\r\n\x1f\x8b\x08\0\0\0\0\0\0\xff\r\n")
        while not handler.site.over.is_set():
            handler.wfile.write(b"5\r\n\0\0\0\xff\xff\r\n" * 10_000)  # empty blocks: nothing is unpacked from them

    limits = FetchLimits(total_seconds=20, body_bytes=10_000, allow_private=True)
    assert kind(site.add("/", endless), limits) is Reason.SIZE


HOSTILE = (
    "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]", "[fe80::1%25lo]", "0.0.0.0", "100.64.0.1", "169.254.169.254",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTILE)
def test_hostile_addresses_are_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
    monkeypatch.setattr(socket, "getaddrinfo", refuse_names(socket.getaddrinfo))
    assert kind(f"http://{host}/", FetchLimits()) in (Reason.BAD_ADDRESS, Reason.NETWORK)


def test_a_host_is_looked_up_once_for_one_request(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.add("/", page())
    asked = answer_for(monkeypatch, {"page.test": ["127.0.0.1"]}, later=["192.0.2.1"])
    got = exchange(f"http://page.test:{site.port}/", LIMITS)
    assert (asked, got.address) == (["page.test"], "127.0.0.1")


def test_an_exchange_can_be_read_as_an_answer_again(site: Site) -> None:
    """What is kept is an HTTP message that any reader of archives can take apart."""
    got = exchange(site.add("/", raw(CHUNKED)), LIMITS)
    assert read_again(got) == got.content


def read_again(got: Exchange) -> bytes:
    class Socket:
        def makefile(self, *_arguments: Any) -> io.BytesIO:
            return io.BytesIO(got.response)

    answer = http.client.HTTPResponse(Socket())  # type: ignore[arg-type]
    answer.begin()
    return answer.read()
