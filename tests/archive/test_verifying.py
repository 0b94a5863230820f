import gzip
import json
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor import pipeline
from auditor.archive import (
    ArchivedPage,
    Checked,
    EvidenceWriter,
    Kind,
    evidence,
    page_at,
    purge,
    verify_files,
    verify_pointers,
)
from auditor.archive.chain import NAME, Chain
from auditor.errors import ParseError
from auditor.model import Page, RawPage, Severity
from auditor.model.scan import Capture, Change, Decision, FindingRow, Outcome, Record
from auditor.settings import Settings
from tests.archive.examples import exchange, members, response, warc, written, zipped
from tests.archive.examples import read as archived

CLAIM = "<p>Some 71% of tea&shy; drinkers <b>sleep</b>&nbsp;better, and 4 of 5 felt no pain.</p>"
PAGE = f"<!doctype html><title>Tea</title><body><main><h1>Tea</h1>{CLAIM}</main></body>".encode()

SETTINGS = Settings(as_of=date(2026, 3, 4))


def findings(record: Record, store: Path) -> list[FindingRow]:
    """What an audit of the page of a record finds, as the store gives it."""
    page = page_at(record, store)
    return [
        FindingRow(
            1, "tea.example", page.raw.location, each.rule, Severity.ERROR, each.confidence, Change.NEW, Decision.OPEN,
            each.message, each.fix, each.quote, each.context, "", each.location.start.line, each.location.start.column,
            each.location.start.offset, each.location.end.offset, each.fingerprint, "", record=record,
        )
        for each in pipeline.audit_page(page.raw, SETTINGS).findings
    ]  # fmt: skip


def captures(records: Iterable[Record]) -> list[Capture]:
    return [Capture(f"https://tea.example/{n}", Outcome.PAGE, record=each) for n, each in enumerate(records)]


def read(raw: RawPage) -> Page:
    return pipeline.read_document(raw).page


def faults(found: Iterable[Checked]) -> list[str]:
    return [str(each) for each in found if each.fault]


def counts(found: Iterable[Checked]) -> dict[Kind, int]:
    told: dict[Kind, int] = {}
    for each in found:
        assert not each.fault, each
        told[each.kind] = told.get(each.kind, 0) + each.count
    return told


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """Six pages in three files."""
    monkeypatch.setattr(evidence, "MOST_PAGES", 2)
    return written(tmp_path, [(exchange, zipped)[n % 2](n, PAGE + b"<p>%d" % n) for n in range(6)])


def test_all_is_well(tmp_path: Path, records: list[Record]) -> None:
    assert counts(verify_files(tmp_path)) == {Kind.FILE: 3, Kind.RECORD: 15}
    rows = [row for record in records for row in findings(record, tmp_path)]
    assert len(rows) >= 12
    told = counts(verify_pointers(tmp_path, captures(records), rows, read))
    assert told == {Kind.PAGE: 6, Kind.QUOTE: len(rows)}


def test_only_one_run_is_looked_at_where_one_is_named(tmp_path: Path, records: list[Record]) -> None:
    written(tmp_path, map(exchange, range(2)), run=2)
    (tmp_path / records[0].file).unlink()
    assert counts(verify_files(tmp_path, 2)) == {Kind.FILE: 1, Kind.RECORD: 5}
    assert faults(verify_files(tmp_path, 1))


@pytest.mark.parametrize("at", [0.02, 0.3, 0.5, 0.8, 0.99])
def test_a_changed_byte_is_found_and_its_record_named(tmp_path: Path, records: list[Record], at: float) -> None:
    rows, record = findings(records[0], tmp_path), records[3]
    path = tmp_path / record.file
    content = bytearray(path.read_bytes())
    place = record.offset + 12 + int((record.length - 12) * at)
    content[place] ^= 0x10
    path.write_bytes(content)
    file, bad = faults(verify_files(tmp_path))
    assert file.startswith(f"{record.file}: expected {len(content):,} bytes with SHA-256 ")
    assert bad.startswith(f"{record.file}: offset {record.offset}: expected a whole record, found: ")
    told = list(verify_pointers(tmp_path, captures(records), [*rows, replace(rows[0], record=record)], read))
    page, words = [each for each in told if each.fault]
    assert (page.kind, page.file, page.offset) == (Kind.PAGE, record.file, record.offset)
    assert (words.kind, words.offset) == (Kind.QUOTE, record.offset)
    assert f"the words of {rows[0].rule}" in words.fault


def test_a_record_that_was_written_anew_is_found_by_all_that_knew_it(tmp_path: Path, records: list[Record]) -> None:
    record = records[0]
    path = tmp_path / record.file
    content = path.read_bytes()
    forged = gzip.decompress(content[record.offset : record.offset + record.length]).replace(b"71%", b"17%")
    packed = gzip.compress(forged, mtime=0)
    path.write_bytes(content[: record.offset] + packed + content[record.offset + record.length :])
    file, block = faults(verify_files(tmp_path))
    assert "with SHA-256" in file
    assert "expected the block digest sha256:" in block
    assert "expected the payload digest sha256:" in block
    (page, *_) = faults(verify_pointers(tmp_path, captures(records[:1]), (), read))
    assert f"offset {record.offset}: expected the block digest" in page


def test_a_forger_who_mends_the_digests_is_found_by_the_store(tmp_path: Path, records: list[Record]) -> None:
    honest, forged = tmp_path, tmp_path / "forged"
    (other,) = written(forged, [exchange(0, PAGE.replace(b"71%", b"17%") + b"<p>0")])
    assert counts(verify_files(forged))
    rows = findings(records[0], honest)
    told = list(verify_pointers(forged, captures([replace(other, digest=records[0].digest)]), (), read))
    assert "expected a page with SHA-256" in told[0].fault
    told = list(verify_pointers(forged, (), [replace(row, record=other) for row in rows], read))
    assert [each.fault for each in told if "71" in each.fault and ", found “Some 17%" in each.fault]


def test_what_is_missing_is_named(tmp_path: Path, records: list[Record]) -> None:
    (tmp_path / records[0].file).unlink()
    os.truncate(tmp_path / records[2].file, records[3].offset)
    told = list(verify_files(tmp_path))
    missing, lost, cut, fewer = faults(told)
    assert missing.startswith(f"{records[0].file}: expected a file of ")
    assert lost == f"{records[0].file}: expected 5 records, found none"
    assert cut.startswith(f"{records[2].file}: expected ")
    assert fewer == f"{records[2].file}: expected 5 records, found 4"
    assert sum(each.count for each in told if each.kind is Kind.RECORD) == 15
    assert sum(each.count for each in told if each.kind is Kind.RECORD and each.fault) == 6
    first, second, third = faults(verify_pointers(tmp_path, captures(records), (), read))
    for fault, record in zip((first, second), records, strict=False):
        assert fault.startswith(f"{record.file}: offset {record.offset}: expected an archive, found none (No such file")
    assert third == f"{records[3].file}: offset {records[3].offset}: expected a record, found the end of the file"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"offset": 1}, "damaged"),
        ({"offset": 0}, "a record that holds none"),
        ({"length": 5}, "expected a record of 5 bytes, found one of "),
        ({"digest": "00" * 32}, f"expected a page with SHA-256 {'00' * 32}, found "),
        ({"offset": 10**9}, "found the end of the file"),
        ({"file": "evidence/0001/00009.warc.gz"}, "expected an archive, found none"),
    ],
)
def test_a_wrong_pointer_is_named(tmp_path: Path, records: list[Record], change: dict[str, int], fault: str) -> None:
    wrong = replace(records[1], **change)  # type: ignore[arg-type]
    ((only),) = faults(verify_pointers(tmp_path, captures([*records, wrong]), (), read))
    assert only.startswith(f"{wrong.file}: offset {wrong.offset}: ")
    assert fault in only


def test_words_that_stand_elsewhere_are_named(tmp_path: Path, records: list[Record]) -> None:
    row = findings(records[0], tmp_path)[0]
    wrong = [replace(row, start=row.start + 1), replace(row, end=row.end + 1), replace(row, quote=row.quote + "!")]
    told = faults(verify_pointers(tmp_path, (), [row, *wrong], read))
    assert len(told) == 3
    expected = f"at the characters {row.start + 1} to {row.end} expected “{row.quote}” ({row.rule}), found “ome 71%"
    assert expected in told[-1]


def test_words_behind_entities_and_in_other_encodings_are_proved(tmp_path: Path) -> None:
    text = "<!doctype html><title>T</title><p>Caf&eacute; \u00fc: &#55;1&percnt; of&nbsp;drinkers   sleep\n better.</p>"
    content = text.encode("utf-16")
    (record,) = written(tmp_path, [exchange(0, content, fields=b"Content-Type: text/html\r\n")])
    rows = findings(record, tmp_path)
    assert rows
    assert counts(verify_pointers(tmp_path, (), rows, read)) == {Kind.QUOTE: len(rows)}


def test_a_page_that_cannot_be_taken_apart_is_a_fault(tmp_path: Path, records: list[Record]) -> None:
    def fails(raw: RawPage) -> Page:
        raise ParseError(raw.location, "too deep")

    rows = findings(records[0], tmp_path)[:2]
    told = faults(verify_pointers(tmp_path, (), rows, fails))
    assert [each.endswith("the page cannot be taken apart: too deep") for each in told] == [True, True]


def test_the_chain_is_verified(tmp_path: Path, records: list[Record]) -> None:
    chain = tmp_path / NAME
    lines = chain.read_text().splitlines(keepends=True)
    chain.write_text(lines[0] + lines[2])
    follows, unknown, _ = faults(verify_files(tmp_path))
    assert follows.startswith(f"{NAME}: line 2 does not follow the entry before, whose hash is ")
    assert unknown.startswith(f"{records[2].file}: expected an entry of the chain, found none")
    entry = json.loads(lines[1])
    chain.write_text(lines[0] + json.dumps({**entry, "records": 9}) + "\n" + lines[2])
    assert faults(verify_files(tmp_path))[0].startswith(f"{NAME}: line 2 was changed: its hash is ")


def test_a_run_that_was_killed_is_told_until_it_is_finished(tmp_path: Path) -> None:
    writer = EvidenceWriter(tmp_path, 1)
    record = writer.fetched(exchange())
    (fault,) = faults(verify_files(tmp_path))
    assert "a scan that did not finish wrote it" in fault
    EvidenceWriter(tmp_path, 1, record).close()
    assert counts(verify_files(tmp_path)) == {Kind.FILE: 1, Kind.RECORD: 3}


def test_pages_of_archives_outside_the_store_are_verified(tmp_path: Path) -> None:
    content = [response(PAGE + b"%d" % n, n) for n in range(3)]
    ways = {"a.warc": b"".join(content), "b.warc.gz": members(content), "c.warc.gz": gzip.compress(b"".join(content))}
    kept: list[Record] = []
    for name, stored in ways.items():
        (tmp_path / name).write_bytes(stored)
        kept += [page.record for page in archived(tmp_path / name) if isinstance(page, ArchivedPage)]
    rows = [row for record in kept for row in findings(record, tmp_path)]
    told = counts(verify_pointers(tmp_path, captures(reversed(kept)), rows, read))
    assert told == {Kind.PAGE: 9, Kind.QUOTE: len(rows)}


@pytest.mark.parametrize("digest", ["sha1:ZZZZ", "SHA256:00", "md5:9"])
def test_wrong_digests_of_other_tools_are_named(tmp_path: Path, digest: str) -> None:
    for field in ("Block", "Payload"):
        (tmp_path / "a.warc").write_bytes(warc(PAGE, fields=f"WARC-{field}-Digest: {digest}\r\n"))
        (fault,) = faults(verify_pointers(tmp_path, captures([Record("a.warc", 0, 1, "00")]), (), read))
        assert f"expected the {field.lower()} digest {digest}, found {digest.partition(':')[0].lower()}:" in fault


def test_unknown_digests_are_passed_over(tmp_path: Path) -> None:
    record = warc(PAGE, fields="WARC-Block-Digest: blake3:00\r\n")
    (tmp_path / "a.warc").write_bytes(record)
    page = page_at(Record("a.warc", 0, len(record)), tmp_path)
    assert counts(verify_pointers(tmp_path, captures([page.record]), (), read)) == {Kind.PAGE: 1}


def test_what_was_purged_is_not_missing(tmp_path: Path, records: list[Record]) -> None:
    rows = findings(records[0], tmp_path)
    runs = {1: "2026-01-02T00:00:00Z", 2: "2026-01-02T12:00:00Z"}
    needed = {records[4].file}
    would = list(purge(tmp_path, date(2026, 1, 3), runs, needed, pretend=True))
    assert all((tmp_path / record.file).exists() for record in records)
    assert list(purge(tmp_path, date(2026, 1, 2), runs, needed)) == []
    done = list(purge(tmp_path, date(2026, 1, 3), runs, needed))
    assert done == would
    assert [(each.entry.file, each.kept) for each in done] == [
        (records[0].file, False), (records[2].file, False), (records[4].file, True),
    ]  # fmt: skip
    assert [(tmp_path / record.file).exists() for record in records[::2]] == [False, False, True]
    told = [*verify_files(tmp_path), *verify_pointers(tmp_path, captures(records), rows, read)]
    assert counts(told) == {Kind.FILE: 3, Kind.RECORD: 15, Kind.PAGE: 6, Kind.QUOTE: len(rows)}
    assert sum(each.count for each in told if each.purged) == 2 + 10 + 4 + len(rows)
    assert len(list(Chain(tmp_path).entries())) == 5
    assert [each.kept for each in purge(tmp_path, date(2026, 1, 3), runs, needed)] == [True]


def test_a_file_that_came_back_after_it_was_purged_is_named(tmp_path: Path, records: list[Record]) -> None:
    path = tmp_path / records[0].file
    content = path.read_bytes()
    list(purge(tmp_path, date(2026, 1, 3), {1: "2026-01-02", 2: "2026-01-02"}, {records[2].file, records[4].file}))
    path.write_bytes(content)
    (fault,) = faults(verify_files(tmp_path))
    assert fault == f"{records[0].file}: was purged, but is there; purge it again"
    list(purge(tmp_path, date(2026, 1, 3), {1: "2026-01-02", 2: "2026-01-02"}, ()))
    assert not path.exists()
    assert faults(verify_files(tmp_path)) == []


def test_what_a_run_begun_anew_left_is_purged_by_its_own_time(tmp_path: Path) -> None:
    writer = EvidenceWriter(tmp_path, 1)
    path = tmp_path / writer.fetched(exchange()).file
    os.utime(path, (0, 0))
    assert list(purge(tmp_path, date(1969, 1, 1), {2: "2026-01-02"}, ())) == []
    assert [each.entry.run for each in purge(tmp_path, date(1970, 1, 2), {2: "2026-01-02"}, ())] == [1]
    assert not path.exists()
    assert faults(verify_files(tmp_path)) == []
