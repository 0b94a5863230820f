"""A web site on loopback for whole scans: several hundred pages, and all the ways in which a site can misbehave.

with Site() as site:
    ...                      # scan site.url with private addresses allowed
    site.expected            # what must come of each location
    site.change()            # then scan again: site.planted says what changed
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from xml.sax.saxutils import escape

from auditor.model.scan import Outcome, Reason
from tests.crawl.content import Article, article

Expected = tuple[Outcome, Reason | None]
Answer = Callable[["Handler"], None]

PAGE: Expected = (Outcome.PAGE, None)
REWORDED, FIXED, REMOVED, UNTOUCHED = 10, 20, 30, 40
"""Numbers of the articles with a claim that are changed for the second scan, and of one that is not."""
MODIFIED = "Tue, 03 Nov 2026 10:00:00 GMT"
AWAY = "http://away.invalid/page.html"


@dataclass(frozen=True)
class Asked:
    """One request."""

    time: float
    """When it came, on the monotonic clock."""
    path: str
    headers: Mapping[str, str]
    status: int


@dataclass
class Site:
    """The site; a context manager."""

    articles: int = 300
    crawl_delay: float = 0.0
    busy_seconds: int = 1
    """What the busy page asks to wait."""
    log: list[Asked] = field(default_factory=list)
    """Every request, in order."""
    planted: dict[str, str] = field(default_factory=dict)
    """After `change`: "reworded", "fixed", "removed", "new" and "untouched" to the location of the page."""

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.site = self
        self._lock = threading.Lock()
        self._tries: dict[str, int] = {}
        self._pages = {number: article(number) for number in range(1, self.articles + 1)}
        self._answers = self._all_answers()
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @cached_property
    def url(self) -> str:
        """The start page."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def at(self, path: str) -> str:
        """The location of a path."""
        return self.url + path.removeprefix("/")

    def article_url(self, number: int) -> str:
        """The location of an article."""
        return self.at(f"/leaflets/{number:03}.html")

    @property
    def expected_pages(self) -> frozenset[str]:
        """The locations that a scan of the site's sitemaps must have as pages: no more, no fewer."""
        return frozenset(location for location, (outcome, _) in self.expected.items() if outcome is Outcome.PAGE)

    @property
    def expected(self) -> dict[str, Expected]:
        """What must come of every location of a first scan of the site's sitemaps."""
        return (
            {self.article_url(number): PAGE for number in self._pages}
            | {self.at(path): expected for path, expected in _EXPECTED.items()}
            | {AWAY: (Outcome.SKIPPED, Reason.OFF_SITE)}
        )

    @property
    def claims(self) -> dict[str, str]:
        """Location to the sentence on it that has a finding."""
        return {self.article_url(number): page.claim for number, page in self._pages.items() if page.claim}

    def asked(self, path: str) -> list[Asked]:
        """The requests for a path."""
        return [each for each in self.log if each.path == path]

    def change(self) -> None:
        """Plants the changes for a second scan, and forgets the log."""
        new = self.articles + 10
        self._pages[REWORDED] = replace(
            self._pages[REWORDED], claim=self._pages[REWORDED].claim.replace("About", "Nearly")
        )
        self._pages[FIXED] = replace(self._pages[FIXED], claim="")
        self._pages[new] = Article(new, f"About {new % 90}% of adults in ward {new} sleep badly on trains.")
        del self._pages[REMOVED]
        named = {"reworded": REWORDED, "fixed": FIXED, "removed": REMOVED, "new": new, "untouched": UNTOUCHED}
        self.planted = {name: self.article_url(number) for name, number in named.items()}
        self.log.clear()
        self._answers = self._all_answers(gone={REMOVED})

    def without_sitemaps(self) -> None:
        """From now on robots.txt says nothing."""
        self._answers["/robots.txt"] = _send(b"", "text/plain")

    def answer(self, handler: Handler) -> None:
        """Answers a request."""
        self._answers.get(handler.path.partition("?")[0], _status(404))(handler)

    def tried(self, path: str) -> int:
        """How often a path was asked for before."""
        with self._lock:
            self._tries[path] = self._tries.get(path, 0) + 1
            return self._tries[path] - 1

    def _all_answers(self, gone: set[int] | None = None) -> dict[str, Answer]:
        listed = sorted({*self._pages, *(gone or ())})
        half = len(listed) // 2
        pages = {f"/leaflets/{number:03}.html": self._leaflet(number) for number in self._pages}
        robots = (
            f"User-agent: *\nDisallow: /private/\nCrawl-delay: {self.crawl_delay}\n"
            f"Sitemap: {self.at('sitemap_index.xml')}\n"
        )
        return {
            **pages,
            **self._odd_pages(),
            "/": self._page(Article(0).html(("leaflets/001.html", "/hidden/linked.html", "/private/a.html", AWAY))),
            "/hidden/linked.html": self._page(Article(0, extra="Linked only.").html(("deeper.html#top",))),
            "/hidden/deeper.html": self._page(Article(0, extra="Two links away.").html(("deepest.html",))),
            "/hidden/deepest.html": self._page(Article(0, extra="Three links away.").html()),
            "/robots.txt": _send(b"\xef\xbb\xbf" + robots.encode(), "text/plain"),
            "/sitemap_index.xml": _send(_index(map(self.at, _SITEMAPS)), "application/xml"),
            "/sitemaps/a.xml": _send(_urlset(map(self.article_url, listed[:half])), "application/xml"),
            "/sitemaps/b.xml.gz": _send(
                gzip.compress(_urlset(map(self.article_url, listed[half:]))), "application/gzip"
            ),
            "/sitemaps/odd.xml": _send(_urlset([*map(self.at, _LISTED), AWAY]), "text/xml"),
            "/sitemaps/broken.xml": _send(
                _urlset([self.at("/kept.html")]).removesuffix(b"</urlset>") + b"<url><loc", ""
            ),
        }

    def _leaflet(self, number: int) -> Answer:
        following = f"{number + 1:03}.html"
        content = self._pages[number].html((following, f"{following}?utm_source=leaflet", "#top"))
        return self._page(content, dated=number % 2 == 1, marked=number % 10 != 5)

    def _odd_pages(self) -> dict[str, Answer]:
        page = self._page
        latin = Article(0, extra="Ärzte raten: zwei Gläser Wasser.").html().decode()
        meta = latin.replace("<head>", "<head><meta charset='iso-8859-1'>")
        return {
            "/kept.html": page(Article(0, extra="Before the break.").html()),
            "/old.html": _moved("/leaflets/001.html"),
            "/moved.html": _moved("/moved/here.html", 301),
            "/moved/here.html": page(Article(0, extra="Here it is.").html()),
            "/chain/1": _moved("2"), "/chain/2": _moved("3"), "/chain/3": _moved("end.html"),
            "/chain/end.html": page(Article(0, extra="The end of a chain.").html()),
            **{f"/far/{number}": _moved(str(number + 1)) for number in range(1, 9)},
            "/loop/a": _moved("b"), "/loop/b": _moved("a"), "/loop/self": _moved("/loop/self"),
            "/away": _moved(AWAY),
            "/slow.html": _late(page(Article(0, extra="Slow.").html())),
            "/fails.html": _status(500),
            "/recovers.html": _once(_status(502), page(Article(0, extra="Back again.").html())),
            "/busy.html": _once(self._busy(), page(Article(0, extra="Free.").html())),
            "/members.html": _status(403),
            "/gone.html": _status(410),
            "/huge.html": page(b"<p>" + b"A long text without an end. " * 250_000),
            "/bomb.html": _send(_bomb(), "text/html", Content_Encoding="gzip"),
            "/cut.html": _cut_off,
            "/empty.html": page(b"\n"),
            "/leaflet.pdf": _send(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
            "/disguised.html": page(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
            "/picture.html": _send(b"\x89PNG\r\n\x1a\n", "image/png"),
            "/charset/header.html": _send(meta.encode(), "text/html; charset=utf-8"),
            "/charset/meta.html": _send(meta.encode("latin-1"), "text/html"),
            "/plain.txt": _send(b"Two glasses of water a day.\n", "text/plain; charset=utf-8"),
            "/private/a.html": page(Article(0, extra="Not for crawlers.").html()),
        }  # fmt: skip

    def _busy(self) -> Answer:
        return _status(429, Retry_After=str(self.busy_seconds))

    def _page(self, content: bytes, *, dated: bool = False, marked: bool = True) -> Answer:
        """A page that can be asked for conditionally: by date or by tag, or not at all."""
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        mark = ({"Last_Modified": MODIFIED} if dated else {"ETag": tag}) if marked else {}

        def answer(handler: Handler) -> None:
            asked = handler.headers.get("If-Modified-Since" if dated else "If-None-Match")
            if asked and asked in mark.values():
                handler.answer(304, b"", **mark)
            else:
                handler.answer(200, content, Content_Type="text/html; charset=utf-8", **mark)

        return answer


_SITEMAPS = ("sitemaps/a.xml", "sitemaps/b.xml.gz", "sitemaps/odd.xml", "sitemaps/broken.xml")
_FAILED, _SKIPPED, _REDIRECTED = Outcome.FAILED, Outcome.SKIPPED, (Outcome.REDIRECTED, None)
_LISTED: dict[str, Expected] = {
    "/leaflets/001.html?utm_source=letter&utm_medium=mail": (_SKIPPED, Reason.DUPLICATE),
    "/leaflets/002.html#part": (_SKIPPED, Reason.DUPLICATE),
    "/leaflets/x/../003.html": (_SKIPPED, Reason.DUPLICATE),
    "/old.html": _REDIRECTED,
    "/moved.html": _REDIRECTED,
    "/chain/1": _REDIRECTED,
    "/far/1": _REDIRECTED,
    "/loop/a": _REDIRECTED,
    "/loop/self": (_FAILED, Reason.BROKEN),
    "/away": _REDIRECTED,
    "/slow.html": PAGE,
    "/fails.html": (_FAILED, Reason.SERVER),
    "/recovers.html": PAGE,
    "/busy.html": PAGE,
    "/members.html": (_FAILED, Reason.CLOSED),
    "/gone.html": (_FAILED, Reason.GONE),
    "/huge.html": (_FAILED, Reason.SIZE),
    "/bomb.html": (_FAILED, Reason.SIZE),
    "/cut.html": (_FAILED, Reason.BROKEN),
    "/empty.html": (_FAILED, Reason.BROKEN),
    "/leaflet.pdf": (_SKIPPED, Reason.MEDIA_TYPE),
    "/disguised.html": (_SKIPPED, Reason.MEDIA_TYPE),
    "/picture.html": (_SKIPPED, Reason.MEDIA_TYPE),
    "/charset/header.html": PAGE,
    "/charset/meta.html": PAGE,
    "/plain.txt": PAGE,
    "/private/a.html": (_SKIPPED, Reason.ROBOTS),
}
_LED_TO: dict[str, Expected] = {
    "/kept.html": PAGE,
    "/sitemaps/broken.xml": (_FAILED, Reason.BROKEN),
    "/moved/here.html": PAGE,
    "/chain/2": _REDIRECTED,
    "/chain/3": _REDIRECTED,
    "/chain/end.html": PAGE,
    **{f"/far/{number}": _REDIRECTED for number in range(2, 6)},
    "/far/6": (_FAILED, Reason.BROKEN),
    "/loop/b": (_FAILED, Reason.BROKEN),
}
_EXPECTED = _LISTED | _LED_TO
"""Path to what must come of it, besides the leaflets."""


class _Server(ThreadingHTTPServer):
    site: Site
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, *_arguments: Any) -> None:
        """In silence: clients that go away are expected."""


class Handler(BaseHTTPRequestHandler):
    """Answers and keeps the log."""

    protocol_version = "HTTP/1.1"
    server: _Server
    sent = 0

    def do_GET(self) -> None:
        came, site = time.monotonic(), self.server.site
        try:
            site.answer(self)
        except OSError:
            self.close_connection = True  # the client has gone
        site.log.append(
            Asked(came, self.path, {name.lower(): value for name, value in self.headers.items()}, self.sent)
        )

    def answer(self, code: int, body: bytes, **headers: str) -> None:
        """A whole answer; underscores in names of headers stand for hyphens."""
        self.sent = code
        self.send_response(code)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """In silence."""


def _send(body: bytes, media_type: str, **headers: str) -> Answer:
    return lambda handler: handler.answer(200, body, Content_Type=media_type, **headers)


def _status(code: int, **headers: str) -> Answer:
    return lambda handler: handler.answer(code, b"<p>Sorry.</p>", Content_Type="text/html", **headers)


def _moved(target: str, code: int = 302) -> Answer:
    return lambda handler: handler.answer(code, b"", Location=target)


def _once(first: Answer, then: Answer) -> Answer:
    """Answers the first request one way, all others another."""

    def answer(handler: Handler) -> None:
        (then if handler.server.site.tried(handler.path) else first)(handler)

    return answer


def _late(answer: Answer) -> Answer:
    def late(handler: Handler) -> None:
        time.sleep(0.3)
        answer(handler)

    return late


def _cut_off(handler: Handler) -> None:
    handler.answer(200, b"<p>Half a", Content_Type="text/html", Content_Length="500")
    handler.close_connection = True


def _bomb() -> bytes:
    packer = zlib.compressobj(wbits=31)
    return b"".join([packer.compress(bytes(1_000_000)) for _ in range(50)]) + packer.flush()


def _urlset(locations: Iterable[str]) -> bytes:
    return _listing("urlset", "url", locations)


def _index(locations: Iterable[str]) -> bytes:
    return _listing("sitemapindex", "sitemap", locations)


def _listing(root: str, item: str, locations: Iterable[str]) -> bytes:
    lines = "".join(f"<{item}><loc>{escape(each)}</loc></{item}>\n" for each in locations)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{lines}</{root}>".encode()
