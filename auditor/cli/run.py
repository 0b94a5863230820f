"""What `auditor check` does once its options are read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from auditor import catalogue, pipeline, report
from auditor.cli.output import opened
from auditor.cli.program import INTERRUPTED, log_crashes
from auditor.cli.progress import Progress
from auditor.model import PageReport
from auditor.report.claims import CLAIM_WRITERS
from auditor.report.inventory import Entry
from auditor.report.width import visible
from auditor.settings import Settings

FOUND, FAILED = 1, 3
"""Exit statuses: findings at or above the limit; an input that could not be audited."""


def run_check(
    targets: Sequence[str], settings: Settings, form: str, output: str, style: report.Style, *, debug: bool
) -> int:
    """Audits the targets, writes the report, returns the exit status."""
    log_crashes(debug)
    rules = catalogue.selected_rules(settings)
    frame = report.Frame(settings.as_of, style, catalogue.cards(rules))
    on_screen = output == "-" and sys.stdout.isatty()
    run = Run(keep_partial=form == "text", progress=Progress(enabled=not on_screen and not style.brief))
    with opened(output) as write:
        for piece in report.stream(run.watch(pipeline.audit_each(targets, settings)), form, frame):
            write(piece)
    return run.status(settings)


def run_claims(targets: Sequence[str], settings: Settings, form: str, output: str, columns: int, *, debug: bool) -> int:
    """Writes the inventory of the targets, returns the exit status."""
    log_crashes(debug)
    failed = False

    def inventories() -> Iterator[tuple[Entry, ...]]:
        nonlocal failed
        for outcome in pipeline.each_page(targets, settings, pipeline.inventory_of):
            if isinstance(outcome, pipeline.Failure):
                failed = True
                complain(outcome.location, outcome.reason)
            else:
                yield outcome

    with opened(output) as write:
        for piece in CLAIM_WRITERS[form](inventories(), columns):
            write(piece)
    return FAILED if failed else 0


def complain(location: str, reason: str) -> None:
    """One line on standard error for an input that failed."""
    click.echo(visible(f"{location}: {reason}"), err=True)


class Run:
    """Watches outcomes go by: errors to standard error, progress, totals."""

    def __init__(self, *, keep_partial: bool, progress: Progress) -> None:
        self.tally = report.Tally()
        self.keep_partial = keep_partial
        self.interrupted = False
        self.progress = progress

    def watch(self, pages: Iterable[PageReport]) -> Iterator[PageReport]:
        """The outcomes as they come; after Ctrl-C no more, where a part of a report is of use."""
        try:
            for page in self.progress.over(self.tally.watch(pages)):
                if page.error is not None:
                    self.progress.clear()
                    complain(page.location, page.error)
                yield page
        except KeyboardInterrupt:
            if not self.keep_partial:
                raise
            self.interrupted = True
            done = report.counted(self.tally.pages, "page was", "pages were")
            click.echo(f"auditor: interrupted; {done} audited", err=True)

    def status(self, settings: Settings) -> int:
        """The exit status (docs/usage.md)."""
        if self.interrupted:
            return INTERRUPTED
        if self.tally.failed:
            return FAILED
        return FOUND if self.tally.reaches(settings.fail_on) else 0
