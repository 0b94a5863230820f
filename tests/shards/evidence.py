"""Small archives of invented pages, written record by record, and rules that do harm."""

import gzip
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from auditor.archive import slices
from auditor.model.scan import PageResult, Run, Shard
from auditor.settings import Settings
from auditor.shards import Work, plan, results, ruleset, write_manifest

AS_OF = date(2026, 1, 1)
FILLER = "<p>Plain words about walks in the old town stand here, nothing else.</p>"
FLAWED = "<p>Revenue of $XX billion.</p>"

PACK = '''"""Ends its process.

Flags     nothing.
Why       tests need it.
Remedy    none.
Limits    none.
See       nothing.
"""

import os
import re
import signal
import time

from auditor.check import Flagged, Rule
from auditor.model import Severity

rule = Rule(__name__, severity=Severity.INFO, flags=(), passes=(), standards=("none",))


@rule.check
def harm(document, options):
    source = document.page.source
    if "POISON" in source:
        os.kill(os.getpid(), signal.SIGKILL)
    if "SLOW" in source:
        re.search("(a+)+$", "a" * 64 + "!")
    if "STUCK" in source:
        time.sleep(0.2)
    yield from ()
'''


def page(number: int, extra: str = "") -> tuple[str, str]:
    """An address and its mark-up; every third page is flawed."""
    body = FILLER * 30 + (FLAWED if number % 3 == 0 else "") + extra
    return f"https://garden.example/{number}", f"<html><title>Walks</title><main>{body}</main></html>"


def record(url: str, html: str) -> bytes:
    """A `response` record, compressed by itself (WARC 1.1, 6.3 and annex D)."""
    body = html.encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def write_archive(path: Path, pages: Iterable[tuple[str, str]]) -> Path:
    """An archive of these pages."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(record(*each) for each in pages))
    return path


def write_pack(folder: Path) -> str:
    """A pack with a rule that kills, is slow or sleeps where the page asks for it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "harm.py").write_text(PACK, "utf-8")
    return str(folder)


def settings(pack: str = "") -> Settings:
    """Few rules, so that a page costs little."""
    chosen = ("placeholder-figure", *(("harm",) if pack else ()))
    return Settings(as_of=AS_OF, select=chosen, packs=(pack,) if pack else ())


def planned(store: Path, archives: Iterable[Path], work: Work, *, most: int) -> Path:
    """A manifest whose shards hold so many pages at most; tiny, so that there are some."""
    digest, _ = ruleset(work.settings)
    shards: list[Shard] = []
    for path in archives:
        for piece in slices(path, pages=most, store=store):
            shards += plan([piece], digest, "1")
    run = Run(1, (), AS_OF, "2026-01-01T00:00:00Z", version="1", ruleset=digest)
    manifest = store / "runs" / "0001" / "manifest.jsonl"
    write_manifest(manifest, run, shards)
    return manifest


def outputs(out: Path) -> dict[str, bytes]:
    """Name to content of every file that a run leaves."""
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def locations(found: Iterable[PageResult]) -> list[str]:
    """Of all results, in order."""
    return [each.report.location for each in found]


def all_results(manifest: Path) -> list[PageResult]:
    """The results of a plan."""
    return list(results(manifest, manifest.parent / "shards"))
