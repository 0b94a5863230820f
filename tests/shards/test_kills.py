"""Killed at random points: every page exactly once, and the same bytes as of a run that nobody disturbed.

The kills are real (SIGKILL), of the real command; the seed of their moments is printed.
"""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import rmtree

import psutil
import pytest

from auditor.shards import Done, Work, read_manifest, run_here
from tests.samples import ROOT
from tests.shards.evidence import AS_OF, all_results, locations, outputs, page, planned, settings, write_archive

ROUNDS = 20
PAGES = 600
LEAVING_SECONDS = 3.0
"""Workers leave within milliseconds; a busy machine may need longer to let them."""
COMMAND = ("shard", "run", "--quiet", "--no-config", "--select", "placeholder-figure",
           "--as-of", AS_OF.isoformat())  # fmt: skip


class Running:
    """The command at work on a plan."""

    def __init__(self, manifest: Path, jobs: int = 2) -> None:
        command = [sys.executable, "-m", "auditor", *COMMAND, "--jobs", str(jobs), "--manifest", str(manifest)]
        self.first: dict[tuple[int, Path], int] = {}
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.kill()
        self.process.wait()

    def workers(self) -> list[psutil.Process]:
        """Those that have finished a page since they were started."""
        try:
            return [
                each for each in psutil.Process(self.process.pid).children(recursive=True) if self._has_worked(each)
            ]
        except psutil.NoSuchProcess:
            return []

    def _has_worked(self, worker: psutil.Process) -> bool:
        try:
            parts = [Path(each.path) for each in worker.open_files() if each.path.endswith(".part")]
            pages = sum(each.read_bytes().count(b"\n") for each in parts)
        except (psutil.Error, OSError):
            return False
        return bool(parts) and pages > self.first.setdefault((worker.pid, parts[0]), pages)

    def busy(self) -> bool:
        """Waits until a worker has finished a page; False if the command has ended."""
        while self.process.poll() is None:
            if self.workers():
                return True
            time.sleep(0.005)
        return False


class Plan:
    """A plan, and what an undisturbed run makes of it."""

    def __init__(self, folder: Path) -> None:
        self.pages = [page(number) for number in range(PAGES)]
        archive = write_archive(folder / "a.warc.gz", self.pages)
        self.work = Work(settings(), str(folder))
        self.manifest = planned(folder, [archive], self.work, most=45)
        undisturbed = self.manifest.parent / "undisturbed"
        done = list(run_here(read_manifest(self.manifest), self.work, undisturbed, 2))
        assert all(isinstance(each, Done) for each in done)
        self.right = outputs(undisturbed)
        self.out = self.manifest.parent / "shards"

    def check(self) -> None:
        """Nothing is missing, doubled or different; then the results are thrown away."""
        assert locations(all_results(self.manifest)) == [url for url, _ in self.pages]
        assert outputs(self.out) == self.right
        assert list((self.out / "parts").iterdir()) == []
        rmtree(self.out)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return Plan(tmp_path_factory.mktemp("plan"))


def test_the_command_and_its_workers_are_killed_at_random_points(plan: Plan) -> None:
    seed = random.randrange(1_000_000)
    print("seed", seed)
    chance, killed = random.Random(seed), 0
    while killed < ROUNDS:
        with Running(plan.manifest, jobs=1 + killed % 2) as command:
            while killed < ROUNDS and command.busy():
                time.sleep(chance.uniform(0, 0.1))
                kill = kill_worker if chance.random() < 0.6 else kill_command
                killed += kill(command)
            if killed < ROUNDS and command.process.wait() == 0:
                plan.check()
    with Running(plan.manifest) as command:
        assert command.process.wait() == 0
    plan.check()


def kill_worker(command: Running) -> int:
    """The command goes on with another one."""
    for worker in command.workers():
        worker.kill()
        return 1
    return 0


def kill_command(command: Running) -> int:
    """Its workers leave."""
    workers = psutil.Process(command.process.pid).children(recursive=True)
    command.process.kill()
    status = command.process.wait()
    _gone, left = psutil.wait_procs(workers, LEAVING_SECONDS)
    assert [each for each in left if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []
    return int(status == -signal.SIGKILL)


def test_the_command_goes_on_when_its_workers_are_killed(plan: Plan) -> None:
    killed = 0
    with Running(plan.manifest) as command:
        while killed < 3 and command.busy():
            killed += kill_worker(command)
        assert command.process.wait() == 0
    assert killed == 3
    plan.check()
