import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator as SlowIterator

from auditor.archive import ArchivedPage, EvidenceWriter, evidence, page_at, pages
from auditor.archive.chain import Chain, Entry, Event
from auditor.errors import UsageError
from auditor.model.scan import Record, Slice
from tests.archive.examples import ASKED, HTML, LIMIT, exchange, not_modified, written, zipped
from tests.samples import ROOT


def by_warcio(path: Path) -> Iterator[tuple[str, dict[str, str], bytes]]:
    """Type, fields and block of each record, its digests verified."""
    with path.open("rb") as file:
        for record in SlowIterator(file, no_record_parse=True):
            yield record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read()
    with path.open("rb") as file:
        for record in SlowIterator(file, check_digests="raise"):
            record.content_stream().read()


def by_fastwarc(path: Path) -> Iterator[tuple[str, dict[str, str], bytes]]:
    """The same; a revisit has no payload to verify."""
    for record in FastIterator(path.open("rb"), parse_http=False):
        assert record.verify_block_digest()
        block = record.reader.read()
        yield record.headers["WARC-Type"], dict(record.headers.items()), block
    for record in FastIterator(path.open("rb")):
        if record.headers["WARC-Type"] == "response":
            assert record.verify_payload_digest()


def archived(store: Path) -> list[str]:
    return sorted(path.relative_to(store).as_posix() for path in store.glob("evidence/*/*"))


def found(store: Path) -> list[str]:
    """The location of every page in the evidence, in order."""
    return [
        each.raw.location
        for name in archived(store)
        for each in pages(Slice(name), store, LIMIT)
        if isinstance(each, ArchivedPage)
    ]


def test_records_are_what_warc_1_1_asks_for_in_the_eyes_of_two_readers(tmp_path: Path) -> None:
    sent = zipped(1)
    with EvidenceWriter(tmp_path, 1) as writer:
        page = writer.fetched(sent)
        writer.file("a b.md", b"# Tea", "text/markdown")
        writer.unchanged(not_modified(1), page)
    path = tmp_path / page.file
    records = list(by_warcio(path))
    assert records == list(by_fastwarc(path))
    (_, info, told), (_, asked, question), (_, said, answer), (_, file, content), _, (_, same, note) = records
    assert [kind for kind, _, _ in records] == ["warcinfo", "request", "response", "resource", "request", "revisit"]
    assert info["WARC-Filename"] == "00001.warc.gz"
    assert b"conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/" in told
    assert (question, answer) == (sent.request, sent.response)
    assert asked["WARC-Concurrent-To"] == said["WARC-Record-ID"]
    assert said["WARC-Target-URI"] == asked["WARC-Target-URI"] == "https://tea.example/1"
    assert said["WARC-IP-Address"] == "192.0.2.7"
    assert said["WARC-Date"] == ASKED
    assert said["WARC-Payload-Digest"].startswith("sha256:")
    assert (file["WARC-Target-URI"], file["Content-Type"], content) == ("file:a%20b.md", "text/markdown", b"# Tea")
    assert same["WARC-Profile"].endswith("/server-not-modified")
    assert same["WARC-Refers-To"] == said["WARC-Record-ID"]
    assert (same["WARC-Refers-To-Target-URI"], same["WARC-Refers-To-Date"]) == ("https://tea.example/1", ASKED)
    assert note == not_modified(1).response


def test_records_are_where_they_are_said_to_be(tmp_path: Path) -> None:
    with EvidenceWriter(tmp_path, 1) as writer:
        records = [writer.fetched(exchange(n, HTML + b"%d" % n)) for n in range(9)]
        records.append(writer.file("x.md", b"x"))
        for record in records:
            page = page_at(record, tmp_path)
            assert page.record == record
    assert page.raw.location == "x.md"


def test_a_page_that_came_again_unchanged_is_a_revisit_of_the_first(tmp_path: Path) -> None:
    (first,) = written(tmp_path, [exchange(1)])
    with EvidenceWriter(tmp_path, 2) as writer:
        again, packed = writer.unchanged(exchange(1), first), writer.unchanged(zipped(1), first)
        gone = writer.unchanged(exchange(1), Record("evidence/0001/00009.warc.gz", 0, 9, first.digest))
    assert {again.digest, packed.digest, gone.digest} == {first.digest}
    assert again.offset < packed.offset < gone.offset
    revisits = [record[1:] for record in by_warcio(tmp_path / again.file) if record[0] == "revisit"]
    assert [fields["WARC-Profile"].rpartition("/")[2] for fields, _ in revisits] == [
        "identical-payload-digest",
        "urn:health-page-auditor:revisit:same-page",
        "urn:health-page-auditor:revisit:same-page",
    ]
    assert revisits[0][1] == b"HTTP/1.1 200 Said\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    assert revisits[1][1] == zipped(1).response
    assert "WARC-Refers-To" not in revisits[2][0]
    assert list(pages(Slice(again.file), tmp_path, LIMIT)) == []


def test_an_address_cannot_add_fields(tmp_path: Path) -> None:
    evil = replace(exchange(), url="https://tea.example/\r\nWARC-Type: x\u2028 y", address="192.0.2.7\nX: y")
    (record,) = written(tmp_path, [evil])
    _, _, (kind, fields, _) = by_warcio(tmp_path / record.file)
    assert kind == "response"
    assert fields["WARC-Target-URI"] == "https://tea.example/%0D%0AWARC-Type:%20x%E2%80%A8%20y"
    assert "X" not in fields


def test_a_new_file_begins_when_one_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_PAGES", 3)
    written(tmp_path, map(exchange, range(7)))
    assert archived(tmp_path) == [f"evidence/0001/0000{n}.warc.gz" for n in (1, 2, 3)]
    entries = list(Chain(tmp_path).entries())
    assert [each.records for each in entries if isinstance(each, Entry)] == [7, 7, 3]
    monkeypatch.setattr(evidence, "MOST_BYTES", 10)
    written(tmp_path, map(exchange, range(3)), run=2)
    assert [Path(name).name for name in archived(tmp_path)[3:]] == [f"0000{n}.warc.gz" for n in (1, 2, 3)]


def test_what_is_written_is_in_the_file_when_the_call_returns(tmp_path: Path) -> None:
    with EvidenceWriter(tmp_path, 1) as writer:
        record = writer.fetched(exchange())
        assert (tmp_path / record.file).stat().st_size == record.offset + record.length


def test_a_run_without_pages_leaves_no_file(tmp_path: Path) -> None:
    EvidenceWriter(tmp_path, 1).close()
    assert archived(tmp_path) == []
    assert list(Chain(tmp_path).entries()) == []


def test_six_threads_write_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_PAGES", 70)
    with EvidenceWriter(tmp_path, 1) as writer, ThreadPoolExecutor(6) as pool:
        records = list(pool.map(lambda n: writer.fetched(zipped(n, HTML + b"%d" % n)), range(300)))
    for number, record in enumerate(records):
        page = page_at(record, tmp_path)
        assert (page.record, page.raw.content) == (record, HTML + b"%d" % number)
    read = [record for name in archived(tmp_path) for record in by_warcio(tmp_path / name)]
    assert read == [record for name in archived(tmp_path) for record in by_fastwarc(tmp_path / name)]
    assert sum(kind == "response" for kind, _, _ in read) == 300
    assert len(archived(tmp_path)) == 5


@pytest.mark.parametrize("keep", [None, 0, 2, 3, 4, 6])
@pytest.mark.parametrize("closed", [True, False])
def test_a_run_goes_on_behind_its_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: int | None, closed: bool
) -> None:
    monkeypatch.setattr(evidence, "MOST_PAGES", 3)
    first = EvidenceWriter(tmp_path, 1)
    records = [first.fetched(exchange(n)) for n in range(7)]
    if closed:
        first.close()
    kept = 0 if keep is None else keep + 1
    with EvidenceWriter(tmp_path, 1, None if keep is None else records[keep]) as second:
        more = [second.fetched(exchange(n)) for n in range(kept, 9)]
    assert sorted(found(tmp_path)) == [f"https://tea.example/{n}" for n in range(9)]
    for number, record in enumerate([*records[:kept], *more]):
        assert page_at(record, tmp_path).raw.location == f"https://tea.example/{number}"
    for name in archived(tmp_path):
        assert list(by_warcio(tmp_path / name)) == list(by_fastwarc(tmp_path / name))
    assert {name for name, entry in Chain(tmp_path).latest().items() if entry.event is Event.CLOSED} == set(
        archived(tmp_path)
    )


def test_going_on_with_nothing_to_do_changes_nothing(tmp_path: Path) -> None:
    *_, last = written(tmp_path, map(exchange, range(3)))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    EvidenceWriter(tmp_path, 1, last).close()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_journal_that_knows_more_than_the_files_is_told(tmp_path: Path) -> None:
    *_, last = written(tmp_path, map(exchange, range(3)))
    (tmp_path / "evidence/chain.jsonl").unlink()
    os.truncate(tmp_path / last.file, last.offset + 9)
    with pytest.raises(UsageError, match="is shorter than the journal"):
        EvidenceWriter(tmp_path, 1, last)
    (tmp_path / last.file).unlink()
    with pytest.raises(UsageError, match="is gone"):
        EvidenceWriter(tmp_path, 1, last)


WRITE = """
import sys, json
from dataclasses import astuple
from pathlib import Path
from auditor.archive import EvidenceWriter, evidence
from auditor.model.scan import Record
from tests.archive.examples import exchange
evidence.MOST_PAGES = 40
journal = Path(sys.argv[1]) / "journal"
lines = journal.read_text().split("\\n")[:-1] if journal.exists() else []
with EvidenceWriter(Path(sys.argv[1]), 1, Record(*json.loads(lines[-1])) if lines else None) as writer:
    with journal.open("w") as file:
        file.write("".join(line + "\\n" for line in lines))
        for number in range(len(lines), 100_000):
            record = writer.fetched(exchange(number, bytes(str(number), "ascii") * 2_000))
            file.write(json.dumps(astuple(record)) + "\\n")
            file.flush()
"""


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_a_writer_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    for seconds in (0.02, 0.11, 0.05, 0.2):
        before = size_of(tmp_path / "journal")
        process = subprocess.Popen([sys.executable, "-c", WRITE, str(tmp_path)], cwd=ROOT)
        wait_for(partial(grown, tmp_path / "journal", before))
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    lines = (tmp_path / "journal").read_text().split("\n")[:-1]
    records = [Record(*json.loads(line)) for line in lines]
    EvidenceWriter(tmp_path, 1, records[-1]).close()
    assert len(records) > 50
    assert found(tmp_path) == [f"https://tea.example/{n}" for n in range(len(records))]
    for number, record in enumerate(records):
        assert page_at(record, tmp_path).raw.location == f"https://tea.example/{number}"
    assert all(isinstance(entry, Entry) for entry in Chain(tmp_path).entries())


def grown(path: Path, before: int) -> bool:
    return size_of(path) > before


def size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


FILL = """
import errno, resource, sys
from pathlib import Path
from auditor.archive import EvidenceWriter
from tests.archive.examples import exchange
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
full = 0
with EvidenceWriter(Path(sys.argv[1]), 1) as writer:
    for number in range(40):
        try:
            writer.fetched(exchange(number, bytes(range(256)) * (40 if number % 2 else 1)))
            print(number)
        except OSError as error:
            full += error.errno == errno.EFBIG
assert full
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on files")
def test_a_disk_that_is_full_leaves_whole_records(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    kept = [f"https://tea.example/{number}" for number in done.stdout.split()]
    assert 4 < len(kept) < 40
    assert found(tmp_path) == kept
    (name,) = archived(tmp_path)
    assert len(list(by_warcio(tmp_path / name))) == 2 * len(kept) + 1
