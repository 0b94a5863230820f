"""kill -9 at random points of a scan, driver and workers, here and on Dask: in the end every page is there once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from click.testing import CliRunner

from auditor.cli import main
from auditor.model.scan import FindingRow
from auditor.store import Store

PAGES = 120
ROUNDS = 20

Rows = list[tuple[str, ...]]


@dataclass(frozen=True)
class Calm:
    """What an undisturbed scan finds, and in which time; a kill falls anywhere in it."""

    rows: Rows
    seconds: float


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages, two in three with a finding."""
    made = tmp_path_factory.mktemp("pages")
    for number in range(PAGES):
        claim = f"About {number % 90 + 5}% of users slept better." if number % 3 else "Rest and fresh air help."
        made.joinpath(f"{number:03}.md").write_text(f"# Leaflet {number}\n\n{claim}\n\nMore text.\n", "utf-8")
    return made


@pytest.fixture(scope="module")
def calm(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    store, begun = tmp_path_factory.mktemp("calm") / "store", time.monotonic()
    assert scan(folder, store).wait(120) == 0
    return Calm(found(store), time.monotonic() - begun)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Dask cluster with two worker processes."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def scan(folder: Path, store: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "auditor", "scan", str(folder), "--store", str(store), "--no-config"]
    options = ["--as-of", "2026-11-25", "--fail-on", "never", "--quiet", "--jobs", "2"]
    return subprocess.Popen(
        [*command, *options, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def found(store: Path) -> Rows:
    """The findings of the last run without what differs between stores."""
    with Store.open(store, create=False) as opened:
        return [stable(row) for row in opened.findings(opened.run("latest"))]


def stable(row: FindingRow) -> tuple[str, ...]:
    return row.location, row.rule, row.quote, row.fingerprint, row.change, str(row.line)


def check(store: Path, calm: Calm) -> None:
    """Every page exactly once, the store intact, the evidence as the store says, no process left."""
    assert found(store) == calm.rows
    with Store.open(store, create=False) as opened:
        run = opened.run("latest")
        assert run.number == 1
        assert len({each.location for each in opened.captures(run)}) == PAGES
        assert opened.summary(run).outcomes == {"page": PAGES}
    verified = CliRunner().invoke(main, ["evidence", "verify", "--store", str(store)])
    assert verified.exit_code == 0, verified.output


def kill(driver: subprocess.Popen[bytes], *, worker: bool) -> None:
    """Kills the driver or one of its workers."""
    victims = _children(driver.pid) if worker else [driver.pid]
    for pid in victims[:1]:
        with suppress(ProcessLookupError):  # it was done
            os.kill(pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    try:
        return [each.pid for each in psutil.Process(pid).children()]
    except psutil.NoSuchProcess:
        return []


def finish(folder: Path, store: Path, driver: subprocess.Popen[bytes], *arguments: str) -> None:
    """Lets the scan end, or gives the same command again where it was killed."""
    _, said = driver.communicate(timeout=120)
    if driver.returncode == -signal.SIGKILL and not finished(store):
        again = scan(folder, store, *arguments)
        _, said = again.communicate(timeout=120)
        assert again.returncode == 0, said.decode()
    else:
        assert driver.returncode in (0, -signal.SIGKILL), said.decode()


def finished(store: Path) -> bool:
    """Whether the run was over when its process was killed."""
    with Store.open(store) as opened:
        return any(run.finished for run in opened.runs())


@pytest.mark.parametrize("number", range(ROUNDS))
def test_worker_processes(number: int, folder: Path, calm: Calm, tmp_path: Path) -> None:
    dice, driver = random.Random(number), scan(folder, tmp_path)
    time.sleep(dice.uniform(0.1, calm.seconds))
    kill(driver, worker=number % 2 == 1)
    finish(folder, tmp_path, driver)
    check(tmp_path, calm)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_dask(number: int, folder: Path, calm: Calm, cluster: Any, tmp_path: Path) -> None:
    workers_of(cluster, 2)
    engine = ("--engine", "dask", "--scheduler", cluster.scheduler_address)
    dice, driver = random.Random(100 + number), scan(folder, tmp_path, *engine)
    time.sleep(dice.uniform(0.1, calm.seconds))
    if number % 2:
        os.kill(dice.choice(workers_of(cluster, 1)), signal.SIGKILL)
    else:
        kill(driver, worker=False)
    finish(folder, tmp_path, driver, *engine)
    check(tmp_path, calm)


def workers_of(cluster: Any, least: int) -> list[int]:
    """The processes of so many workers or more that the scheduler knows; one that dies is started again.

    Dask gives a worker up that is killed before it is known.
    """
    end = time.monotonic() + 60
    while True:
        known = cluster.scheduler_info["workers"]
        found = [each.pid for each in cluster.workers.values() if each.worker_address in known and each.pid]
        if len(found) >= least:
            return found
        assert time.monotonic() < end, f"{len(found)} workers of the cluster are left"
        time.sleep(0.05)
