"""The engine of one machine: worker processes, each with a thread that watches over it."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import LifoQueue

from auditor.model.scan import Shard
from auditor.shards.run import known_result
from auditor.shards.supervisor import Supervisor
from auditor.shards.work import Done, Killed, Work


def run_here(shards: Iterable[Shard], work: Work, out: Path, jobs: int) -> Iterator[Done | Killed]:
    """Audits shards in worker processes; what comes of each, as soon as it is known.

    Shards that were audited before are given at once. When this process is killed, the workers end
    too, and the same call again goes on where they were.

    Args:
        jobs: worker processes at once; they are started when there is work for them.
    """
    crew = _Crew(jobs)
    try:
        yield from crew.over(shards, work, out)
    finally:
        crew.close()


class _Crew:
    """So many supervisors, and the threads they run in."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.all = [Supervisor() for _ in range(jobs)]
        self.idle: LifoQueue[Supervisor] = LifoQueue()
        for each in self.all:
            self.idle.put(each)
        self.threads = ThreadPoolExecutor(jobs, "shards")

    def over(self, shards: Iterable[Shard], work: Work, out: Path) -> Iterator[Done | Killed]:
        waiting: set[Future[Done | Killed]] = set()
        for shard in shards:
            known = known_result(shard, work, out)
            if known:
                yield known
                continue
            if len(waiting) > self.jobs:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
            waiting.add(self.threads.submit(self._run, shard, work, out))
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in done)

    def _run(self, shard: Shard, work: Work, out: Path) -> Done | Killed:
        supervisor = self.idle.get()
        try:
            return supervisor.run(shard, work, out)
        finally:
            self.idle.put(supervisor)

    def close(self) -> None:
        for each in self.all:
            each.close()
        self.threads.shutdown(cancel_futures=True)
