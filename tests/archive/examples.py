"""Exchanges and archives for the tests of the archive."""

import gzip
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from auditor.archive import ArchivedPage, BadRecord, EvidenceWriter, pages
from auditor.model.scan import Exchange, Record, Slice

LIMIT = 1_000_000
ASKED = "2026-03-04T05:06:07Z"
HTML = b"<!doctype html><title>Tea</title><p>Most of our readers drink tea.</p>"


def exchange(
    number: int = 0, content: bytes = HTML, *, fields: bytes = b"Content-Type: text/html; charset=utf-8\r\n",
    body: bytes | None = None, status: int = 200,
) -> Exchange:  # fmt: skip
    """A page as it came over the wire; `body` where it is not the content as it is."""
    wire = content if body is None else body
    return Exchange(
        url=f"https://tea.example/{number}",
        address="192.0.2.7",
        asked=ASKED,
        request=b"GET /%d HTTP/1.1\r\nHost: tea.example\r\n\r\n" % number,
        response=b"HTTP/1.1 %d Said\r\n%b\r\n%b" % (status, fields, wire),
        status=status,
        content=content,
        media_type="text/html",
        charset="utf-8",
    )


def zipped(number: int = 0, content: bytes = HTML) -> Exchange:
    """The same, compressed on its way."""
    fields = b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    return exchange(number, content, fields=fields, body=gzip.compress(content, mtime=0))


def not_modified(number: int = 0) -> Exchange:
    return replace(exchange(number, b"", fields=b'ETag: "1"\r\n', status=304), media_type="")


def written(store: Path, exchanges: Iterable[Exchange], run: int = 1) -> list[Record]:
    """The records of a finished run."""
    with EvidenceWriter(store, run) as writer:
        return [writer.fetched(each) for each in exchanges]


def read(path: Path, *, start: int = 0, end: int | None = None, limit: int = LIMIT) -> list[ArchivedPage | BadRecord]:
    """All that an archive outside a store holds."""
    return list(pages(Slice(str(path), start, end), path.parent, limit))


def warc(
    block: bytes = HTML, *, kind: str = "resource", uri: str = "file:page.html", fields: str = "", size: object = None
) -> bytes:
    """A record that is not compressed."""
    said = f"WARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {ASKED}\r\n{fields}"
    return (
        f"WARC/1.1\r\n{said}Content-Length: {len(block) if size is None else size}\r\n\r\n".encode()
        + block
        + b"\r\n" * 2
    )


def answer(body: bytes = HTML, fields: str = "Content-Type: text/html\r\n", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{fields}\r\n".encode("latin-1") + body


def response(body: bytes = HTML, number: int = 0, **said: str) -> bytes:
    """A response record that is not compressed."""
    fields = "Content-Type: application/http;msgtype=response\r\n"
    return warc(answer(body, **said), kind="response", uri=f"https://tea.example/{number}", fields=fields)


INFO = warc(b"software: x\r\n", kind="warcinfo", uri="")


def members(records: Iterable[bytes]) -> bytes:
    """An archive with a gzip member for each record."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def locations(found: Iterable[ArchivedPage | BadRecord]) -> list[str]:
    """Where the pages are from; of what is bad, "bad" and its offset."""
    return [f"bad {each.offset}" if isinstance(each, BadRecord) else each.raw.location for each in found]
