"""The outcomes of many pages, in their order: cached ones at once, the others from workers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from auditor.batch.cache import Cache
from auditor.batch.tasks import Ready
from auditor.model import PageReport, RawPage
from auditor.pipeline import Failure, attempt_page, read_each
from auditor.settings import Settings

ALONE = 8
"""Pages audited in this process before workers are started: short runs need none, and workers that
are forked later share what is loaded by then."""


@dataclass(frozen=True, slots=True)
class Task:
    """A page to audit, and the name of its outcome in the cache."""

    raw: RawPage
    settings: Settings
    key: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task; `key` is empty where there is nothing to store."""

    page: PageReport
    key: str = ""


Step = Task | Ready[Outcome]


def audit_many(
    targets: Iterable[str],
    settings: Settings,
    *,
    jobs: int = 1,
    cache: Cache | None = None,
    wanted: Callable[[str], bool] = lambda _location: True,
) -> Iterator[PageReport]:
    """The outcome for each page, in order, as soon as it and those before it are known.

    Args:
        targets: files, folders, globs, URLs, or "-".
        settings: how to audit.
        jobs: worker processes; 1 for none.
        cache: where outcomes are looked up and stored; None for nowhere.
        wanted: which locations to audit; others are passed over.
    """
    steps = _steps(targets, settings, cache, wanted)
    for outcome in _outcomes(steps, jobs):
        if cache is not None and outcome.key and outcome.page.ok:
            cache.put(outcome.key, outcome.page)
        yield outcome.page
    if cache is not None:
        cache.sweep()


def _steps(
    targets: Iterable[str], settings: Settings, cache: Cache | None, wanted: Callable[[str], bool]
) -> Iterator[Step]:
    for raw in read_each(targets, settings, wanted):
        if isinstance(raw, Failure):
            yield Ready(Outcome(PageReport(raw.location, error=raw.reason)))
            continue
        key = cache.key(raw, settings) if cache else ""
        known = cache.get(key) if cache else None
        yield Task(raw, settings, key) if known is None else Ready(Outcome(known))


def _outcomes(steps: Iterator[Step], jobs: int) -> Iterator[Outcome]:
    alone = 0
    for step in steps:
        if isinstance(step, Ready):
            yield step.result
        elif jobs == 1 or alone < ALONE:
            alone += 1
            yield work(step)
        else:
            from auditor.batch.pool import Pool  # a run from the cache starts no worker

            yield from Pool(work, jobs, lost).map(chain((step,), steps))


def work(task: Task) -> Outcome:
    """Audits the page of a task; runs in a worker."""
    return Outcome(attempt_page(task.raw, task.settings), task.key)


def lost(task: Task) -> Outcome:
    """The outcome of a page whose audit was killed."""
    reason = "the audit of this page was killed (out of memory?); the others went on"
    return Outcome(PageReport(task.raw.location, error=reason))
