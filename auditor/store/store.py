"""The store: what every scan found, what became of it, and what people decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar, Unpack

from auditor.codec import decode
from auditor.errors import UsageError
from auditor.model import LocatedFinding
from auditor.model.fact import Fact
from auditor.model.scan import Capture, ClaimRow, FindingRow, PageResult, Run, RunSummary
from auditor.store import captures, events, ingest, rows, runs, settling
from auditor.store.database import NAME, Database
from auditor.store.diff import diff
from auditor.store.events import Event, Merged, Scope
from auditor.store.rows import Wanted
from auditor.store.runs import Abandoned
from auditor.store.sightings import Sighting, sightings
from auditor.store.subjects import Subject, named_subject
from auditor.store.summary import summary

Item = TypeVar("Item")


class Store:
    """One store folder; a context manager.

    What is given as an iterator is read as it is used up, through a connection of its own: it shows
    the store as it was when it began, and holds no more than a row at a time.

    Errors of the file, the disk or another process's lock are UsageErrors from every method.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known = Lock()

    @classmethod
    def open(cls, folder: Path, *, create: bool = True) -> Self:
        """The store of a folder, brought up to the newest schema.

        Args:
            folder: the store folder.
            create: whether an empty store is made where there is none.

        Raises:
            UsageError: there is none, it is damaged, of another program, or of a newer auditor.
        """
        path = folder / NAME
        if create:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UsageError(f"{folder}: the store folder cannot be made: {error.strerror}") from error
        elif not path.is_file():
            raise UsageError(f"{folder}: no store there; `auditor scan` makes one, --store names another folder")
        return cls(Database(path))

    def close(self) -> None:
        """Gives the file back."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self.close()

    def begin(
        self,
        inputs: tuple[str, ...],
        as_of: date,
        version: str,
        ruleset: str,
        rules: Mapping[str, str],
        *,
        restart: bool = False,
    ) -> Run:
        """A new run; or the last of equal inputs and ruleset where it is unfinished: then its as_of holds.

        With `restart`, or where the ruleset differs, what the unfinished one stored is taken out and
        a new run is begun.
        """
        return runs.begin(self._db, inputs, as_of, version, ruleset, rules, restart=restart)

    def finish(self, run: Run) -> Run:
        """The run, finished; settled first where it is not."""
        if not runs.standing(self._db, run).settled:
            self.settle(run)
        return runs.finish(self._db, run)

    def runs(self) -> tuple[Run, ...]:
        """Finished and unfinished runs, by number."""
        return runs.all_runs(self._db)

    def abandoned(self) -> Abandoned:
        """The runs that were begun anew before they were finished; nothing of them is stored."""
        return runs.abandoned(self._db)

    def run(self, name: str) -> Run:
        """The run of a number, or the "latest" or "previous" finished one.

        Raises:
            UsageError: there is none; the message lists those there are.
        """
        return runs.named_run(self._db, name)

    def known(self, location: str) -> Capture | None:
        """The last capture of a location that has a record, from any finished run; any thread may ask."""
        with self._known:
            return captures.known(self._db, location)

    def ingest_captures(self, run: Run, found: Iterable[Capture]) -> None:
        """Stores what came of each location; of two captures of one, that of a page, or else the later."""
        ingest.ingest_captures(self._db, run, found)

    def ingest(self, run: Run, results: Iterable[PageResult]) -> None:
        """Stores what the audit made of each page; of two records of a location the one captured later."""
        ingest.ingest_results(self._db, run, results)

    def ingest_findings(self, run: Run, found: Iterable[tuple[str, LocatedFinding]]) -> None:
        """Stores what only pages together show: (location, finding)."""
        ingest.ingest_across(self._db, run, found)

    def settle(self, run: Run) -> None:
        """Works out what became of each finding since the run that was settled before; docs/triage.md says how."""
        settling.settle(self._db, run)

    def captures(self, run: Run) -> Iterator[Capture]:
        """What came of each location, by location."""
        return self._read(lambda db: captures.captures(db, run.number))

    def missed(self, run: Run) -> Iterator[Capture]:
        """The locations that were not audited, by location, each with its reason or, in `detail`, what went wrong."""
        return self._read(lambda db: captures.missed(db, run.number))

    def findings(self, run: Run, **wanted: Unpack[Wanted]) -> Iterator[FindingRow]:
        """What became of each finding in a run, by severity, rule, location and line.

        Args:
            run: a settled run.
            **wanted: changes, decisions, rules and severities as collections, site and location as texts.

        Raises:
            UsageError: the run is not settled.
        """
        self._settled(run)
        return self._read(lambda db: rows.finding_rows(db, run.number, wanted))

    def claims(self, run: Run, **wanted: Unpack[Wanted]) -> Iterator[ClaimRow]:
        """As `findings`, the same claim on many pages as one row, by severity and number of places.

        Raises:
            UsageError: the run is not settled.
        """
        self._settled(run)
        return self._read(lambda db: rows.claim_rows(db, run.number, wanted))

    def summary(self, run: Run) -> RunSummary:
        """The totals of a run."""
        return summary(self._db, run)

    def diff(self, one: Run, other: Run, **wanted: Unpack[Wanted]) -> Iterator[FindingRow]:
        """What changed from the earlier to the later of two runs, from what each saw; not what persists.

        The rows are of the later run: what is new, reopened, changed, fixed, not checked, in this
        order, and each in the order of `findings`.

        Raises:
            UsageError: a run is not settled, or both are the same.
        """
        early, late = self.in_order(one, other)
        order = self._settled(early)
        return self._read(lambda db: diff(db, early.number, order, late.number, wanted))

    def in_order(self, one: Run, other: Run) -> tuple[Run, Run]:
        """Two settled runs, the earlier first.

        Raises:
            UsageError: one is not settled, or both are the same.
        """
        if one.number == other.number:
            raise UsageError(f"both are run {one.number}; name two runs")
        early, late = sorted((one, other), key=self._settled)
        return early, late

    def _read(self, query: Callable[[Database], Iterable[Item]]) -> Iterator[Item]:
        with self._db.reader() as db:
            yield from query(db)

    def _settled(self, run: Run) -> int:
        order = runs.standing(self._db, run).settled
        if not order:
            raise UsageError(f"run {run.number} is not finished; the same `auditor scan` command goes on with it")
        return order

    def facts(self, run: Run) -> Iterator[tuple[str, str, Iterator[tuple[str, Fact]]]]:
        """(site, subject, its facts with their locations), one subject at a time; read each before the next."""
        with self._db.reader() as db:
            found = db.rows(
                """
                SELECT f.site, f.subject, p.location, f.body FROM fact f JOIN page p ON p.id = f.page
                WHERE f.run = ? ORDER BY f.site, f.subject, f.page, f.ordinal
                """,
                (run.number,),
            )
            for (site, subject), same in groupby(found, key=lambda row: row[:2]):
                yield site, subject, ((row[2], decode(Fact, json.loads(row[3]))) for row in same)

    def evidence(self, fingerprint: str) -> tuple[Sighting, ...]:
        """A finding as each run saw it, with the record of its page, the last first; () for an unknown one."""
        return tuple(sightings(self._db, fingerprint))

    def decide(self, decided: Iterable[Event]) -> tuple[Event, ...]:
        """Adds decisions to the trail, all or none; gives them as stored.

        A waiver holds up to its last day, judged by the date of the run that is looked at.
        """
        return events.add_events(self._db, decided)

    def merge_decisions(self, decided: Iterable[Event]) -> Merged:
        """Adds decisions made elsewhere, all or none; the same again adds nothing, and a later decision holds."""
        return events.merge_events(self._db, decided)

    def subject(self, scope: Scope, name: str) -> Subject:
        """The finding or claim whose fingerprint begins with the name (8 characters or more).

        Raises:
            UsageError: there is none, or more than one.
        """
        return named_subject(self._db, scope, name)

    def trail(self, fingerprint: str = "") -> Iterator[Event]:
        """All decisions in the order in which they were stored; with a fingerprint, those on it or its claim."""
        return self._read(lambda db: events.events(db, fingerprint))

    def decisions(self) -> Iterator[Event]:
        """What was decided last on each finding and claim, by rule, location and fingerprint."""
        return self._read(events.standing_events)

    def verify_triage(self) -> tuple[str, ...]:
        """What does not hold in the trail of decisions; () where it is as it was written."""
        return tuple(events.broken_links(self._db))
