"""Measuring: CPU seconds of a function in this process, CPU seconds and peak memory of a command."""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MEGABYTE = 1_000_000


def cpu_seconds(work: Callable[[], object]) -> float:
    """The CPU time the work takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost: seconds on the clock, CPU seconds of it and its children, peak memory in MB."""

    wall: float
    cpu: float
    memory: float
    status: int


def run(command: Sequence[str], *, folder: str | None = None, most_seconds: float = 900) -> Cost:
    """Runs a command to its end, its output thrown away.

    Raises:
        TimeoutError: it took longer than `most_seconds` and was ended.
    """
    start, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        peak = max(peak, _memory(process.pid))
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        if time.perf_counter() - start > most_seconds:
            process.kill()
            os.wait4(process.pid, 0)
            raise TimeoutError(f"{command[0]} took more than {most_seconds:.0f} s")
        time.sleep(0.001)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak / MEGABYTE, process.returncode)


def _memory(pid: int) -> int:
    """Peak memory of a running process so far, in bytes; 0 where the system does not tell.

    The usage that `wait4` returns is of no use: it counts what this process held when it forked.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def typical(command: Sequence[str], times: int) -> Cost:
    """The run of a command whose time on the clock is the median of so many, after one that warms the disk."""
    run(command)
    costs = sorted((run(command) for _ in range(times)), key=lambda cost: cost.wall)
    return costs[len(costs) // 2]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)
