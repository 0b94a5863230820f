"""Stand-ins for what a crawl works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from auditor.crawl import CrawlPlan, Journal, crawl
from auditor.crawl.crew import Crew, Done
from auditor.model.scan import Capture, Exchange, Outcome, Reason, Record
from auditor.settings import FetchLimits

LIMITS = FetchLimits(read_seconds=2, total_seconds=5, allow_private=True)


@dataclass
class Evidence:
    """Keeps in memory what it is given."""

    pages: list[Exchange] = field(default_factory=list)
    notes: list[Exchange] = field(default_factory=list)
    end: int = 0

    def fetched(self, exchange: Exchange) -> Record:
        self.pages.append(exchange)
        return self._record(sha256(exchange.content).hexdigest())

    def unchanged(self, exchange: Exchange, earlier: Record) -> Record:
        self.notes.append(exchange)
        return self._record(earlier.digest)

    def _record(self, digest: str) -> Record:
        self.end += 100
        return Record("evidence/0001/00001.warc.gz", self.end - 100, 100, digest)


class Clock(Crew):
    """Does the work at once and lets time pass only where somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 1000.0
        self.done: list[Done] = []

    def now(self) -> float:
        return self.time

    def start(self, key: Any, work: Callable[[], Any]) -> None:
        try:
            self.done.append(Done(key, work()))
        except Exception as error:
            self.done.append(Done(key, error=error))

    def next(self, seconds: float) -> Done | None:
        if self.done:
            return self.done.pop(0)
        self.time += seconds
        return None


def nothing_known(_location: str) -> Capture | None:
    return None


def crawled(path: Path, known: Callable[[str], Capture | None] = nothing_known, **plan: Any) -> dict[str, Capture]:
    """Location to what came of it, of a crawl from its start to its end without pauses."""
    plan = {"limits": LIMITS, "delay": 0.0, **plan}
    with Journal(path / "captures.sqlite") as journal:
        given = list(crawl(CrawlPlan(**plan), journal, Evidence(), known))
        assert sorted(given, key=lambda each: each.location) == list(journal.captures())
    return {each.location: each for each in given}


def outcomes(captures: dict[str, Capture]) -> dict[str, tuple[Outcome, Reason | None]]:
    """Location to outcome and reason."""
    return {location: (each.outcome, each.reason) for location, each in captures.items()}
