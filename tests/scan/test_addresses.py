"""A page is the same in every run, however its address is written and whatever order its site prefers."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from auditor.model.scan import Change, FindingRow
from auditor.store import Store
from tests.scan.test_site import scan

PAGE = b"<!DOCTYPE html><title>Sleep</title><p>About 80% of adults sleep badly on trains.</p>"


class Handler(BaseHTTPRequestHandler):
    """One page that wants its parameters as z, then a, and redirects every other order to that one."""

    def do_GET(self) -> None:
        self.server.paths.append(self.path)  # type: ignore[attr-defined]
        if self.path.endswith("?a=1&z=2"):
            self._answer(302, b"", "Location", self.path.replace("a=1&z=2", "z=2&a=1"))
        elif self.headers.get("If-None-Match") == '"1"':
            self._answer(304, b"", "ETag", '"1"')
        else:
            self._answer(200 if self.path.endswith("?z=2&a=1") else 404, PAGE, "ETag", '"1"')

    def _answer(self, code: int, body: bytes, name: str, value: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """In silence."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.paths = []  # type: ignore[attr-defined]
    threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def test_two_runs_over_two_ways_to_write_an_address(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    at = f"http://127.0.0.1:{server.server_address[1]}/p"
    store = tmp_path / "store"
    rows: list[FindingRow] = []
    for run, query in enumerate(("z=2&a=1", "a=1&z=2"), 1):
        done = scan(store, f"{at}?{query}", "--delay", "0", "--as-of", "2026-11-25", "--quiet")
        assert done.returncode == 0, done.stdout + done.stderr
        with Store.open(store) as opened:
            (row,) = opened.findings(opened.run(str(run)))
        rows.append(row)
    assert {row.location for row in rows} == {f"{at}?a=1&z=2"}
    assert [row.change for row in rows] == [Change.NEW, Change.PERSISTING]
    assert rows[1].record == rows[0].record  # the second run was told that nothing changed
    paths = [path for path in server.paths if path != "/robots.txt"]  # type: ignore[attr-defined]
    assert paths == ["/p?z=2&a=1", "/p?a=1&z=2", "/p?z=2&a=1"]
