"""What `auditor evidence` does once its options are read."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import click

from auditor import pipeline
from auditor.archive import Checked, Kind, page_at, verify_files, verify_pointers
from auditor.cli.output import as_utf8
from auditor.cli.progress import EVERY_SECONDS, QUIET_SECONDS, Progress
from auditor.errors import FetchError, UsageError
from auditor.model import Page, RawPage
from auditor.model.scan import FindingRow, Run
from auditor.report.width import visible
from auditor.store import Scope, Sighting, Store

WRONG = 3


def verified(folder: Path, name: str, *, quiet: bool) -> int:
    """Verifies one run or all, prints what does not match, returns the exit status."""
    as_utf8(sys.stdout)
    with Store.open(folder, create=False) as store:
        runs = (store.run(name),) if name else store.runs()
        tally, said = _Tally(), ""
        for check in _watched(_checks(folder, store, runs, named=bool(name))):
            tally.add(check)
            if check.fault and str(check) != said:  # a record that several runs point to is named once
                said = str(check)
                click.echo(visible(said))
    if not quiet:
        click.echo("\n".join(tally.lines()))
    return 0 if tally.holds else WRONG


def _checks(folder: Path, store: Store, runs: tuple[Run, ...], *, named: bool) -> Iterator[Checked]:
    yield from verify_files(folder, runs[0].number if named else None)
    captures = chain.from_iterable(map(store.captures, runs))
    findings = chain.from_iterable(_findings(store, run) for run in runs)
    yield from verify_pointers(folder, captures, findings, _page)


def _findings(store: Store, run: Run) -> Iterable[FindingRow]:
    """The findings of a run; one that is not finished has none yet."""
    return store.findings(run) if run.finished else ()


def _page(raw: RawPage) -> Page:
    return pipeline.read_document(raw).page


class _Tally:
    """How many of each kind were expected, and what became of them."""

    def __init__(self) -> None:
        self.expected, self.purged, self.wrong = Counter[Kind](), Counter[Kind](), Counter[Kind]()
        self.holds = True

    def add(self, check: Checked) -> None:
        self.expected[check.kind] += check.count
        self.purged[check.kind] += check.count if check.purged else 0
        self.wrong[check.kind] += check.count if check.fault else 0
        self.holds = self.holds and not check.fault

    def lines(self) -> Iterator[str]:
        """One for each kind, and one for all."""
        for kind in Kind:
            held = self.expected[kind] - self.purged[kind] - self.wrong[kind]
            purged = f", {self.purged[kind]:,} purged" if self.purged[kind] else ""
            yield f"{kind}: {self.expected[kind]:,} expected, {held:,} verified{purged}"
        if not self.expected.total():
            yield "No evidence is kept here yet: there was nothing to verify."
        else:
            yield "Everything is as it was written." if self.holds else "See above for what does not match."


def _watched(checks: Iterable[Checked]) -> Iterator[Checked]:
    """The same, with a line on a terminal that says how far it is; the line is gone before a fault is printed."""
    line, next_at = Progress(), time.monotonic() + QUIET_SECONDS
    try:
        for number, check in enumerate(checks, 1):
            if line.enabled and time.monotonic() >= next_at:
                line.show(f"{number:,} verified")
                next_at = time.monotonic() + EVERY_SECONDS
            if check.fault:
                line.clear()
            yield check
    finally:
        line.clear()


def shown(folder: Path, name: str, run: str, *, raw: bool) -> int:
    """Prints the evidence of a finding, or the page itself; returns the exit status."""
    as_utf8(sys.stdout)
    sighting = _sighting(folder, name, run)
    if not raw:
        click.echo("\n".join(map(visible, _lines(sighting))))
    try:
        page = _kept(sighting, folder)
    except FetchError as error:
        click.echo(f"auditor: {visible(str(error))}", err=True)
        return WRONG
    if raw:
        sys.stdout.buffer.write(page)
    return 0


def _sighting(folder: Path, name: str, run_name: str) -> Sighting:
    """The finding of a fingerprint, or its first characters, as a run saw it, or as the last run that did."""
    with Store.open(folder, create=False) as store:
        run = store.run(run_name).number if run_name else None
        fingerprint = store.subject(Scope.FINDING, name).fingerprint
        for sighting in store.evidence(fingerprint):
            if run in (None, sighting.run):
                return sighting
    raise UsageError(f"run {run} did not see the finding {fingerprint}; leave --run out for the last that did")


def _lines(sighting: Sighting) -> Iterator[str]:
    """What is known of the evidence, a line each."""
    finding, at = sighting.finding, sighting.record
    start, end = finding.location
    yield f"“{finding.quote}”"
    yield f"rule        {finding.rule}"
    yield f"page        {sighting.location}"
    yield f"characters  {start.offset} to {end.offset} (line {start.line}, column {start.column})"
    yield f"run         {sighting.run}"
    if at:
        yield f"captured    {sighting.captured}"
        yield f"file        {at.file}"
        yield f"offset      {at.offset}"
        yield f"length      {at.length}"
        yield f"SHA-256     {at.digest}"


def _kept(sighting: Sighting, folder: Path) -> bytes:
    """The bytes of the page. Raises FetchError where they are not there as they were."""
    if sighting.record is None:
        raise FetchError(sighting.location, f"run {sighting.run} kept no evidence of it")
    page = page_at(sighting.record, folder)
    if page.record.digest != sighting.record.digest:
        raise FetchError(sighting.location, f"is not what was captured: its SHA-256 is now {page.record.digest}")
    return page.raw.content
