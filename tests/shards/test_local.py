"""The engine of one machine: the same bytes with any number of workers, and pages that kill cost themselves only."""

from pathlib import Path

import pytest

from auditor.model.scan import PageResult
from auditor.shards import Done, Killed, Work, read_manifest, run_here
from auditor.shards.auditing import KILLED
from auditor.shards.supervisor import Supervisor
from tests.shards.evidence import all_results, locations, outputs, page, planned, settings, write_archive, write_pack


def by_location(found: list[PageResult]) -> dict[str, PageResult]:
    return {each.report.location: each for each in found}


def run(manifest: Path, work: Work, jobs: int, name: str = "shards") -> list[Done | Killed]:
    return list(run_here(read_manifest(manifest), work, manifest.parent / name, jobs))


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    pages = [page(number) for number in range(60)]
    archives = [write_archive(tmp_path / f"{part}.warc.gz", pages[part * 20 : part * 20 + 20]) for part in range(3)]
    work = Work(settings(), str(tmp_path))
    manifest = planned(tmp_path, archives, work, most=7)
    run(manifest, work, 1)
    run(manifest, work, 2, "two")
    assert outputs(manifest.parent / "shards") == outputs(manifest.parent / "two")
    found = all_results(manifest)
    assert locations(found) == [url for url, _ in pages]
    assert [bool(each.report.findings) for each in found] == [number % 3 == 0 for number in range(60)]


def test_a_poison_page_is_told_and_all_others_audited(tmp_path: Path) -> None:
    pages = [page(0), page(1), page(2), page(3, "POISON"), page(4), page(6)]
    archive = write_archive(tmp_path / "a.warc.gz", pages)
    work = Work(settings(write_pack(tmp_path / "pack")), str(tmp_path))
    manifest = planned(tmp_path, [archive], work, most=100)
    (done,) = run(manifest, work, 2)
    assert isinstance(done, Done)
    assert (done.pages, done.killed, done.failed, done.findings) == (6, 1, 1, 2)
    found = all_results(manifest)
    assert locations(found) == [url for url, _ in pages]
    assert [each.report.error for each in found] == [None, None, None, KILLED, None, None]
    assert all(each.record.length and each.record.digest for each in found)


@pytest.mark.parametrize("word", ["SLOW"])
def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, word: str) -> None:
    archive = write_archive(tmp_path / "a.warc.gz", [page(0), page(1, word), page(3)])
    work = Work(settings(write_pack(tmp_path / "pack")), str(tmp_path), page_seconds=1.0)
    manifest = planned(tmp_path, [archive], work, most=100)
    (done,) = run(manifest, work, 1)
    assert isinstance(done, Done)
    assert (done.pages, done.killed, done.failed) == (3, 0, 1)
    assert [each.report.error for each in all_results(manifest)] == [
        None,
        "the audit of this page took more than 1 seconds and was given up",
        None,
    ]


def test_one_worker_serves_many_shards(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "a.warc.gz", [page(number) for number in range(24)])
    work = Work(settings(), str(tmp_path))
    manifest = planned(tmp_path, [archive], work, most=2)
    supervisor, seen = Supervisor(), set()
    for shard in read_manifest(manifest):
        assert isinstance(supervisor.run(shard, work, tmp_path / "out"), Done)
        assert supervisor._worker
        seen.add(supervisor._worker.pid)
    supervisor.close()
    assert len(seen) == 1
