"""What a batch needs to know before any worker is started; cheap to import."""

import os
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Ready(Generic[Result]):
    """A task whose result is known."""

    def __init__(self, result: Result) -> None:
        self.result = result


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
