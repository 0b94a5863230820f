import gzip
import hashlib
import os
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.archive import ArchivedPage, BadRecord, EvidenceWriter, fast, is_kept, is_seekable, page_at, pages
from auditor.errors import FetchError
from auditor.model import RawPage
from auditor.model.scan import Record, Slice
from tests.archive.examples import (
    ASKED,
    HTML,
    INFO,
    LIMIT,
    answer,
    exchange,
    locations,
    members,
    read,
    response,
    warc,
    written,
    zipped,
)


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def short(value: object) -> str:
    return ascii(value)[:40]


WAYS = ("plain", "members", "whole")
READERS = ("fastwarc", "own")


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "own":
        monkeypatch.setattr(fast, "_engine", lambda: None)
    return str(request.param)


def stored(way: str, records: list[bytes]) -> bytes:
    if way == "members":
        return members(records)
    return packed(b"".join(records)) if way == "whole" else b"".join(records)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("way", WAYS)
def test_pages_are_read_however_the_archive_is_compressed(tmp_path: Path, way: str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(stored(way, [INFO, *(response(HTML + b"%d" % n, n) for n in range(5)), warc()]))
    found = read(path)
    assert locations(found) == [*(f"https://tea.example/{n}" for n in range(5)), "page.html"]
    for page in found:
        assert isinstance(page, ArchivedPage)
        assert page.captured == ASKED
        assert page.record.digest == hashlib.sha256(page.raw.content).hexdigest()
        assert page_at(page.record, tmp_path) == page


@pytest.mark.usefixtures("reader")
def test_a_stretch_holds_the_records_that_begin_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(members([INFO, *(response(number=n) for n in range(4))]))
    places = [each.record.offset for each in read(path) if isinstance(each, ArchivedPage)]
    assert locations(read(path, start=places[1], end=places[3])) == ["https://tea.example/1", "https://tea.example/2"]
    assert locations(read(path, start=places[3])) == ["https://tea.example/3"]


def test_long_stretches_are_read_alike_by_both_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(3)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(members([INFO, *(response(chance.randbytes(9_000).hex().encode(), n) for n in range(300))]))
    calls: list[int] = []
    monkeypatch.setattr(fast, "_held", counted(fast._held, calls))
    by_fastwarc = read(path)
    assert len(calls) == 301
    monkeypatch.setattr(fast, "_engine", lambda: None)
    assert read(path) == by_fastwarc
    assert len(by_fastwarc) == 300


def counted(call: Callable[..., Any], calls: list[int]) -> Callable[..., Any]:
    def counting(*given: Any) -> Any:
        calls.append(1)
        return call(*given)

    return counting


@pytest.mark.parametrize(
    "record",
    [
        response(status="404 Not Found"),
        response(status="301 Moved", fields="Location: /b\r\nContent-Type: text/html\r\n"),
        response(fields="Content-Type: image/png\r\n"),
        response(fields="Content-Type: application/json\r\n"),
        response(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", fields=""),
        warc(b"GET / HTTP/1.1\r\n\r\n", kind="request", uri="https://tea.example/"),
        warc(answer(), kind="revisit", uri="https://tea.example/"),
        warc(b"wget -r", uri="metadata://gnu.org/wget_arguments.txt", fields="Content-Type: text/plain\r\n"),
        warc(b"{}", uri="urn:pageinfo:https://tea.example/", fields="Content-Type: application/json\r\n"),
        warc(b"\x89PNG\r\n\0", uri="file:a.png", fields="Content-Type: image/png\r\n"),
        warc(b"1 A", kind="response", uri="dns:tea.example", fields="Content-Type: text/dns\r\n"),
    ],
    ids=short,
)  # fmt: skip
def test_what_is_no_page_is_passed_over(tmp_path: Path, record: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record + response(number=9))
    assert locations(read(path)) == ["https://tea.example/9"]


@pytest.mark.parametrize("status", ["200 OK", "203 Non-Authoritative Information", "200"])
@pytest.mark.parametrize(
    "kind", ["text/html", "TEXT/HTML; charset=x", "application/xhtml+xml", "text/plain", "text/markdown", ""]
)
def test_text_pages_are_taken(tmp_path: Path, status: str, kind: str) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(response(fields=f"Content-Type: {kind}\r\n" if kind else "", status=status))
    (page,) = read(path)
    assert isinstance(page, ArchivedPage)
    assert page.raw == RawPage(
        "https://tea.example/0", HTML, kind.partition(";")[0].lower(), "x" if ";" in kind else ""
    )


def chunked(body: bytes, step: int = 7) -> bytes:
    pieces = [body[at : at + step] for at in range(0, len(body), step)]
    return b"".join(b"%x;a=b\r\n%b\r\n" % (len(each), each) for each in pieces) + b"0\r\nTrailer: x\r\n\r\n"


def deflated(body: bytes, bits: int) -> bytes:
    engine = zlib.compressobj(wbits=bits)
    return engine.compress(body) + engine.flush()


def brotli(body: bytes) -> bytes:
    return bytes(pytest.importorskip("brotli").compress(body))


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", chunked(HTML)),
        ("transfer-encoding: Chunked\r\nContent-Encoding: GZIP\r\n", chunked(packed(HTML))),
        ("Content-Encoding: x-gzip\r\n", packed(HTML[:9]) + packed(HTML[9:])),
        ("Content-Encoding: gzip, identity\r\n", packed(HTML) + b"\0\0"),
        ("Content-Encoding: deflate\r\n", deflated(HTML, 15)),
        ("Content-Encoding: deflate\r\n", deflated(HTML, -15)),
        ("Content-Encoding: br\r\n", None),
        ("Content-Encoding: deflate, gzip\r\n", packed(deflated(HTML, 15))),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", HTML),
        ("Content-Encoding: br\r\n", HTML),
        ("Content-Encoding: deflate\r\n", HTML),
    ],
    ids=short,
)
def test_encodings_are_undone_and_pages_kept_decoded_are_taken(tmp_path: Path, fields: str, body: bytes | None) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(response(brotli(HTML) if body is None else body, fields=f"Content-Type: text/html\r\n{fields}"))
    (page,) = read(path)
    assert isinstance(page, ArchivedPage), page
    assert page.raw.content == HTML


@pytest.mark.parametrize(
    ("fields", "body", "reason"),
    [
        ("Content-Encoding: gzip", packed(HTML)[:-9], "cut off"),
        ("Content-Encoding: gzip", packed(HTML)[:-8] + b"\xff" * 8, "damaged"),
        ("Content-Encoding: gzip", packed(b" " * (LIMIT + 1)), "larger than 1,000,000 bytes"),
        ("Content-Encoding: gzip", packed(b" " * LIMIT) + packed(b" "), "larger than 1,000,000 bytes"),
        ("Content-Encoding: deflate", deflated(b" " * (LIMIT + 1), 15), "larger than 1,000,000 bytes"),
        ("Content-Encoding: deflate", deflated(HTML, -15)[:-5], "cut off"),
        ("Content-Encoding: zstd", b"\x28\xb5\x2f\xfd", "encoding “zstd”"),
        ("Transfer-Encoding: chunked", chunked(HTML)[:-20], "last chunk is missing"),
        ("Transfer-Encoding: chunked", b"3\r\nabcde\r\n0\r\n\r\n", "not as long as it says"),
        ("X: y", b" " * (LIMIT + 1), "larger than 1,000,000 bytes"),
        ("X: y", b" " * (3 * LIMIT), "larger than 1,000,000 bytes"),
    ],
    ids=short,
)
def test_a_page_that_cannot_be_had_whole_says_why(tmp_path: Path, fields: str, body: bytes, reason: str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(members([response(body, fields=f"Content-Type: text/html\r\n{fields}\r\n"), response(number=1)]))
    bad, page = read(path)
    assert isinstance(bad, BadRecord)
    assert reason in bad.reason
    assert (bad.location, bad.offset) == ("https://tea.example/0", 0)
    assert isinstance(page, ArchivedPage)


@pytest.mark.parametrize("content", [b"\0" * 40, HTML])
def test_brotli_without_its_package_or_damaged(tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(response(brotli(content)[:-1], fields="Content-Type: text/html\r\nContent-Encoding: br\r\n"))
    (bad,) = read(path)
    assert isinstance(bad, BadRecord)
    assert "cut off" in bad.reason or "damaged" in bad.reason
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    (bad,) = read(path)
    assert isinstance(bad, BadRecord)
    assert "install the package brotli" in bad.reason


def test_a_page_cut_off_by_its_crawler_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(response().replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date"))
    (bad,) = read(path)
    assert isinstance(bad, BadRecord)
    assert "WARC-Truncated: length" in bad.reason


def test_addresses_in_angle_brackets_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc(answer(), kind="response", uri="<https://tea.example/x>"))
    assert locations(read(path)) == ["https://tea.example/x"]


def test_an_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    (bad,) = read(tmp_path / "none.warc")
    assert isinstance(bad, BadRecord)
    assert "No such file" in bad.reason
    with pytest.raises(FetchError, match="cannot be read"):
        page_at(Record("none.warc", 0, 1), tmp_path)


def test_page_at_says_what_is_not_there(tmp_path: Path) -> None:
    record = written(tmp_path, [exchange(), exchange(1)])[0]
    assert page_at(record, tmp_path).raw.content == HTML
    for offset, reason in (
        (0, "no page stands there"),
        (record.offset + 1, "damaged"),
        (99_999, "no page stands there"),
    ):
        with pytest.raises(FetchError, match=f"at offset {offset}: .*{reason}"):
            page_at(Record(record.file, offset, record.length), tmp_path)


@given(st.binary(max_size=400), st.sampled_from((exchange, zipped)))
def test_any_bytes_come_back_from_the_evidence(tmp_path_factory: pytest.TempPathFactory, content: bytes, make) -> None:  # type: ignore[no-untyped-def]
    store = tmp_path_factory.mktemp("store")
    (record,) = written(store, [make(0, content)])
    page = page_at(record, store)
    assert (page.raw.content, page.record, page.captured) == (content, record, ASKED)


@given(st.text(min_size=1, max_size=60), st.binary(max_size=50))
def test_any_location_comes_back_from_the_evidence(
    tmp_path_factory: pytest.TempPathFactory, location: str, content: bytes
) -> None:
    store = tmp_path_factory.mktemp("store")
    with EvidenceWriter(store, 1) as writer:
        record = writer.file(location, content, "text/plain; charset=utf-8")
    page = page_at(record, store)
    assert page.raw == RawPage(location, content, "text/plain", "utf-8")
    assert page.record == record
    assert content.strip() == b"" or [*pages(Slice(record.file), store, LIMIT)] == [page]


def test_an_empty_page_is_none(tmp_path: Path) -> None:
    (record,) = written(tmp_path, [exchange(0, b" \n")])
    assert [*pages(Slice(record.file), tmp_path, LIMIT)] == [
        BadRecord("https://tea.example/0", "is empty; expected a page", record.offset)
    ]


def test_a_page_without_an_address_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc(answer(), kind="response", uri=""))
    assert read(path) == [BadRecord(f"{path} at offset 0", "the record names no address", 0)]


def test_a_record_is_kept_while_its_file_is(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first, last = written(store, [exchange(0), exchange(1)])
    assert is_kept(first, store)
    assert is_kept(last, store)
    os.truncate(store / last.file, last.offset + last.length - 1)
    assert (is_kept(first, store), is_kept(last, store)) == (True, False)
    (store / last.file).unlink()
    assert not is_kept(first, store)


@pytest.mark.parametrize(("way", "seekable"), [("plain", True), ("members", True), ("whole", False)])
def test_a_record_of_an_archive_outside_is_kept_while_its_file_is(tmp_path: Path, way: str, seekable: bool) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(stored(way, [INFO, *(response(HTML * 20, n) for n in range(9))]))
    last = read(path)[-1]
    assert isinstance(last, ArchivedPage)
    assert is_kept(last.record, tmp_path / "store")
    assert is_seekable(path) is seekable
    path.unlink()
    assert not is_kept(last.record, tmp_path / "store")
