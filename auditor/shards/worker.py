"""A worker process: audits one shard after the other, and goes when nobody is there any more.

It loads everything once. Each shard is then audited in a fork of it, so that whatever a page does to
memory, or to the process, is over with the shard, and the next fork is there at once. Tasks come on
standard input and answers go to what was its standard output, both as pickles. When the parent dies,
however suddenly, standard input ends, and so does the fork, in the middle of a page: what it has done
is kept (part.py). Where there is no fork, it audits shards itself and sees the end after its shard.

It is a program of its own and no child of `multiprocessing`, which would not be allowed within a Dask
worker.
"""

import gc
import os
import pickle
import select
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

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


@dataclass(frozen=True, slots=True)
class Died:
    """The answer for a shard whose process ended without one."""

    how: str


Task = tuple[Shard, Work, Path, frozenset[int]]
Answer = Done | Died | str
"""A text says why there is no result."""


def main() -> None:
    """Answers tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal; the parent alone answers it
    answers = _own_output()
    warm_up()
    gc.freeze()  # what is loaded stays shared with the forks
    with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError):
        while _asked():
            _serve(pickle.load(sys.stdin.buffer), answers)


def warm_up() -> None:
    """Loads code and word lists, so that no page is blamed for it, by the time it takes or by dying meanwhile."""
    pipeline.examine(RawPage("", WARMING, "text/html", "utf-8"), Settings())


def _asked() -> bool:
    """Waits for a task, or the end of them; False if none came for long."""
    return not hasattr(os, "fork") or bool(select.select([0], [], [], IDLE_SECONDS)[0])


def _serve(task: bytes, answers: Any) -> None:
    if not hasattr(os, "fork"):
        _send(pickle.dumps(_answer(task)), answers)
        return
    ours, its = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        answers.close()
        _in_fork(task, its)
    os.close(its)
    with os.fdopen(ours, "rb") as pipe:
        answer = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    _send(pickle.dumps(Died(how(status))) if status else answer, answers)


def _in_fork(task: bytes, pipe: int) -> NoReturn:
    """Answers its origin, and leaves without the ends that are its origin's to make.

    The origin passes the answer on when the fork is gone: before, no task may come that its watch
    would take for the end.
    """
    status = 1
    try:
        threading.Thread(target=_leave_with_parent, daemon=True).start()
        with os.fdopen(pipe, "wb") as file:
            file.write(pickle.dumps(_answer(task)))
        status = 0
    finally:
        os._exit(status)


def _leave_with_parent() -> None:
    """While a shard is at work nothing more is asked: whatever can be read is the end."""
    os.read(0, 1)
    os._exit(1)


def _answer(task: bytes) -> Answer:
    try:
        shard, work, out, killed = pickle.loads(task)
        return run_shard(shard, work, out, killed, Clock(hard=True))
    except AuditorError as error:
        return str(error)
    except OSError as error:
        return f"{error.filename or 'output'}: {error.strerror or error}"
    except Exception as error:  # a defect of ours, or a pack that cannot be loaded here
        return f"the worker failed ({type(error).__name__}: {error})"


def _send(answer: bytes, answers: Any) -> None:
    answers.write(answer)
    answers.flush()


def how(status: int) -> str:
    """How a process has ended, in words."""
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def _own_output() -> Any:
    """Standard output for answers alone; whatever a rule prints goes to standard error."""
    mine = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return mine
