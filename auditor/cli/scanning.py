"""What `auditor scan` does once its options are read: steps with progress, the summary, the exit status."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import click

from auditor.archive import kept_of
from auditor.cli.output import as_utf8, columns
from auditor.cli.program import log_crashes
from auditor.cli.progress import EVERY_SECONDS, Progress
from auditor.cli.run import complain
from auditor.cli.stored import purge_command
from auditor.errors import InputError
from auditor.model import Severity
from auditor.model.scan import Change, Decision, Outcome, Run, RunSummary
from auditor.report import counted
from auditor.scan import Engine, Inputs, Scan
from auditor.settings import Settings
from auditor.store import Store

FOUND, FAILED = 1, 3
STANDING = (Change.NEW, Change.PERSISTING, Change.CHANGED, Change.REOPENED)
"""What is on the pages as they are."""
UNDONE = (Decision.OPEN, Decision.CONFIRMED)
"""What somebody still has to correct."""
REASONS = 5
"""How many locations are told of one by one where no page could be audited."""
EVERY_LINE_SECONDS = 30.0
"""Between two lines of progress where standard error is no terminal."""


class Scanning:
    """One call of `auditor scan`."""

    def __init__(
        self,
        inputs: Inputs,
        engine: Engine,
        settings: Settings,
        manners: Mapping[str, Any],
        *,
        store: Path,
        restart: bool,
        form: str,
        quiet: bool,
        debug: bool,
        prefilter: bool,
        dated: bool,
    ) -> None:
        from auditor.scan.capturing import Manners

        self.inputs, self.engine, self.settings, self.manners = inputs, engine, settings, Manners(**manners)
        self.folder, self.restart, self.form, self.prefilter, self.dated = store, restart, form, prefilter, dated
        self.teller = Teller(enabled=not quiet)
        log_crashes(debug)

    def __call__(self) -> int:
        """Scans, prints the summary, returns the exit status."""
        as_utf8(sys.stdout)
        with Store.open(self.folder) as store:
            scan = Scan(
                self.inputs, self.settings, self.folder, store, self.engine, self.manners,
                self.prefilter, self.restart, self.dated, self.teller, self._tell_anew,
            )  # fmt: skip
            try:
                run = scan()
            except InputError as error:
                self.teller.clear()
                complain(error.location, error.reason)
                return FAILED
            finally:
                self.teller.clear()
            summary = store.summary(run)
            self._print(summary)
            return self._status(store, run, summary)

    def _tell_anew(self, old: Run, new: Run) -> None:
        """Says what becomes of what an interrupted run has kept."""
        why = "" if self.restart else ", since the rules, the settings or the auditor have changed"
        click.echo(f"auditor: run {old.number} was not finished; run {new.number} begins anew{why}", err=True)
        files, size = kept_of(self.folder, old.number)
        if files:
            kept = f"{counted(files, 'file')} of evidence ({size:,} bytes)"
            click.echo(
                f"auditor: run {old.number} leaves {kept}; once run {new.number} is finished,"
                f" `{purge_command(self.folder)}` deletes what nothing points to",
                err=True,
            )

    def _print(self, summary: RunSummary) -> None:
        from auditor.export import summary_text

        click.echo(summary_text(summary, self.form, columns()))

    def _status(self, store: Store, run: Run, summary: RunSummary) -> int:
        audited = summary.outcomes.get(Outcome.PAGE, 0) + summary.outcomes.get(Outcome.UNCHANGED, 0)
        if not audited:
            for each in islice(store.missed(run), REASONS):
                complain(each.location, each.detail or str(each.reason))
            click.echo("auditor: no page could be audited", err=True)
            return FAILED
        limit = self.settings.fail_on
        if limit is None:
            return 0
        severities = tuple(each for each in Severity if each.rank <= limit.rank)
        found = store.findings(run, changes=STANDING, decisions=UNDONE, severities=severities)
        return FOUND if next(iter(found), None) is not None else 0


class Teller:
    """Says how far the scan is: one updating line on a terminal, a line now and then elsewhere."""

    def __init__(self, *, enabled: bool) -> None:
        self.line = Progress(enabled=enabled)
        self.enabled = enabled
        self.next_at = time.monotonic() + (EVERY_SECONDS if self.line.enabled else EVERY_LINE_SECONDS)

    def __call__(self, step: str, done: int) -> None:
        now = time.monotonic()
        if not self.enabled or now < self.next_at:
            return
        said = f"{done:,} pages {step}"
        if self.line.enabled:
            self.line.show(said)
            self.next_at = now + EVERY_SECONDS
        else:
            click.echo(f"auditor: {said}", err=True)
            self.next_at = now + EVERY_LINE_SECONDS

    def clear(self) -> None:
        """Takes the line away."""
        self.line.clear()
