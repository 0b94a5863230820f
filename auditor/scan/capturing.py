"""The capture step: whatever the inputs stand for becomes records in the evidence and lines in the journal."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from auditor import fetch
from auditor.archive import EvidenceWriter, is_kept, page_at
from auditor.clock import now
from auditor.crawl import CrawlPlan, Journal, crawl
from auditor.errors import InputError
from auditor.model.scan import Capture, Outcome, Reason, Run
from auditor.scan.inputs import Inputs
from auditor.settings import Settings

DONE = "captured"
"""Name of the empty file that says the step is over."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How the web is asked."""

    delay: float = 1.0
    """Seconds between two requests to one host."""
    hosts: int = 8
    """Asked at once."""
    contact: str = ""
    subdomains: bool = False


@dataclass(frozen=True, slots=True)
class Capturing:
    """One run's capture step."""

    inputs: Inputs
    settings: Settings
    manners: Manners
    store: Path
    run: Run
    known: Callable[[str], Capture | None]
    """What an earlier run captured at a location."""

    def __call__(self, journal: Journal) -> Iterator[Capture]:
        """Captures what is not yet in the journal; gives each capture as it is made."""
        with EvidenceWriter(self.store, self.run.number, journal.last_record()) as writer:
            yield from self._files(journal, writer)
            if self.inputs.on_the_web:
                yield from crawl(self._plan(), journal, writer, self._kept)

    def _kept(self, location: str) -> Capture | None:
        """What an earlier run captured at a location, if its evidence is still there."""
        capture = self.known(location)
        return capture if capture and capture.record and is_kept(capture.record, self.store) else None

    def _plan(self) -> CrawlPlan:
        return CrawlPlan(
            urls=self.inputs.addresses(),
            sitemaps=self.inputs.sitemaps,
            sites=self.inputs.sites,
            starts=self.inputs.starts,
            depth=self.inputs.depth,
            max_pages=self.inputs.most,
            delay=self.manners.delay,
            hosts=self.manners.hosts,
            contact=self.manners.contact,
            subdomains=self.manners.subdomains,
            limits=self.settings.fetch,
            earlier=lambda record: page_at(record, self.store).raw,
        )

    def _files(self, journal: Journal, writer: EvidenceWriter) -> Iterator[Capture]:
        targets = self.inputs.pages()
        for location in fetch.expand(targets):
            name = location.location if isinstance(location, InputError) else location
            if name not in journal and not self._excluded(name, targets):
                capture = self._file(location, writer)
                journal.add(capture)
                yield capture

    def _excluded(self, location: str, named: tuple[str, ...]) -> bool:
        return location not in named and any(files.cover(location) for files in self.settings.exclude)

    def _file(self, location: str | InputError, writer: EvidenceWriter) -> Capture:
        try:
            if isinstance(location, InputError):
                raise location
            raw = fetch.fetch(location, self.settings)
        except InputError as error:
            return Capture(error.location, Outcome.FAILED, Reason.UNREADABLE, error.reason, captured=now())
        record = writer.file(raw.location, raw.content, raw.media_type)
        return Capture(raw.location, Outcome.PAGE, record=record, captured=now())


def carried_over(captures: Iterable[Capture], journal: Journal, store: Path) -> Iterator[Capture]:
    """The captures of an earlier run, taken over with their records as they are; without evidence there is no page."""
    for capture in captures:
        if capture.location not in journal:
            if capture.record and not is_kept(capture.record, store):
                gone = f"its evidence is gone: {capture.record.file} was purged or lost"
                capture = replace(capture, outcome=Outcome.FAILED, reason=Reason.UNREADABLE, detail=gone, record=None)
            journal.add(capture)
            yield capture
