"""A time by which work is over, whatever it waits for."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


class Deadline:
    """A moment `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds left, more than 0.

        Raises:
            TimeoutError: there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def run(self, work: Callable[[], Result]) -> Result:
        """What the work gives, if it gives it in time.

        It has a thread of its own: a look-up, a handshake or a header that arrives byte by byte
        cannot be stopped from within. A thread that is late is left to its socket's time-out and
        does not keep the program from ending.

        Raises:
            TimeoutError: the time was over before the work was.
        """
        outcome: Future[Result] = Future()

        def settle() -> None:
            try:
                outcome.set_result(work())
            except BaseException as error:
                outcome.set_exception(error)

        Thread(target=settle, name="fetch", daemon=True).start()
        return outcome.result(self.left())
