"""run_shard: nothing twice, nothing lost, files whole; and results only where all of a plan is there."""

import gzip
import os
import pickle
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.catalogue import option_types
from auditor.errors import FetchError, UsageError
from auditor.model import PageReport, RawPage, Severity
from auditor.model.scan import PageResult, Record, Shard
from auditor.settings import Files, Override, Settings
from auditor.shards import Done, MissingShards, Work, read_manifest, results, run_shard, state
from auditor.shards.auditing import result_of
from auditor.shards.clock import Clock
from auditor.shards.part import Part, Progress, progress
from auditor.shards.run import PARTS
from tests.shards.evidence import all_results, locations, outputs, page, planned, settings, write_archive, write_pack


class Place:
    """A plan of one shard with six pages."""

    def __init__(self, folder: Path) -> None:
        self.pages = [page(number) for number in range(6)]
        self.archive = write_archive(folder / "evidence" / "0001" / "00001.warc.gz", self.pages)
        self.work = Work(settings(), str(folder))
        self.manifest = planned(folder, [self.archive], self.work, most=100)
        (self.shard,) = read_manifest(self.manifest)
        self.out = self.manifest.parent / "shards"
        self.parts = self.out / PARTS


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_shard_is_audited_once(place: Place) -> None:
    done = run_shard(place.shard, place.work, place.out)
    assert (done.pages, done.failed, done.findings) == (6, 0, 2)
    before = {path: path.stat().st_mtime_ns for path in place.out.iterdir()}
    assert run_shard(place.shard, place.work, place.out) == done
    assert {path: path.stat().st_mtime_ns for path in place.out.iterdir()} == before
    found = all_results(place.manifest)
    assert locations(found) == [url for url, _ in place.pages]
    assert {each.record.file for each in found} == {"evidence/0001/00001.warc.gz"}
    assert {each.captured for each in found} == {"2026-01-01T00:00:00Z"}
    assert place.archive.read_bytes()[found[1].record.offset :].startswith(b"\x1f\x8b")


@pytest.mark.parametrize("damage", [b"", b"{}", b"not a marker", None])
def test_a_marker_that_does_not_hold_is_no_marker(place: Place, damage: bytes | None) -> None:
    run_shard(place.shard, place.work, place.out)
    right = outputs(place.out)
    if damage is None:
        output = place.out / f"{place.shard.id}.jsonl.gz"
        output.write_bytes(output.read_bytes()[:-9])
    else:
        (place.out / f"{place.shard.id}.done").write_bytes(damage)
    with pytest.raises(MissingShards, match=f"{place.shard.id} .its output is damaged"):
        all_results(place.manifest)
    run_shard(place.shard, place.work, place.out)
    assert outputs(place.out) == right


def test_missing_shards_are_named_before_the_first_result(place: Place) -> None:
    with pytest.raises(MissingShards, match=f"{place.shard.id} .was not audited"):
        next(results(place.manifest, place.out))
    assert [done for _, done in state(place.manifest, place.out)] == [None]


def test_what_earlier_attempts_left_is_taken_over(place: Place) -> None:
    right = run_shard(place.shard, place.work, place.out)
    before = outputs(place.out)
    lines = gzip.decompress(before[f"{place.shard.id}.jsonl.gz"]).splitlines(keepends=True)
    for path in place.out.glob("*.*"):
        path.unlink()
    marked = [line.replace(b"Unfilled", b"Unfi11ed") for line in lines[:4]]
    name = f"{place.shard.id}-w"
    (place.parts / f"{name}-a.part").write_bytes(b"".join(b">" + line for line in marked) + b">" + lines[4][:20])
    (place.parts / f"{name}-b.part").write_bytes(b">" + lines[0] + b">" + b"\0" * 50 + b"\n")
    assert progress(place.parts, place.shard.id, prefilter=False) == Progress(4, begun=True)
    done = run_shard(place.shard, place.work, place.out)
    assert (done.pages, done.findings) == (right.pages, right.findings)
    kept = gzip.decompress(outputs(place.out)[f"{place.shard.id}.jsonl.gz"]).splitlines(keepends=True)
    assert kept == marked + lines[4:], "pages with a result are not audited again"
    assert list(place.parts.iterdir()) == []


def test_a_missing_or_shortened_archive_is_no_shard_of_failed_pages(place: Place) -> None:
    whole = place.archive.read_bytes()
    place.archive.write_bytes(whole[:-1])
    with pytest.raises(FetchError, match="it was cut off"):
        run_shard(place.shard, place.work, place.out)
    place.archive.unlink()
    with pytest.raises(FetchError, match="cannot be read"):
        run_shard(place.shard, place.work, place.out)
    assert outputs(place.out) == {} if place.out.exists() else True


def test_a_damaged_record_is_a_failed_page_and_the_others_are_audited(place: Place) -> None:
    offsets = [each.record.offset for each in _audited(place)]
    content = bytearray(place.archive.read_bytes())
    content[offsets[2] + 40 : offsets[2] + 60] = b"\xff" * 20
    place.archive.write_bytes(content)
    found = _audited(place)
    failed = [each for each in found if not each.report.ok]
    assert [each.record.offset for each in failed] == [offsets[2]]
    assert failed[0].report.location.startswith("evidence/0001/00001.warc.gz")
    assert [each.report.location for each in found if each.report.ok] == [
        url for number, (url, _) in enumerate(place.pages) if number != 2
    ]


def _audited(place: Place) -> list[PageResult]:
    for path in place.out.glob("*.*"):
        path.unlink()
    run_shard(place.shard, place.work, place.out)
    return all_results(place.manifest)


def test_a_defect_of_a_rule_costs_its_page_only(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    write_pack(pack)
    (pack / "harm.py").write_text((pack / "harm.py").read_text("utf-8").replace("os.kill(", "os.nothing("), "utf-8")
    archive = write_archive(tmp_path / "a.warc.gz", [page(0), page(1, "POISON"), page(2)])
    work = Work(settings(str(pack)), str(tmp_path))
    manifest = planned(tmp_path, [archive], work, most=100)
    (shard,) = read_manifest(manifest)
    run_shard(shard, work, manifest.parent / "shards")
    errors = [each.report.error for each in all_results(manifest)]
    assert errors[0] is errors[2] is None
    assert "AttributeError" in str(errors[1])


def test_other_rules_than_planned_are_refused(place: Place) -> None:
    with pytest.raises(UsageError, match="another version of the auditor or of its rules"):
        run_shard(place.shard, replace(place.work, ruleset="other"), place.out)


def test_the_prefilter_passes_over_what_has_nothing_and_finds_the_same(place: Place) -> None:
    full = {each.report.location: each.report.findings for each in _audited(place)}
    run_shard(place.shard, replace(place.work, prefilter=True), place.out)
    found = all_results(place.manifest)
    assert {each.report.location: each.report.findings for each in found} == full
    assert [each.passed_over for each in found] == [number % 3 != 0 for number in range(6)]


def test_a_prefilter_that_fails_lets_the_page_be_audited(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_raw: RawPage, _settings: Settings) -> bool:
        raise RecursionError

    monkeypatch.setattr("auditor.prefilter.may_find", failing)
    done = run_shard(place.shard, replace(place.work, prefilter=True), place.out)
    assert (done.passed_over, done.failed, done.findings) == (0, 0, 2)


def test_two_workers_at_one_shard_do_no_harm(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one finishes, and clears up, while this one is at its last page."""
    finished: list[Done | None] = []

    def other_first(*arguments: object, **named: object) -> PageResult:
        if not finished:
            finished.append(None)
            finished[0] = run_shard(place.shard, place.work, place.out)
        return result_of(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("auditor.shards.run.result_of", other_first)
    assert run_shard(place.shard, place.work, place.out) == finished[0]
    assert len(all_results(place.manifest)) == 6


def test_work_goes_to_other_processes_with_the_options_of_a_pack(tmp_path: Path) -> None:
    options = option_types(Settings())["placeholder-figure"]
    chosen = Settings(
        select=("placeholder-figure",),
        rules={"placeholder-figure": options(tokens=("TBD",))},
        severity={"placeholder-figure": Severity.INFO},
        overrides=(Override(Files(("*.md",)), rules={"placeholder-figure": options(tokens=("TBC",))}),),
    )
    work = Work(chosen, str(tmp_path), prefilter=True, page_seconds=3.0, ruleset="abc")
    assert pickle.loads(pickle.dumps(work)) == work


def test_a_regular_expression_is_interrupted_and_the_timer_put_back() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with Clock() as clock:
        begun = time.monotonic()
        assert clock.within(0.3, _hang) is None
        assert time.monotonic() - begun < 10
        assert clock.within(0.3, lambda: "done") == "done"
        time.sleep(0.7)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def _hang() -> str:
    import re

    return str(re.search("(a+)+$", "a" * 64 + "!"))


def test_what_catches_every_exception_does_not_catch_the_time_limit() -> None:
    def stubborn() -> str:
        while True:
            try:
                _hang()
            except Exception:
                continue

    with Clock() as clock:
        assert clock.within(0.3, stubborn) is None


def test_a_page_that_cannot_be_interrupted_ends_its_worker() -> None:
    child = os.fork()
    if not child:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})  # as native code that never comes back
        with Clock(hard=True) as clock:
            clock.within(0.3, lambda: time.sleep(30))
        os._exit(0)
    begun = time.monotonic()
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 1
    assert time.monotonic() - begun < 10


def test_results_with_odd_characters_come_back(tmp_path: Path) -> None:
    result = PageResult(PageReport("https://a.example/\ud800\n\x85\u2028", error="\0"), Record("a", 0, 1))
    with Part(tmp_path, "id", prefilter=False) as part:
        part.begin()
        part.add(result)
        assert len(list(part.lines())) == 1
    with Part(tmp_path, "id", prefilter=False) as again:
        assert (again.pages, again.failed) == (1, 1)
        assert list(again.lines()) == list(part.lines())


def test_a_shard_without_pages_is_done(tmp_path: Path) -> None:
    done = run_shard(Shard("empty", ()), Work(settings(), str(tmp_path)), tmp_path / "out")
    assert done.pages == 0
