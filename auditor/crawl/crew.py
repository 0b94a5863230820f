"""Who does the asking: a thread for each request in flight, and the clock they go by."""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import Any


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a piece of work."""

    key: Any
    result: Any = None
    error: Exception | None = None


class Crew:
    """Works in threads that never keep the program from ending: where the crawl is left, they are left to themselves
    and end with their request, at the latest when its time is over."""

    def __init__(self) -> None:
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""
        return time.monotonic()

    def start(self, key: Any, work: Callable[[], Any]) -> None:
        """Has the work done; `key` tells later what came of it."""

        def run() -> None:
            try:
                done = Done(key, work())
            except Exception as error:
                done = Done(key, error=error)
            self._done.put(done)

        Thread(target=run, name="crawl", daemon=True).start()

    def next(self, seconds: float) -> Done | None:
        """What is done next, if anything is within the time."""
        try:
            return self._done.get(timeout=seconds) if seconds > 0 else self._done.get_nowait()
        except queue.Empty:
            return None
