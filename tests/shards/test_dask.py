"""The Dask engine: the same bytes as of the local one, also when one of its workers is killed in the midst."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import psutil
import pytest

from auditor.errors import UsageError
from auditor.shards import Done, Work, read_manifest, run_here
from auditor.shards.dask import run_on_dask
from tests.shards.evidence import all_results, locations, outputs, page, planned, settings, write_archive

distributed = pytest.importorskip("distributed")
ROUNDS = 2


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two worker processes of one thread each."""
    made = distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    )
    try:
        yield made.scheduler_address
    finally:
        made.close()


def dask_workers() -> list[psutil.Process]:
    """Processes below this one that have a worker of ours."""
    found = psutil.Process().children(recursive=True)
    return [each for each in found if not is_ours(each) and any(map(is_ours, children(each)))]


def children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children()
    except psutil.Error:  # it has ended meanwhile
        return []


def a_dask_worker(chance: random.Random) -> psutil.Process:
    """One of them, as soon as there is one."""
    end = time.monotonic() + 30
    while not (found := dask_workers()):
        assert time.monotonic() < end, "no Dask worker has a worker of ours"
        time.sleep(0.02)
    return chance.choice(found)


def is_ours(process: psutil.Process) -> bool:
    try:
        return "auditor.shards.worker" in " ".join(process.cmdline())
    except psutil.Error:
        return False


def test_same_bytes_and_each_page_once_when_a_worker_is_killed(tmp_path: Path, cluster: str) -> None:
    pages = [page(number) for number in range(160)]
    archive = write_archive(tmp_path / "a.warc.gz", pages)
    work = Work(settings(), str(tmp_path))
    manifest = planned(tmp_path, [archive], work, most=20)
    here, out = manifest.parent / "here", manifest.parent / "shards"
    list(run_here(read_manifest(manifest), work, here, 1))
    seed = random.randrange(1_000_000)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        outcomes = run_on_dask(read_manifest(manifest), work, out, cluster)
        done = [next(outcomes)]
        time.sleep(chance.uniform(0, 0.1))
        victim = a_dask_worker(chance)
        workers_of_ours = children(victim)
        victim.kill()
        done += outcomes
        assert [each for each in done if not isinstance(each, Done)] == []
        left = psutil.wait_procs(workers_of_ours, 3.0)[1]
        assert [each for each in left if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []
        assert locations(all_results(manifest)) == [url for url, _ in pages]
        assert outputs(out) == outputs(here)
        rmtree(out)


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.shards.dask.CONNECT_SECONDS", 0.5)
    work = Work(settings(), str(tmp_path))
    with pytest.raises(UsageError, match=r"tcp://127.0.0.1:9: no Dask scheduler answers there"):
        list(run_on_dask([], work, tmp_path, "tcp://127.0.0.1:9"))


def test_a_cluster_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.shards.dask.POLL_SECONDS", 0.1)
    monkeypatch.setattr("auditor.shards.dask.WORKERLESS_SECONDS", 0.3)
    work = Work(settings(), str(tmp_path))
    manifest = planned(tmp_path, [write_archive(tmp_path / "a.warc.gz", [page(1)])], work, most=20)
    with (
        distributed.LocalCluster(
            n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
        ) as empty,
        pytest.raises(UsageError, match="no worker"),
    ):
        list(run_on_dask(read_manifest(manifest), work, tmp_path / "out", empty.scheduler_address))
