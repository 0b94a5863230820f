"""What the commands of `auditor shard` do once their options are read."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

import click

from auditor import __version__
from auditor.archive import slices
from auditor.batch import cores
from auditor.cli.progress import EVERY_SECONDS, Progress
from auditor.errors import UsageError
from auditor.model.scan import Run, Shard, Slice
from auditor.settings import Settings
from auditor.shards import (
    Done,
    Killed,
    MissingShards,
    Work,
    plan,
    read_header,
    read_manifest,
    results,
    ruleset,
    run_here,
    state,
    write_manifest,
)
from auditor.shards.collect import remedy
from auditor.shards.plan import FEWEST_PAGES

FAILED = 3
SHARDS = "shards"
"""Name of the folder for results, beside the manifest."""
SUFFIXES = (".warc", ".warc.gz")
EVERY_LINE_SECONDS = 30.0
"""Between two lines of progress where standard error is no terminal."""
NAMED = 20


def make_plan(archives: Iterable[Path], manifest: Path, settings: Settings) -> None:
    """Cuts archives into shards and says how many there are."""
    digest, rules = ruleset(settings)
    given = tuple(dict.fromkeys(path.resolve() for path in _files(archives)))
    planned = Run(0, tuple(map(str, given)), settings.as_of, "", "", __version__, digest, rules)
    pages = 0

    def counted() -> Iterator[Shard]:
        nonlocal pages
        for shard in plan(_pieces(given), digest, __version__):
            pages += shard.pages
            yield shard

    number = write_manifest(manifest, planned, counted(), store=".")
    click.echo(f"{manifest}: {number:,} shards, {pages:,} pages at most")


def _files(archives: Iterable[Path]) -> Iterator[Path]:
    for path in archives:
        found = sorted(each for each in path.rglob("*") if each.name.endswith(SUFFIXES)) if path.is_dir() else [path]
        if not found:
            raise UsageError(f"{path}: no WARC files in this folder (*.warc, *.warc.gz)")
        yield from found


def _pieces(archives: Iterable[Path]) -> Iterator[tuple[Slice, int]]:
    for path in archives:
        yield from slices(path, pages=FEWEST_PAGES)


def date_of(manifest: Path) -> datetime:
    """The date by which the pages of a plan are judged."""
    return datetime.combine(read_header(manifest).as_of, datetime.min.time())


@dataclass(frozen=True, slots=True)
class Part:
    """One job's part of a plan, and who does it."""

    manifest: Path
    index: int
    of: int
    jobs: int | None
    scheduler: str
    prefilter: bool
    quiet: bool

    def shards(self) -> Iterator[Shard]:
        """Every `of`-th shard, so that each job has some of each archive."""
        return islice(read_manifest(self.manifest), self.index, None, self.of)


def run_part(part: Part, settings: Settings) -> int:
    """Audits the shards of a job, returns the exit status."""
    if part.index >= part.of:
        raise UsageError(f"--index {part.index} of {part.of} jobs: they are numbered from 0 to {part.of - 1}")
    header = read_header(part.manifest)
    _same_rules(part.manifest, header.ruleset, header.version, settings)
    work = Work(settings, str((part.manifest.parent / header.store).resolve()), part.prefilter, ruleset=header.ruleset)
    told = _Told(enabled=not part.quiet)
    for outcome in told.over(_outcomes(part, work)):
        if isinstance(outcome, Killed):
            told.say(f"shard {outcome.id}: {outcome.reason}")
    told.end()
    return FAILED if told.lost else 0


def _outcomes(part: Part, work: Work) -> Iterator[Done | Killed]:
    out = part.manifest.parent / SHARDS
    if part.scheduler:
        from auditor.shards.dask import run_on_dask

        return run_on_dask(part.shards(), work, out, part.scheduler)
    return run_here(part.shards(), work, out, part.jobs or cores())


def _same_rules(manifest: Path, planned: str, version: str, settings: Settings) -> None:
    here, _rules = ruleset(settings)
    if here != planned:
        other = f" of version {version}, this is {__version__}" if version != __version__ else ""
        raise UsageError(
            f"{manifest}: planned for other rules or settings{other} (ruleset {planned[:12]}, here {here[:12]}); "
            "give the options that `auditor shard plan` had, install what it ran with, or plan again"
        )


class _Told:
    """Counts outcomes and says now and then how many there are."""

    def __init__(self, *, enabled: bool) -> None:
        self.line, self.enabled = Progress(enabled=enabled), enabled
        self.shards = self.pages = self.failed = self.findings = self.lost = 0

    def over(self, outcomes: Iterable[Done | Killed]) -> Iterator[Done | Killed]:
        every = EVERY_SECONDS if self.line.enabled else EVERY_LINE_SECONDS
        next_at = time.monotonic() + every
        for outcome in outcomes:
            self.count(outcome)
            if self.enabled and time.monotonic() >= next_at:
                self._show()
                next_at = time.monotonic() + every
            yield outcome

    def count(self, outcome: Done | Killed) -> None:
        """Adds an outcome to the totals."""
        if isinstance(outcome, Killed):
            self.lost += 1
            return
        self.shards += 1
        self.pages += outcome.pages
        self.failed += outcome.failed
        self.findings += outcome.findings

    def _show(self) -> None:
        said = f"{self.shards:,} shards, {self.pages:,} pages"
        if self.line.enabled:
            self.line.show(said)
        else:
            click.echo(f"auditor: {said}", err=True)

    def say(self, text: str) -> None:
        """A line on standard error."""
        self.line.clear()
        click.echo(f"auditor: {text}", err=True)

    def end(self) -> None:
        """The totals."""
        self.line.clear()
        click.echo(_totals(self.shards, self.pages, self.failed, self.findings))
        if self.lost:
            self.say(f"{self.lost:,} shards have no results; the same command again tries them anew")


def tell_state(manifest: Path) -> int:
    """Prints how far a plan is, returns the exit status."""
    out, told, missing = manifest.parent / SHARDS, _Told(enabled=False), 0
    for shard, done in state(manifest, out):
        if done:
            told.count(done)
            continue
        missing += 1
        if missing <= NAMED:
            click.echo(f"shard {shard.id} ({shard.pages:,} pages at most) {remedy(out, shard)}")
    if missing > NAMED:
        click.echo(f"and {missing - NAMED:,} more")
    click.echo(f"{_totals(told.shards, told.pages, told.failed, told.findings)}; {missing:,} shards are missing")
    return FAILED if missing else 0


def _totals(shards: int, pages: int, failed: int, findings: int) -> str:
    return f"{shards:,} shards done: {pages:,} pages, {failed:,} of them not audited, {findings:,} findings"


def write_tables(manifest: Path, folder: Path) -> int:
    """Writes the results as Parquet tables, returns the exit status."""
    from auditor.shards.parquet import write_parquet

    try:
        pages, findings = write_parquet(results(manifest, manifest.parent / SHARDS), folder)
    except MissingShards as error:
        click.echo(f"auditor: {error}", err=True)
        return FAILED
    click.echo(f"{folder}: {pages:,} pages, {findings:,} findings")
    return 0
