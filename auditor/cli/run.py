"""What `auditor check` and `auditor claims` do once their options are read."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor import catalogue, pipeline, report
from auditor.batch import Cache, audit_many, cores, default_folder
from auditor.check import Baseline, read_baseline
from auditor.cli.output import opened
from auditor.cli.outputs import STANDARD_OUTPUT, Destination, write_all
from auditor.cli.program import INTERRUPTED, log_crashes
from auditor.cli.progress import Progress
from auditor.model import LocatedFinding, PageReport
from auditor.report.width import visible
from auditor.settings import Settings
from auditor.settings.files import common_folder

if TYPE_CHECKING:
    from auditor.fetch.git import Changes
    from auditor.report.inventory import Entry

FOUND, FAILED = 1, 3
"""Exit statuses: findings at or above the limit; an input that could not be audited."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How `auditor check` goes about its work; none of it changes what is found."""

    jobs: int | None = None
    """Worker processes; None for one a core."""
    no_cache: bool = False
    changed: str | None = None
    """The git revision whose changed lines are looked at; None for all lines."""
    no_baseline: bool = False
    show_suppressed: bool = False
    debug: bool = False


class Run:
    """One audit of the targets into the reports; can be called again."""

    def __init__(
        self,
        targets: Sequence[str],
        settings: Settings,
        ways: Ways,
        places: Sequence[Destination],
        style: report.Style,
    ) -> None:
        self.targets, self.settings, self.ways, self.places, self.style = targets, settings, ways, places, style

    def __call__(self) -> int:
        """Audits, writes the reports, returns the exit status."""
        log_crashes(self.ways.debug)
        gc.freeze()  # what is loaded stays; nobody needs to look at it again
        frame = report.Frame(
            self.settings.as_of,
            self.style,
            self._cards(),
            suppressed=self.ways.show_suppressed,
            docs_url=self.settings.docs_url,
        )
        on_screen = any(each.path == STANDARD_OUTPUT for each in self.places) and sys.stdout.isatty()
        watched = Watched(
            keep_partial=all(each.form == "text" for each in self.places),
            progress=Progress(enabled=not on_screen and not self.style.brief),
        )
        baseline = self._baseline()
        write_all(watched.over(map(baseline.apply, self._pages())), self.places, frame)
        self._tell(baseline)
        return watched.status(self.settings)

    def _cards(self) -> tuple[report.RuleCard, ...]:
        """What the rules say of themselves, where a report tells it."""
        if not any(each.form in report.WITH_RULES for each in self.places):
            return ()
        return (*catalogue.cards(catalogue.selected_rules(self.settings)), *catalogue.note_cards())

    def _pages(self) -> Iterator[PageReport]:
        cache = None if self.ways.no_cache else Cache(default_folder(), self._warn)
        changed = self._changes()
        wanted: Callable[[str], bool] = changed.touch if changed else lambda _location: True
        jobs = self.ways.jobs or cores()
        for page in audit_many(self.targets, self.settings, jobs=jobs, cache=cache, wanted=wanted):
            yield on_changed_lines(page, changed) if changed else page

    def _changes(self) -> Changes | None:
        if not self.ways.changed:
            return None
        from auditor.fetch.git import changes  # only here is git asked

        return changes(self.ways.changed, common_folder(self.targets))

    def _baseline(self) -> Baseline:
        path = self.settings.baseline
        return read_baseline(Path(path)) if path and not self.ways.no_baseline else Baseline()

    def _tell(self, baseline: Baseline) -> None:
        """What became of the baseline, on standard error; nothing where there is none."""
        if baseline.entries and not self.style.brief:
            gone = len(baseline.gone)
            known = f"{report.counted(baseline.unchanged, 'finding')} in the baseline"
            rest = f", {gone} of it gone (auditor baseline --prune)" if gone else ""
            click.echo(f"auditor: {known}{rest}", err=True)

    @staticmethod
    def _warn(said: str) -> None:
        click.echo(f"auditor: warning: {visible(said)}", err=True)


def on_changed_lines(page: PageReport, changed: Changes) -> PageReport:
    """The page with the findings that touch a changed line, by their own or a related place."""

    def touched(finding: LocatedFinding) -> bool:
        places = (finding.location, *(place.location for place in finding.related))
        return any(changed.overlap(page.location, start.line, end.line) for start, end in places)

    return replace(
        page,
        findings=tuple(filter(touched, page.findings)),
        suppressed=tuple(filter(touched, page.suppressed)),
    )


def run_claims(targets: Sequence[str], settings: Settings, form: str, output: str, columns: int, *, debug: bool) -> int:
    """Writes the inventory of the targets, returns the exit status."""
    from auditor.report.claims import CLAIM_WRITERS

    log_crashes(debug)
    failed = False

    def inventories() -> Iterator[tuple[Entry, ...]]:
        nonlocal failed
        for outcome in pipeline.each_page(targets, settings, partial(pipeline.inventory_of, settings=settings)):
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


class Watched:
    """Watches outcomes go by: errors to standard error, progress, totals."""

    def __init__(self, *, keep_partial: bool, progress: Progress) -> None:
        self.tally = report.Tally()
        self.keep_partial = keep_partial
        self.interrupted = False
        self.progress = progress

    def over(self, pages: Iterable[PageReport]) -> Iterator[PageReport]:
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
        many = settings.max_findings is not None and self.tally.total > settings.max_findings
        return FOUND if many or self.tally.reaches(settings.fail_on) else 0
