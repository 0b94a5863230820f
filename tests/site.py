"""A web site on loopback whose pages misbehave as told."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Page = Callable[["Handler"], None]


@dataclass
class Site:
    """Serves `pages` by path; `asked` holds (path, headers) of every request in order."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over, so that pages that hang can end."""
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.site = self
        if self.tls:
            self._server.socket = self.tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, path: str, page: Page) -> str:
        """The address of a new page."""
        self.pages[path] = page
        return self.root + path


class _Server(ThreadingHTTPServer):
    site: Site
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_arguments: Any) -> None:
        """In silence: clients that go away are what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    """Gives a page the socket and helpers to answer."""

    server: _Server

    @property
    def site(self) -> Site:
        return self.server.site

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        try:
            self.site.pages.get(self.path, status(404))(self)
        except OSError:
            self.close_connection = True  # the client has gone, as it should where a page misbehaves

    def answer(self, body: bytes, code: int = 200, **headers: str) -> None:
        """A whole answer; underscores in header names stand for hyphens, an empty value takes a header out."""
        sent = {"Content-Type": "text/html", "Content-Length": str(len(body))}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.send_response(code)
        for name, value in sent.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """In silence."""


def page(body: bytes = b"<p>An ERR here.</p>", code: int = 200, **headers: str) -> Page:
    """A page that answers as it should."""
    return lambda handler: handler.answer(body, code, **headers)


def status(code: int) -> Page:
    """An answer without a page."""
    return page(b"<p>Sorry.</p>", code)


def redirect(location: str, code: int = 302) -> Page:
    """An answer that points elsewhere."""
    return page(b"", code, Location=location)


def hang(handler: Handler) -> None:
    """No answer at all."""
    handler.site.over.wait(30)


def drip(handler: Handler) -> None:
    """A body that comes byte by byte and never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while not handler.site.over.wait(0.02):
        handler.wfile.write(b"a")


def drip_header(handler: Handler) -> None:
    """A header that comes byte by byte and never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.site.over.wait(0.02):
        handler.wfile.write(b"a")
