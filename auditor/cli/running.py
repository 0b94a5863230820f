"""What `auditor runs` does once its options are read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from auditor.archive import kept_of
from auditor.cli.output import as_utf8, columns
from auditor.cli.stored import folded, purge_command
from auditor.export.contents import STANDING
from auditor.model.scan import Outcome, RunSummary
from auditor.report import counted
from auditor.store import Store

PAGES = (Outcome.PAGE, Outcome.UNCHANGED)


def list_runs(folder: Path, form: str) -> None:
    """Prints the runs, the first one first."""
    as_utf8(sys.stdout)
    with Store.open(folder, create=False) as store:
        summaries = map(store.summary, store.runs())
        if form == "json":
            click.echo(json.dumps([_object(each) for each in summaries], ensure_ascii=False, indent=2))
            return
        for summary in summaries:
            click.echo("\n".join(_lines(summary, columns())))
        if not store.runs():
            click.echo("no runs yet; `auditor scan` makes one")
        if left := _left(folder, store.abandoned().runs):
            click.echo(left)


def _left(folder: Path, abandoned: Sequence[int]) -> str:
    """What runs that were begun anew have left, in words; "" for nothing."""
    sizes = [kept_of(folder, run) for run in abandoned]
    files, size = sum(count for count, _ in sizes), sum(size for _, size in sizes)
    if not files:
        return ""
    left = f"Scans that were begun anew have left {counted(files, 'file')} of evidence ({size:,} bytes)"
    return f"{left}; `{purge_command(folder)}` deletes what nothing points to."


def _standing(summary: RunSummary) -> int:
    return sum(count for *_, change, count in summary.counts if change in STANDING)


def _object(summary: RunSummary) -> dict[str, Any]:
    run = summary.run
    return {
        "run": run.number,
        "inputs": list(run.inputs),
        "as_of": run.as_of.isoformat(),
        "begun": run.begun,
        "finished": run.finished or None,
        "version": run.version,
        "ruleset": run.ruleset,
        "outcomes": dict(summary.outcomes),
        "findings": _standing(summary),
        "set_aside": dict(summary.set_aside),
        "not_checked": dict(summary.not_checked),
    }


def _lines(summary: RunSummary, width: int) -> Iterator[str]:
    run = summary.run
    ended = f"finished {run.finished}" if run.finished else "not finished; the same `auditor scan` goes on with it"
    yield from folded(f"{run.number}  as of {run.as_of}, begun {run.begun}, {ended}", width, "")
    yield from folded(" ".join(run.inputs), width)
    pages = sum(summary.outcomes.get(each, 0) for each in PAGES)
    missed = sum(summary.not_checked.values())
    said = f"{counted(pages, 'page')}, {counted(missed, 'page')} not checked, {counted(_standing(summary), 'finding')}"
    aside = sum(summary.set_aside.values())
    yield from folded(said + (f", {aside:,} set aside" if aside else ""), width)
