"""What `auditor baseline` does once its options are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from auditor.batch import audit_many, cores
from auditor.check import Baseline, baseline_lines, read_baseline
from auditor.cli.output import opened
from auditor.cli.program import log_crashes
from auditor.cli.run import FAILED, complain
from auditor.model import PageReport
from auditor.report import counted
from auditor.settings import Settings


def run_baseline(targets: Sequence[str], settings: Settings, path: Path, *, prune: bool, debug: bool) -> int:
    """Audits the targets, writes the baseline, returns the exit status."""
    log_crashes(debug)
    old = read_baseline(path) if prune or path.exists() else Baseline()
    failed = 0

    def audited() -> Iterator[PageReport]:
        nonlocal failed
        for page in audit_many(targets, settings, jobs=cores()):
            if page.error is not None:
                failed += 1
                complain(page.location, page.error)
            yield page

    lines = list(_pruned(audited(), old) if prune else baseline_lines(audited(), old))
    with opened(str(path)) as write:
        for line in lines:
            write(line)
    click.echo(f"{path}: {counted(len(lines), 'finding')} accepted", err=True)
    return FAILED if failed else 0


def _pruned(pages: Iterator[PageReport], old: Baseline) -> Iterator[str]:
    """The entries that still have a finding, and those of pages that were not looked at."""
    for page in pages:
        old.apply(page)
    gone = set(old.gone)
    yield from (each.line + "\n" for each in old.entries if each not in gone)
