"""The steps of a scan, in order; each is passed over where its result is there already, so it can be cut at any time.

capture -> plan -> audit -> load -> settle
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from auditor import __version__
from auditor.crawl import Journal
from auditor.model.scan import Capture, PageResult, Run
from auditor.scan.capturing import DONE, Capturing, Manners, carried_over
from auditor.scan.checking import check_inputs
from auditor.scan.engines import Engine
from auditor.scan.inputs import Inputs
from auditor.scan.loading import across_pages, captures_of
from auditor.scan.lock import locked
from auditor.scan.planning import pieces
from auditor.settings import Settings
from auditor.shards import Killed, MissingShards, Work, plan, read_manifest, results, ruleset, write_manifest
from auditor.store import Store

Item = TypeVar("Item")
Progress = Callable[[str, int], None]
"""Told the name of a step and how many pages it has done."""


Anew = Callable[[Run, Run], None]
"""Told a run that was not finished, and the one that takes its place."""


def _silent(*_told: object) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Scan:
    """One scan into a store folder."""

    inputs: Inputs
    settings: Settings
    folder: Path
    store: Store
    engine: Engine = field(default_factory=Engine)
    manners: Manners = field(default_factory=Manners)
    prefilter: bool = False
    restart: bool = False
    dated: bool = False
    """Whether the user named the date to judge by; else a scan that goes on keeps its own."""
    tell: Progress = _silent
    tell_anew: Anew = _silent

    def __call__(self) -> Run:
        """Goes through the steps; gives the finished run.

        Raises:
            UsageError: an input cannot be read, the run to scan again does not exist, or another
                scan is at work on this store.
            MissingShards: a shard was not audited; the same command again audits it.
        """
        with locked(self.folder):
            run, settings = self._begun()
            self._capture(run, settings)
            self._plan(run)
            self._audit(run, settings)
            self._load(run)
            self.store.settle(run)
            return self.store.finish(run)

    def _begun(self) -> tuple[Run, Settings]:
        """The run, new or taken up again, and the settings with its date."""
        pending = [each for each in self.store.runs() if not each.finished and each.inputs == self.inputs.described]
        settings = self.settings
        if not pending or self.restart:
            check_inputs(self.inputs, self.folder)
            self._captured_before()
        if pending and not self.restart and not self.dated:
            settings = replace(settings, as_of=pending[-1].as_of)
        whole, single = ruleset(settings)
        run = self.store.begin(self.inputs.described, settings.as_of, __version__, whole, single, restart=self.restart)
        if pending and run.number != pending[-1].number:
            self.tell_anew(pending[-1], run)
        return run, settings

    def _captured_before(self) -> None:
        """Looks whether the run that is to be judged again is there. Raises UsageError."""
        if self.inputs.rescan:
            self.store.run(self.inputs.rescan)

    def _capture(self, run: Run, settings: Settings) -> None:
        done = self._place(run) / DONE
        if done.exists():
            return
        with Journal(self._place(run) / "captures.sqlite") as journal:
            for _ in self._counted("captured", self._captures(run, settings, journal)):
                pass
        done.touch()

    def _captures(self, run: Run, settings: Settings, journal: Journal) -> Iterator[Capture]:
        if self.inputs.rescan:
            return carried_over(self.store.captures(self.store.run(self.inputs.rescan)), journal, self.folder)
        return Capturing(self.inputs, settings, self.manners, self.folder, run, self.store.known)(journal)

    def _plan(self, run: Run) -> None:
        manifest = self._place(run) / "manifest.jsonl"
        if not manifest.exists():
            with Journal(self._place(run) / "captures.sqlite") as journal:
                write_manifest(manifest, run, plan(pieces(self.inputs, journal, self.folder), run.ruleset, run.version))

    def _audit(self, run: Run, settings: Settings) -> None:
        work = Work(settings, str(self.folder.resolve()), self.prefilter, ruleset=run.ruleset)
        manifest, done = self._place(run) / "manifest.jsonl", 0
        for each in self.engine.run(read_manifest(manifest), work, self._shards(run)):
            if isinstance(each, Killed):
                raise MissingShards(str(manifest), f"shard {each.id}: {each.reason}; the same command again goes on")
            done += each.pages
            self.tell("audited", done)

    def _load(self, run: Run) -> None:
        with Journal(self._place(run) / "captures.sqlite") as journal:
            self.store.ingest_captures(run, journal.captures())
        if any(True for _ in self.inputs.archives(self.folder)):
            self.store.ingest_captures(run, captures_of(self._results(run)))
        self.store.ingest(run, self._counted("stored", self._results(run)))
        self.store.ingest_findings(run, across_pages(self.store, run))

    def _results(self, run: Run) -> Iterator[PageResult]:
        return results(self._place(run) / "manifest.jsonl", self._shards(run))

    def _counted(self, step: str, items: Iterable[Item]) -> Iterator[Item]:
        for number, item in enumerate(items, 1):
            self.tell(step, number)
            yield item

    def _place(self, run: Run) -> Path:
        place = self.folder / "runs" / f"{run.number:04}"
        place.mkdir(parents=True, exist_ok=True)
        return place

    def _shards(self, run: Run) -> Path:
        return self._place(run) / "shards"
