"""Which engine audits the shards; the results are the same bytes in each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.batch import cores
from auditor.errors import UsageError
from auditor.model.scan import Shard
from auditor.shards import Done, Killed, Work, run_here


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine and how to reach it."""

    name: str = "local"
    """"local" for worker processes on this machine, "dask" for a Dask cluster."""
    jobs: int | None = None
    """Local worker processes; None for one a core."""
    scheduler: str = ""
    """Address of the Dask scheduler."""

    def __post_init__(self) -> None:
        if self.name == "dask" and not self.scheduler:
            raise UsageError("--engine dask needs --scheduler ADDRESS, such as tcp://127.0.0.1:8786")
        if self.name != "dask" and self.scheduler:
            raise UsageError("--scheduler is of use with --engine dask only")

    def run(self, shards: Iterable[Shard], work: Work, out: Path) -> Iterator[Done | Killed]:
        """Audits the shards into the folder; gives what came of each as it is known."""
        if self.name == "dask":
            from auditor.shards.dask import run_on_dask

            return run_on_dask(shards, work, out, self.scheduler)
        return run_here(shards, work, out, self.jobs or cores())
