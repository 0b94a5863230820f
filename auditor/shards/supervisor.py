"""The parent's side of a worker: starts it, gives it shards, and goes on when it is killed.

A shard whose worker is killed goes on in another from the page where it was. A page at which three
workers were killed is a poison page: it gets a result that says so, and the rest goes on.
"""

import pickle
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path

from auditor.model.scan import Shard
from auditor.shards.part import Progress, progress
from auditor.shards.run import PARTS
from auditor.shards.work import Done, Killed, Work
from auditor.shards.worker import Answer, Task

MOST_SHARDS = 50
"""After which a worker is replaced, whatever memory it may have lost."""
MOST_DEATHS = 3
"""At one page."""
START = "import sys; sys.path[:] = sys.argv[1:]; from auditor.shards.worker import main; main()"


class StoppedError(Exception):
    """The supervisor was closed while a shard was at work."""


class DiedError(Exception):
    """The worker ended without an answer."""


class Supervisor:
    """One worker at a time; for one thread, except that any may `close` it."""

    def __init__(self) -> None:
        self._worker: subprocess.Popen[bytes] | None = None
        self._shards = 0
        self._closed = False
        self._lock = threading.Lock()

    def run(self, shard: Shard, work: Work, out: Path) -> Done | Killed:
        """The result of a shard, whatever its pages do to the workers.

        Raises:
            StoppedError: `close` was called.
        """
        deaths: Counter[Progress] = Counter()
        poison: frozenset[int] = frozenset()
        while True:
            try:
                answer = self._ask((shard, work, out, poison))
                return answer if isinstance(answer, Done) else Killed(shard.id, answer, shard.pages)
            except DiedError as error:
                at = progress(out / PARTS, shard.id, prefilter=work.prefilter)
                deaths[at] += 1
                if deaths[at] >= MOST_DEATHS and (not at.begun or at.pages in poison):
                    return Killed(shard.id, f"its worker died {MOST_DEATHS} times ({error})", shard.pages)
                if deaths[at] >= MOST_DEATHS:
                    poison |= {at.pages}
                    deaths.clear()

    def close(self) -> None:
        """Ends the worker at once."""
        with self._lock:
            self._closed = True
            if self._worker:
                self._worker.kill()
                self._worker.wait()

    def _ask(self, task: Task) -> Answer:
        worker = self._started()
        assert worker.stdin
        assert worker.stdout
        try:
            pickle.dump(pickle.dumps(task), worker.stdin)
            worker.stdin.flush()
            answer: Answer = pickle.load(worker.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._end()
            if self._closed:
                raise StoppedError from error
            raise DiedError(_how(worker.returncode)) from error
        self._shards += 1
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._worker and (self._shards >= MOST_SHARDS or self._worker.poll() is not None):
            self._end()
        with self._lock:
            if self._closed:
                raise StoppedError
            if not self._worker:
                command = [sys.executable, "-c", START, *sys.path]
                self._worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                self._shards = 0
            return self._worker

    def _end(self) -> None:
        with self._lock:
            if self._worker:
                self._worker.kill()
                self._worker.wait()
                for pipe in filter(None, (self._worker.stdin, self._worker.stdout)):
                    with suppress(OSError):  # what it still held is for nobody
                        pipe.close()
            self._worker = None


def _how(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"
