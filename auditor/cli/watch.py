"""auditor check --watch: audits again whenever a page changes, or what the settings are made of."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from auditor import fetch
from auditor.cli.program import INTERRUPTED
from auditor.cli.run import Run
from auditor.cli.watching import SettingsFiles
from auditor.errors import UsageError
from auditor.report.width import visible

PAUSE_SECONDS = 0.4
"""Between two looks at the files: soon enough for a person, little work for a disk."""

State = dict[str, tuple[int, int]]


def watch(run: Run, files: SettingsFiles) -> int:
    """Runs now and after each change of a page or of the settings, until Ctrl-C.

    Raises:
        UsageError: the first run cannot be made; of later ones the mistake is told, and watching goes on.
    """
    audit: Callable[[], int] = run
    news = ""
    try:
        while True:
            before = state(run.targets)
            _clear()
            _tell(news)
            if audit() == INTERRUPTED:
                return INTERRUPTED
            _tell(files.problem)
            click.echo("Watching; Ctrl-C ends it.", err=True)
            audit, news = partial(_later, run), _change(run, files, before)
    except KeyboardInterrupt:
        return INTERRUPTED


def _change(run: Run, files: SettingsFiles, before: State) -> str:
    """Waits until there is something to audit; says which settings are new, "" where only a page has changed."""
    while state(run.targets) == before:
        if files.changed():
            news = files.read_again()
            run.settings = files.current.settings
            if news:
                return news
            _tell(files.problem)
        time.sleep(PAUSE_SECONDS)
    return ""


def _later(run: Run) -> int:
    """A run in which a mistake, such as a baseline that is being written, does not end the watch."""
    try:
        return run()
    except UsageError as error:
        _tell(" ".join(str(error).split()))
        return 0


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


def _tell(said: str) -> None:
    """A line on standard error, if there is something to say."""
    if said:
        click.echo(f"auditor: {visible(said)}", err=True)


def _clear() -> None:
    if sys.stdout.isatty():
        click.clear()
