"""The engine for many machines: a Dask cluster hands out shards, workers of ours audit them.

Dask tells who does which shard and does it elsewhere when a machine is lost; nothing of the results
goes through it. Each thread of a Dask worker has a worker process of ours (supervisor.py), so that a
page can be given up in time and one that kills ends that process alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from auditor.errors import UsageError
from auditor.model.scan import Shard
from auditor.shards.ruleset import ruleset
from auditor.shards.run import known_result
from auditor.shards.supervisor import Supervisor
from auditor.shards.work import Done, Killed, Work

AHEAD = 2
"""Shards in flight for each thread of the cluster: one at work and one that waits."""
CONNECT_SECONDS = 20
POLL_SECONDS = 5
WORKERLESS_SECONDS = 300
"""A cluster may start its workers when there is work for them; after so long without one it is told."""

_here = threading.local()


def run_on_dask(shards: Iterable[Shard], work: Work, out: Path, scheduler: str) -> Iterator[Done | Killed]:
    """Audits shards on a Dask cluster; what comes of each, as soon as it is known.

    Every machine of the cluster must have this version of the auditor, and must reach the evidence
    and the output by the same paths. Shards that were audited before are given at once.

    Args:
        scheduler: its address, "tcp://host:8786".

    Raises:
        UsageError: distributed is not installed, or the scheduler cannot be reached or goes away.
    """
    work = replace(work, ruleset=work.ruleset or ruleset(work.settings)[0], store=str(Path(work.store).resolve()))
    with _client(scheduler) as client:
        flight = _Flight(client, work, out.resolve())
        for shard in shards:
            known = known_result(shard, work, out)
            if known:
                yield known
                continue
            while flight.full():
                yield from flight.landed()
            flight.start(shard)
        while flight.futures:
            yield from flight.landed()


def audit_shard(shard: Shard, work: Work, out: Path) -> Done | Killed:
    """The task as the cluster runs it; only counts come back."""
    if not hasattr(_here, "supervisor"):
        _here.supervisor = Supervisor()
    supervisor: Supervisor = _here.supervisor
    return supervisor.run(shard, work, out)


class _Flight:
    """The shards that the cluster has."""

    def __init__(self, client: Any, work: Work, out: Path) -> None:
        self.client, self.work, self.out = client, work, out
        self.futures: dict[Any, Shard] = {}
        self.back: SimpleQueue[Any] = SimpleQueue()
        self.manned = time.monotonic()
        """When there last was a worker."""

    def full(self) -> bool:
        """Whether the cluster has enough; it may grow and shrink."""
        threads: dict[str, int] = self.client.nthreads()
        return len(self.futures) >= AHEAD * max(1, sum(threads.values()))

    def start(self, shard: Shard) -> None:
        # Not pure: Dask would take equal calls for one and keep their result for a later run.
        future = self.client.submit(audit_shard, shard, self.work, self.out, pure=False)
        self.futures[future] = shard
        future.add_done_callback(self.back.put)

    def landed(self) -> Iterator[Done | Killed]:
        """What has come back; waits a while for a shard."""
        done = []
        with suppress(Empty):
            done = [self.back.get(timeout=POLL_SECONDS)]
        if self.client.status not in ("running", "connecting"):
            raise UsageError("the Dask scheduler went away; start it, and the same command again goes on")
        self._look_for_workers()
        for future in done:
            yield self._outcome(future, self.futures.pop(future))

    def _look_for_workers(self) -> None:
        now = time.monotonic()
        if self.client.nthreads():
            self.manned = now
        elif now - self.manned > WORKERLESS_SECONDS:
            raise UsageError("the Dask cluster has no worker; start some, and the same command again goes on")

    def _outcome(self, future: Any, shard: Shard) -> Done | Killed:
        known = known_result(shard, self.work, self.out)
        if known:
            return known
        if future.status == "finished":
            answer: Done | Killed = future.result()
            if isinstance(answer, Killed):
                return answer
            return Killed(shard.id, f"its output is not in {self.out}: the cluster must share it", shard.pages)
        said = future.exception() if future.status == "error" else future.status
        return Killed(shard.id, f"the cluster gave it up ({said})", shard.pages)


def _client(scheduler: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UsageError("Dask is not installed: pip install 'health-page-auditor[dask]'") from error
    try:
        connect: Any = distributed.Client  # its own annotations are in part missing
        return connect(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"{scheduler}: no Dask scheduler answers there ({error})") from error
