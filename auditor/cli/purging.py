"""What `auditor evidence purge` does once its options are read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import click

from auditor.archive import ArchivedPage, pages, purge, purge_abandoned
from auditor.archive.pages import named, path_of
from auditor.archive.purging import Purged
from auditor.cli.output import as_utf8
from auditor.errors import UsageError
from auditor.model.scan import Run, Slice
from auditor.report.width import visible
from auditor.store import Store

LARGEST = 1 << 40
"""Bytes of a page: whatever was captured is looked at."""


def purged(folder: Path, before: date, *, pretend: bool) -> int:
    """Deletes the files of old runs that nothing needs, says which; returns the exit status."""
    with Store.open(folder, create=False) as store:
        runs = _finished(store)
        later = {run.number: run for run in runs if run.begun >= before.isoformat()}
        if runs:
            later[runs[-1].number] = runs[-1]
        needed = _files(store, later.values(), folder)
    deleted = purge(folder, before, {run.number: run.begun for run in runs}, needed, pretend=pretend)
    return _told(deleted, "a run that stays", pretend=pretend)


def purged_abandoned(folder: Path, *, pretend: bool) -> int:
    """Deletes the files of runs that were begun anew and that nothing needs, says which; returns the exit status."""
    with Store.open(folder, create=False) as store:
        needed, abandoned = _files(store, _finished(store), folder), store.abandoned()

    def is_needed(file: str) -> bool:
        return file in needed or _holds(folder, file, abandoned.decided_on)

    deleted = purge_abandoned(folder, abandoned.runs, is_needed, pretend=pretend)
    return _told(deleted, "a run or a decision", pretend=pretend)


def _finished(store: Store) -> tuple[Run, ...]:
    """All runs.

    Raises:
        UsageError: one is not finished.
    """
    runs = store.runs()
    for run in runs:
        if not run.finished:
            raise UsageError(
                f"run {run.number} is not finished and may need what would be deleted; finish it first with the same"
                " `auditor scan` command (`auditor runs` shows its inputs)"
            )
    return runs


def _files(store: Store, runs: Iterable[Run], folder: Path) -> set[str]:
    """The files that runs point to, those in the store relative to it: an archive that was named as input is not."""
    pointed_to = set(chain.from_iterable(_pointed_to(store, run) for run in runs))
    return {named(path_of(file, folder), folder) for file in pointed_to}


def _pointed_to(store: Store, run: Run) -> Iterator[str]:
    for capture in store.captures(run):
        if capture.record:
            yield capture.record.file
    for row in store.findings(run):
        if row.record:
            yield row.record.file


def _holds(folder: Path, file: str, digests: frozenset[str]) -> bool:
    """Whether a file holds a page with one of the digests; it is read only where there are any."""
    if not digests:
        return False
    found = pages(Slice(file), folder, LARGEST)
    return any(isinstance(page, ArchivedPage) and page.record.digest in digests for page in found)


def _told(deleted: Iterable[Purged], keeper: str, *, pretend: bool) -> int:
    as_utf8(sys.stdout)
    freed = 0
    for each in deleted:
        said = f"kept, {keeper} needs it" if each.kept else "would be deleted" if pretend else "deleted"
        click.echo(visible(f"{each.entry.file}: {said}"))
        freed += 0 if each.kept else each.entry.bytes
    click.echo(f"{freed:,} bytes {'would be ' if pretend else ''}freed")
    return 0
