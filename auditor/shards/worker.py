"""A worker process: audits one shard after the other, and goes when nobody is there any more.

It reads tasks from standard input and answers on what was its standard output, both as pickles. When
its parent dies, however suddenly, standard input ends, and so does it, in the middle of a page: what
it has done is kept (part.py). It is a program of its own and no child of `multiprocessing`, which
would not be allowed within a Dask worker.
"""

import os
import pickle
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO

from auditor import pipeline
from auditor.errors import AuditorError
from auditor.model import RawPage
from auditor.model.scan import Shard
from auditor.settings import Settings
from auditor.shards.clock import Clock
from auditor.shards.run import run_shard
from auditor.shards.work import Done, Work

IDLE_SECONDS = 60.0
"""Without a task for so long a worker ends; its parent starts another when it needs one."""

WARMING = b"<h1>Walks</h1><p>About 45% of walkers take 500 mg twice a day, a study shows (Doe, 2020).</p>"
"""A page for which everything is loaded."""

Task = tuple[Shard, Work, Path, frozenset[int]]
Answer = Done | str
"""A text says why there is no result."""


def main() -> None:
    """Answers tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal; the parent alone answers it
    answers, tasks, clock = _own_output(), SimpleQueue[bytes](), Clock(hard=True)
    threading.Thread(target=_read, args=(sys.stdin.buffer, tasks), daemon=True).start()
    warm_up()
    with suppress(Empty, BrokenPipeError):
        while True:
            pickle.dump(_answer(tasks.get(timeout=IDLE_SECONDS), clock), answers)
            answers.flush()


def warm_up() -> None:
    """Loads code and word lists, so that no page is blamed for it, by the time it takes or by dying meanwhile."""
    pipeline.examine(RawPage("", WARMING, "text/html", "utf-8"), Settings())


def _read(tasks: BinaryIO, into: "SimpleQueue[bytes]") -> None:
    """Passes tasks on; their content is unpacked where a failure can be answered."""
    with suppress(EOFError, pickle.UnpicklingError, OSError):
        while True:
            into.put(pickle.load(tasks))
    os._exit(0)


def _answer(task: bytes, clock: Clock) -> Answer:
    try:
        shard, work, out, killed = pickle.loads(task)
        return run_shard(shard, work, out, killed, clock)
    except AuditorError as error:
        return str(error)
    except OSError as error:
        return f"{error.filename or out}: {error.strerror or error}"
    except Exception as error:  # a defect of ours, or a pack that cannot be loaded here
        return f"the worker failed ({type(error).__name__}: {error})"


def _own_output() -> Any:
    """Standard output for answers alone; whatever a rule prints goes to standard error."""
    mine = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return mine
