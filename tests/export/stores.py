"""A small store with two finished runs, made through the store's own door."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from auditor.model import LocatedFinding, Location, PageReport, Position, Severity
from auditor.model.finding import Confidence
from auditor.model.scan import Capture, Outcome, PageResult, Reason, Record, Run
from auditor.store import Store

RULES = {"unsourced-statistic": "aa", "vague-citation": "bb"}
CAPTURED = "2026-11-25T03:01:00Z"


def finding(number: int, words: str = "") -> LocatedFinding:
    """One of many findings."""
    rule, severity = (("unsourced-statistic", Severity.ERROR), ("vague-citation", Severity.WARNING))[number % 2]
    sentence = words or f"Tea number {number} helps 90% of people."
    return LocatedFinding(
        rule, severity, Confidence.HIGH, "“90%” has no source.", "Name the study.", "90%", sentence, "paragraph",
        "main", ("Tea",), Location(Position(3, 5, 40), Position(3, 8, 43)), (sentence,),
        f"{number:032x}", f"{number + 1_000_000:032x}",
    )  # fmt: skip


def record(number: int) -> Record:
    """Where the page of this number is kept."""
    return Record("evidence/0001/00001.warc.gz", number * 100, 100, f"{number:064x}")


def location(number: int) -> str:
    """Every third page is on another site."""
    return f"https://{'herbs' if number % 3 == 2 else 'tea'}.example/{number}"


def scanned(store: Store, numbers: range, inputs: tuple[str, ...] = ("https://tea.example/",)) -> Run:
    """A finished run over pages, each with one finding; one page more is forbidden and one is gone."""
    run = store.begin(inputs, date(2026, 11, 25), "0.1.0", "5e1f", RULES)
    missed = (
        Capture("https://tea.example/cart", Outcome.SKIPPED, Reason.ROBOTS, "Disallow: /cart"),
        Capture("https://tea.example/old", Outcome.FAILED, Reason.GONE, "404", status=404),
    )
    pages = (Capture(location(each), Outcome.PAGE, record=record(each), captured=CAPTURED) for each in numbers)
    store.ingest_captures(run, (*missed, *pages))
    reports = (PageReport(location(each), "text/html", findings=(finding(each),)) for each in numbers)
    store.ingest(run, (PageResult(each, record(int(each.location.rpartition("/")[2])), CAPTURED) for each in reports))
    store.settle(run)
    return store.finish(run)


def two_runs(folder: Path) -> None:
    """In the second run, page 0 has lost its finding, page 6 is new, and page 1 was not captured."""
    with Store.open(folder) as store:
        scanned(store, range(6))
        run = store.begin(("https://tea.example/",), date(2026, 12, 25), "0.1.0", "5e1f", RULES)
        numbers = (0, 2, 3, 4, 5, 6)
        pages = [Capture(location(each), Outcome.PAGE, record=record(each), captured=CAPTURED) for each in numbers]
        store.ingest_captures(run, [*pages, Capture(location(1), Outcome.FAILED, Reason.GONE, "404", status=404)])
        reports = [PageReport(location(each), "text/html", findings=(finding(each),)) for each in numbers]
        reports[0] = replace(reports[0], findings=())
        store.ingest(
            run, [PageResult(each, record(number), CAPTURED) for number, each in zip(numbers, reports, strict=True)]
        )
        store.settle(run)
        store.finish(run)
