"""An archive that another crawler has written."""

import gzip
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from auditor.archive import Kind, slices, verify_pointers
from auditor.archive.pages import ArchivedPage
from auditor.model.scan import Capture, Outcome
from tests.archive.examples import locations, read

START = b'<!doctype html><title>Tea</title><p><a href="/b">b</a> <a href="/c">c</a> <a href="/none">n</a>'


class Pages(BaseHTTPRequestHandler):
    """Three pages: one plain, one in chunks, one compressed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        bodies = {"/": START, "/b": b"<p>in chunks", "/c": gzip.compress(b"<p>compressed")}
        body = bodies.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/c":
            self.send_header("Content-Encoding", "gzip")
        if self.path == "/b":
            self.send_header("Transfer-Encoding", "chunked")
            body = b"3\r\n<p>\r\n9\r\nin chunks\r\n0\r\n\r\n"
        else:
            self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_said: object) -> None:
        """Says nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.skipif(shutil.which("wget") is None, reason="needs wget")
def test_what_wget_wrote_is_read_and_verified(tmp_path: Path, address: str) -> None:
    command = ["wget", "-q", "-r", "-l1", "--delete-after", "--warc-file=site", f"{address}/"]
    subprocess.run(command, cwd=tmp_path, check=False, timeout=30)
    found = [each for each in read(tmp_path / "site.warc.gz") if isinstance(each, ArchivedPage)]
    assert sorted(locations(found)) == [f"{address}/", f"{address}/b", f"{address}/c"]
    contents = {each.raw.location[len(address) :]: each.raw.content for each in found}
    assert contents == {"/": START, "/b": b"<p>in chunks", "/c": b"<p>compressed"}
    assert [each.raw.charset for each in found] == ["utf-8"] * 3
    assert sum(count for _, count in slices(tmp_path / "site.warc.gz")) >= 3
    captures = [Capture(each.raw.location, Outcome.PAGE, record=each.record) for each in found]
    told = list(verify_pointers(tmp_path, captures, (), lambda raw: pytest.fail(raw.location)))
    assert [(each.kind, each.fault) for each in told] == [(Kind.PAGE, "")] * 3
