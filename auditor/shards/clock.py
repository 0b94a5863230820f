"""A limit on the time that one page may take.

A timer ticks in the main thread and raises once the time is up, which ends a regular expression too:
`re` looks for signals while it searches. Where that does not help, because native code never comes
back, or on systems without that timer, a worker ends itself a while later.
"""

import faulthandler
import math
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")

TICK_SECONDS = 0.25
PATIENCE = 1.5
"""Times the limit, after which a worker ends itself."""


class TooSlowError(BaseException):
    """The time is up. No Exception: what handles a page's errors must not take it for one."""


class Clock:
    """Limits pages while it is entered; in the main thread, elsewhere it has no effect unless `hard`."""

    def __init__(self, *, hard: bool = False) -> None:
        """`hard`: ends the process where a page cannot be interrupted; for workers whose parent starts another."""
        self.hard = hard
        self._deadline = math.inf
        self._before: Any = None
        self._ticking = False

    def __enter__(self) -> "Clock":
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGALRM, self._tick)
            signal.setitimer(signal.ITIMER_REAL, TICK_SECONDS, TICK_SECONDS)
            self._ticking = True
        return self

    def __exit__(self, *_error: object) -> None:
        if self._ticking:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before or signal.SIG_DFL)
            self._ticking = False

    def within(self, seconds: float, work: Callable[[], Result]) -> Result | None:
        """What the work returns; None where it took too long."""
        try:
            try:
                self._arm(seconds)
                return work()
            finally:
                self._disarm()
        except TooSlowError:
            self._disarm()  # the tick may have come before the first one was through
            return None

    def _arm(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds
        if self.hard:
            faulthandler.dump_traceback_later(seconds * PATIENCE + TICK_SECONDS, exit=True, file=_nowhere())

    def _disarm(self) -> None:
        self._deadline = math.inf
        if self.hard:
            faulthandler.cancel_dump_traceback_later()

    def _tick(self, _signal: int, _frame: object) -> None:
        """Raised again at each tick: where Python cannot pass an exception on (`__del__`), it is lost."""
        if time.monotonic() > self._deadline:
            raise TooSlowError


_opened: list[int] = []


def _nowhere() -> int:
    if not _opened:
        _opened.append(os.open(os.devnull, os.O_WRONLY))
    return _opened[0]
