"""The audit of pages in one process, stage by stage, beside a BeautifulSoup parse of the same pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from bs4 import BeautifulSoup

from auditor import check, extract, fetch, parse, report
from auditor.catalogue import selected_rules
from auditor.errors import InputError
from auditor.model import PageReport, RawPage, Report
from auditor.pipeline import coverage
from auditor.settings import Settings
from benchmarks.measure import cpu_seconds

SETTINGS = Settings(as_of=date(2026, 1, 1))
STAGES = ("fetch", "parse", "extract", "check", "report")

Value = TypeVar("Value")


@dataclass(slots=True)
class Stopwatch:
    """CPU seconds by stage."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))

    def time(self, stage: str, work: Callable[[], Value]) -> Value:
        """The result of the work, its time added to the stage."""
        result: list[Value] = []
        self.seconds[stage] += cpu_seconds(lambda: result.append(work()))
        return result[0]

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


def audit(location: str, watch: Stopwatch) -> PageReport | None:
    """The audit of one page as the pipeline does it, timed; None for a page that cannot be audited."""
    rules = selected_rules(SETTINGS)
    try:
        raw = watch.time("fetch", lambda: fetch.fetch(location, SETTINGS))
        page = watch.time("parse", lambda: parse.parse(raw))
    except InputError:
        return None
    document = watch.time("extract", lambda: extract.extract(page))
    findings = watch.time("check", lambda: check.locate(check.check(document, rules), document))
    done = PageReport(location, page.media_type, page.encoding, None, coverage(document), findings)
    watch.time("report", lambda: report.render(Report(SETTINGS.as_of, (done,)), "json"))
    return done


def audit_all(locations: Iterable[str]) -> tuple[Stopwatch, int, int]:
    """Times of all pages; the number of pages audited and of findings."""
    watch = Stopwatch()
    outcomes = [audit(location, watch) for location in locations]
    done = [outcome for outcome in outcomes if outcome is not None]
    return watch, len(done), sum(len(outcome.findings) for outcome in done)


def soup_seconds(pages: Sequence[str]) -> float:
    """CPU seconds of building BeautifulSoup trees of these sources with the standard library's parser."""
    return cpu_seconds(lambda: [BeautifulSoup(source, "html.parser") for source in pages])


def audit_seconds(raws: Sequence[RawPage]) -> float:
    """CPU seconds from bytes to findings."""
    rules = selected_rules(SETTINGS)

    def work() -> None:
        for raw in raws:
            document = extract.extract(parse.parse(raw))
            check.locate(check.check(document, rules), document)

    return cpu_seconds(work)
