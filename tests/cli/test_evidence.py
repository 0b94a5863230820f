import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor import pipeline
from auditor.archive import EvidenceWriter, page_at
from auditor.model.scan import Capture, Outcome, PageResult, Record
from auditor.settings import Settings
from auditor.store import Store
from tests.cli.conftest import Run

SETTINGS = Settings(as_of=date(2026, 3, 4))
NAMES = ("bad.txt", "weak.txt", "sound.txt")


def scanned(folder: Path, number: int, earlier: list[Record] | None = None) -> list[Record]:
    """A finished run over the pages of the working folder, or over those of an earlier one."""
    with Store.open(folder) as store, EvidenceWriter(folder, number) as writer:
        run = store.begin(("pages", str(number)), SETTINGS.as_of, "1", "rules", {"bad_word": "1", "weak_word": "1"})
        records = earlier or [writer.file(name, Path(name).read_bytes()) for name in NAMES]
        captures = [Capture(name, Outcome.PAGE, record=each) for name, each in zip(NAMES, records, strict=True)]
        store.ingest_captures(run, captures)
        kept = [page_at(each, folder) for each in records]
        audited = [PageResult(pipeline.audit_page(each.raw, SETTINGS), each.record, each.captured) for each in kept]
        store.ingest(run, [replace(each, record=record) for each, record in zip(audited, records, strict=True)])
        store.settle(run)
        store.finish(run)
    return records


@pytest.fixture
def records(pages: Path) -> list[Record]:
    return scanned(pages / "auditor-store", 1)


def fingerprint(folder: Path = Path("auditor-store")) -> str:
    with Store.open(folder) as store:
        return next(iter(store.findings(store.run("latest")))).fingerprint


@pytest.mark.usefixtures("records")
def test_all_is_well(run: Run) -> None:
    done = run("evidence", "verify")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "files: 1 expected, 1 verified",
        "records: 4 expected, 4 verified",
        "pages: 3 expected, 3 verified",
        "quotes: 2 expected, 2 verified",
        "Everything is as it was written.",
    ]
    assert run("evidence", "verify", "--quiet", "--run", "latest").stdout == ""


def test_a_changed_byte_is_named(run: Run, pages: Path, records: list[Record]) -> None:
    path, at = pages / "auditor-store" / records[0].file, records[0]
    content = bytearray(path.read_bytes())
    content[at.offset + at.length // 2] ^= 1
    path.write_bytes(content)
    done = run("evidence", "verify")
    assert done.exit_code == 3
    file, record, quote, *totals = done.stdout.splitlines()
    assert file.startswith(f"{at.file}: expected {len(content):,} bytes with SHA-256 ")
    assert record.startswith(f"{at.file}: offset {at.offset}: expected a whole record, found: ")
    assert quote.startswith(f"{at.file}: offset {at.offset}: the words of bad-word: expected a whole record")
    assert totals == [
        "files: 1 expected, 0 verified",
        "records: 4 expected, 3 verified",
        "pages: 3 expected, 2 verified",
        "quotes: 2 expected, 1 verified",
        "See above for what does not match.",
    ]
    assert run("evidence", "verify", "-q").stdout.splitlines() == [file, record, quote]


@pytest.mark.parametrize("command", [("verify",), ("show", "beefbeef"), ("purge", "--before", "2026-01-01")])
def test_without_a_store_nothing_is_made(run: Run, pages: Path, command: tuple[str, ...]) -> None:
    done = run("evidence", *command, "--store", "none")
    assert done.exit_code == 2
    assert "none: no store there" in done.stderr
    assert not (pages / "none").exists()
    assert run("evidence", *command, "--store", "bad.txt").exit_code == 2


@pytest.mark.usefixtures("records")
def test_the_evidence_of_a_finding_is_shown(run: Run, pages: Path) -> None:
    known = fingerprint()
    done = run("evidence", "show", known)
    assert done.exit_code == 0
    words, *rows = done.stdout.splitlines()
    told = dict(row.split(None, 1) for row in rows)
    assert words == "“ERR”"
    assert told["page"] == "bad.txt"
    assert told["captured"].endswith("Z")
    assert told["characters"] == "3 to 6 (line 1, column 4)"
    assert told["file"] == "evidence/0001/00001.warc.gz"
    page = page_at(Record(told["file"], int(told["offset"]), int(told["length"])), pages / "auditor-store")
    assert page.record.digest == told["SHA-256"]
    assert run("evidence", "show", known, "--raw").stdout_bytes == b"An ERR here.\n"


@pytest.mark.usefixtures("records")
def test_a_finding_that_nobody_knows(run: Run) -> None:
    known = fingerprint()
    assert 'no finding is known as "beefbeef"' in run("evidence", "show", "beefbeef").stderr
    assert 'no run "7"' in run("evidence", "show", known, "--run", "7").stderr
    scanned(Path("auditor-store"), 2)
    assert run("evidence", "show", known[:8], "--run", "1").exit_code == 0
    Path("bad.txt").write_text("Well.")
    scanned(Path("auditor-store"), 3)
    assert f"run 3 did not see the finding {known}" in run("evidence", "show", known, "--run", "3").stderr


def test_evidence_that_is_gone_is_told(run: Run, pages: Path, records: list[Record]) -> None:
    (pages / "auditor-store" / records[0].file).unlink()
    done = run("evidence", "show", fingerprint())
    assert done.exit_code == 3
    assert "the archive cannot be read (No such file or directory)" in done.stderr
    assert run("evidence", "show", fingerprint(), "--raw").stdout == ""


def test_a_page_that_is_not_what_was_captured_is_told(run: Run, pages: Path) -> None:
    folder = pages / "auditor-store"
    with EvidenceWriter(folder, 7) as writer:
        other = writer.file("bad.txt", b"An ERR here!\n")
    scanned(folder, 1, [replace(other, digest="00" * 32)] * 3)
    done = run("evidence", "show", fingerprint())
    assert done.exit_code == 3
    assert f"is not what was captured: its SHA-256 is now {other.digest}" in done.stderr


def test_what_is_old_and_not_needed_is_purged(run: Run, pages: Path, records: list[Record]) -> None:
    folder = pages / "auditor-store"
    purge = ("evidence", "purge", "--before", "2999-01-01")
    kept = run(*purge)
    assert kept.stdout.splitlines() == [f"{records[0].file}: kept, a run that stays needs it", "0 bytes freed"]
    (again,) = {each.file for each in scanned(folder, 2)}
    size = (folder / records[0].file).stat().st_size
    assert run(*purge, "--dry-run").stdout.splitlines() == [
        f"{records[0].file}: would be deleted",
        f"{again}: kept, a run that stays needs it",
        f"{size:,} bytes would be freed",
    ]
    assert run("evidence", "purge", "--before", "2001-01-01").stdout == "0 bytes freed\n"
    assert run(*purge).exit_code == 0
    assert [(folder / name).exists() for name in (records[0].file, again)] == [False, True]
    done = run("evidence", "verify")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[2] == "pages: 6 expected, 3 verified, 3 purged"


def test_a_run_that_is_not_finished_may_need_what_is_old(run: Run, pages: Path) -> None:
    with Store.open(pages / "auditor-store") as store:
        store.begin(("x",), SETTINGS.as_of, "1", "rules", {})
    done = run("evidence", "purge", "--before", "2999-01-01")
    assert done.exit_code == 2
    assert "run 1 is not finished" in done.stderr
    assert run("evidence", "verify").exit_code == 0


def test_dates_are_dates(run: Run) -> None:
    assert run("evidence", "purge", "--before", "spring").exit_code == 2
    assert run("evidence", "purge").exit_code == 2


def test_the_chain_is_json(pages: Path, records: list[Record]) -> None:
    (line,) = (pages / "auditor-store/evidence/chain.jsonl").read_text().splitlines()
    entry = json.loads(line)
    assert (entry["event"], entry["file"], entry["records"]) == ("closed", records[0].file, 4)


def test_a_page_cannot_reach_the_terminal(run: Run, pages: Path) -> None:
    (pages / "bad.txt").write_text("An ERR\x1b[2J here.\n")
    (record, *_) = scanned(pages / "auditor-store", 1)
    with Store.open(pages / "auditor-store") as store:
        row = next(iter(store.findings(store.run("1"))))
    assert row.record == record
    path = pages / "auditor-store/store.sqlite"
    with closing(sqlite3.connect(path)) as base, base:
        base.execute('UPDATE wording SET quote = ?, start = 0, "end" = 9', ("E\x1b[1mRR",))
    done = run("evidence", "verify")
    assert "expected “E\ufffd[1mRR” (bad-word), found “An ERR\ufffd[2" in done.stdout
    assert "\x1b" not in done.stdout
    assert "“E\ufffd[1mRR”" in run("evidence", "show", row.fingerprint).stdout


def test_a_chain_that_was_changed_is_named(run: Run, pages: Path, records: list[Record]) -> None:
    path = pages / "auditor-store/evidence/chain.jsonl"
    path.write_text(path.read_text() + "\n")
    done = run("evidence", "verify")
    assert done.exit_code == 3
    assert done.stdout.splitlines()[0].startswith("evidence/chain.jsonl: line 2 is no entry")
    assert records[0].file not in done.stdout
