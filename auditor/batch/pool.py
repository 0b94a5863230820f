"""Work on pages in parallel processes: results in order, and a worker's death costs its page only.

`concurrent.futures` is used and not `multiprocessing.Pool`, which waits for ever for a killed worker.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

from auditor.batch.tasks import Ready

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4
"""Tasks a worker has waiting: enough to keep it busy, few enough to keep memory flat."""


class Pool(Generic[Task, Result]):
    """A process pool that is made anew when a worker dies."""

    def __init__(self, work: Callable[[Task], Result], jobs: int, lost: Callable[[Task], Result]) -> None:
        """`lost` gives the result of a task that kills its worker; `work` must be a module's own function."""
        self.work, self.jobs, self.lost = work, jobs, lost
        self._pool = self._made(jobs)

    def map(self, tasks: Iterable[Task | Ready[Result]]) -> Iterator[Result]:
        """The results in the order of the tasks; a `Ready` task has its result already."""
        waiting: deque[tuple[Task | Ready[Result], Future[Result] | None]] = deque()
        try:
            for task in tasks:
                waiting.append((task, None if isinstance(task, Ready) else self._submitted(task)))
                while len(waiting) > self.jobs * AHEAD or (waiting and _done(*waiting[0])):
                    yield self._result(*waiting.popleft(), waiting)
            while waiting:
                yield self._result(*waiting.popleft(), waiting)
        finally:
            self._pool.shutdown(cancel_futures=True)

    def _submitted(self, task: Task) -> Future[Result]:
        try:
            return self._pool.submit(self.work, task)
        except BrokenProcessPool as error:
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    def _result(
        self,
        task: Task | Ready[Result],
        future: Future[Result] | None,
        waiting: deque[tuple[Task | Ready[Result], Future[Result] | None]],
    ) -> Result:
        if isinstance(task, Ready):
            return task.result
        assert future is not None
        try:
            return future.result()
        except BrokenProcessPool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = self._made(self.jobs)
            result = self._alone(task)
            for index, (other, pending) in enumerate(waiting):
                if not isinstance(other, Ready) and not _whole(pending):
                    waiting[index] = (other, self._submitted(other))
            return result

    def _alone(self, task: Task) -> Result:
        """The result of a task that may have killed its worker, from a worker of its own."""
        with self._made(1) as pool:
            try:
                return pool.submit(self.work, task).result()
            except BrokenProcessPool:
                return self.lost(task)

    @staticmethod
    def _made(jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, multiprocessing.get_context(_method()), initializer=_leave_interrupts)


def _done(task: object, future: Future[Result] | None) -> bool:
    return isinstance(task, Ready) or (future is not None and future.done())


def _whole(future: Future[Result] | None) -> bool:
    return future is not None and future.done() and not future.cancelled() and future.exception() is None


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the parent alone answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _method() -> str:
    """Forked workers share what is loaded already; elsewhere each loads its own."""
    return "fork" if "fork" in multiprocessing.get_all_start_methods() and os.name == "posix" else "spawn"
