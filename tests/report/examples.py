"""Report values made by hand, for the tests of reports and the command line."""

from dataclasses import replace
from datetime import date

from auditor.model import (
    Confidence,
    Coverage,
    LocatedFinding,
    Location,
    Page,
    PageReport,
    Place,
    Report,
    Severity,
)
from auditor.report import RuleCard
from auditor.report.cards import Example, OptionCard

AS_OF = date(2026, 1, 1)

SOURCE = (
    "<h2>Relief &amp; rest</h2>\r\n"
    "<p>In our study, <b>nearly</b> 90% of users slept better.</p>\r\n"
    "<p>Take two tablets\r\n   twice a day.</p>\r\n"
    "<p>Later: nearly 90% again.</p>\r\n"
)
PAGE = Page("site/tea.html", "text/html", "utf-8", SOURCE, ())

CARD = RuleCard(
    "unsourced-statistic",
    "error",
    "A figure without a source.",
    flags="a figure whose source no reader could find",
    why="a reader cannot weigh it",
    remedy="name the source",
    limits="sources named elsewhere on the site do not count",
    standards=("Style guide 3.1", "Code 12.1 ~"),
    options=(OptionCard("reach", "80", "Characters that count as near."),),
    flagged=(Example("Nine in ten agree.", ("Nine in ten",)),),
    passed=(Example("Nine in ten agree (Smith 2019, doi:10.1/x)."),),
)


def place(words: str, page: Page = PAGE, after: int = 0) -> Location:
    """Where the words stand in the page's source, from an offset on."""
    start = page.source.index(words, after)
    return Location(page.position(start), page.position(start + len(words)))


def finding(words: str, quote: str = "", page: Page = PAGE) -> LocatedFinding:
    """A finding on words of the source."""
    location = place(words, page)
    lines = range(location.start.line, location.end.line + 1)
    return LocatedFinding(
        rule="unsourced-statistic",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message=f"“{quote or words}” has no source.",
        fix="Name the source.",
        quote=quote or words,
        context=f"In our study, {quote or words} of users slept better.",
        block="paragraph",
        region="main",
        section=("Relief & rest",),
        location=location,
        lines=tuple(page.line(number) for number in lines),
        fingerprint="f" * 32,
        claim_fingerprint="c" * 32,
    )


STATISTIC = replace(
    finding("nearly</b> 90%", "nearly 90%"),
    related=(Place("nearly 90%", "Later: nearly 90% again.", place("nearly 90%"), "the same claim again"),),
)
DOSAGE = replace(
    finding("two tablets\r\n   twice a day", "two tablets twice a day"),
    rule="contradictory-dosage",
    subtype="frequency",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    region="footer",
)
FLAWED = PageReport(
    "site/tea.html", "text/html", "utf-8", None, Coverage(3, 2, 1, {"titration": 2, "no unit": 1}), (STATISTIC, DOSAGE)
)
SOUND = PageReport("site/rest.md", "text/markdown", "windows-1252", None, Coverage(1, 0, 4))
FAILED = PageReport("site/scan.pdf", error="a PDF; export it as HTML or text")
REPORT = Report(AS_OF, (FLAWED, SOUND, FAILED))

ACROSS = replace(
    DOSAGE,
    subtype="across-pages",
    related=(
        Place("one tablet", "Take one tablet a day.", place("two tablets"), "the usual value", "site/other page.md"),
    ),
)
"""A finding whose other place stands on another page."""
