"""The parent's side of a worker: starts it, gives it shards, and goes on when it is killed.

A shard whose process is killed goes on in another from the page where it was. A page at which three
were killed is a poison page: it gets a result that says so, and the rest goes on.
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
from auditor.shards.worker import Answer, Died, Task, how

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
                self._leave(self._worker)

    def _ask(self, task: Task) -> Done | str:
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
            raise DiedError(how(worker.returncode)) from error
        if isinstance(answer, Died):
            raise DiedError(answer.how)
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._worker and self._worker.poll() is not None:
            self._end()
        with self._lock:
            if self._closed:
                raise StoppedError
            if not self._worker:
                command = [sys.executable, "-c", START, *sys.path]
                self._worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            return self._worker

    def _end(self) -> None:
        with self._lock:
            if self._worker:
                self._leave(self._worker)
                if self._worker.stdout:
                    self._worker.stdout.close()
            self._worker = None

    @staticmethod
    def _leave(worker: "subprocess.Popen[bytes]") -> None:
        worker.kill()
        worker.wait()
        with suppress(OSError):  # what was not sent yet is for nobody
            if worker.stdin:
                worker.stdin.close()  # which its fork, if there is one, takes for the end
