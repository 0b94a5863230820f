"""auditor check --watch: audits again whenever a page changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from auditor import fetch
from auditor.cli.program import INTERRUPTED
from auditor.cli.run import Run

PAUSE_SECONDS = 0.4
"""Between two looks at the files: soon enough for a person, little work for a disk."""

State = dict[str, tuple[int, int]]


def watch(run: Run) -> int:
    """Runs now and after each change of a page, until Ctrl-C."""
    try:
        while True:
            before = state(run.targets)
            _clear()
            if run() == INTERRUPTED:
                return INTERRUPTED
            click.echo("Watching; Ctrl-C ends it.", err=True)
            while state(run.targets) == before:
                time.sleep(PAUSE_SECONDS)
    except KeyboardInterrupt:
        return INTERRUPTED


def state(targets: Sequence[str]) -> State:
    """Size and time of every file that the targets stand for now."""
    found: State = {}
    for location in fetch.expand(targets):
        if isinstance(location, str) and location != "-" and "://" not in location:
            try:
                status = Path(location).stat()
            except OSError:
                continue
            found[location] = (status.st_size, status.st_mtime_ns)
    return found


def _clear() -> None:
    if sys.stdout.isatty():
        click.clear()
