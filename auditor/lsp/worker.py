"""The one thread that audits, so that the server answers while it does."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")


class Worker:
    """Does jobs in the order they come. The thread is a daemon: a long audit does not hold up the exit."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        threading.Thread(target=self._work, name="auditor", daemon=True).start()

    async def run(self, job: Callable[[], Result]) -> Result:
        """The job's result or exception; a job whose asker is cancelled before its turn is left out."""
        future: Future[Result] = Future()
        self._jobs.put((future, job))
        return await asyncio.wrap_future(future)

    def _work(self) -> None:
        while True:
            future, job = self._jobs.get()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(job())
                except Exception as error:  # it is the asker's
                    future.set_exception(error)
