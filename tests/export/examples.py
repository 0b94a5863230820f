"""Runs and findings that the tests of the export share."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from auditor.export import Contents
from auditor.model import Confidence, Coverage, Severity
from auditor.model.scan import (
    Capture,
    Change,
    ClaimRow,
    Decision,
    FindingRow,
    Outcome,
    Reason,
    Record,
    Run,
    RunSummary,
)
from auditor.report import RuleCard

AS_OF = date(2026, 11, 25)
RUN = Run(
    3,
    ("https://tea.example/sitemap.xml",),
    AS_OF,
    "2026-11-25T03:00:00Z",
    "2026-11-25T03:09:00Z",
    "0.1.0",
    "5e1f",
    {"unsourced-statistic": "aa"},
)
RECORD = Record("evidence/0003/00001.warc.gz", 1_024, 2_048, "d" * 64)
NEW = FindingRow(
    run=3,
    site="tea.example",
    location="https://tea.example/green?a=1&b=2",
    rule="unsourced-statistic",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    change=Change.NEW,
    decision=Decision.OPEN,
    message="“90%” has no source.",
    fix="Name the study, or take it out.",
    quote="90%",
    context="It helps 90% of all people.",
    section="Green tea",
    line=12,
    column=5,
    start=300,
    end=303,
    fingerprint="f" * 32,
    claim_fingerprint="c" * 32,
    places=4_000,
    first_seen=3,
    last_seen=3,
    record=RECORD,
    captured="2026-11-25T03:01:00Z",
)
WAIVED = replace(
    NEW,
    change=Change.PERSISTING,
    decision=Decision.WAIVED,
    severity=Severity.WARNING,
    decided_by="mk",
    decision_reason="the source follows in {May}",
    owner="tea team",
    until=date(2027, 5, 31),
    fingerprint="a" * 32,
    first_seen=1,
)
CHANGED = replace(NEW, change=Change.CHANGED, previous="It helps 80% of all people.", fingerprint="b" * 32)
REOPENED = replace(NEW, change=Change.REOPENED, severity=Severity.INFO, fingerprint="9" * 32, line=0, column=0)
FIXED = replace(NEW, change=Change.FIXED, last_seen=2, fingerprint="e" * 32)
UNCHECKED = replace(
    NEW,
    change=Change.NOT_CHECKED,
    site="",
    location="pages/old tea.html",
    unchecked="not found",
    last_seen=2,
    record=None,
    captured="",
    fingerprint="0" * 32,
)
STANDING = (NEW, WAIVED, CHANGED, REOPENED)
FINDINGS = (*STANDING, FIXED, UNCHECKED)
CLAIM = ClaimRow(
    "c" * 32,
    "unsourced-statistic",
    Severity.ERROR,
    "90%",
    "It helps 90% of all people.",
    Decision.OPEN,
    4_000,
    ("https://tea.example/green", "https://tea.example/black"),
)
PAGE = Capture(
    "https://tea.example/green", Outcome.PAGE, record=RECORD, captured="2026-11-25T03:01:00Z", status=200, depth=1
)
MOVED = Capture("https://tea.example/g", Outcome.REDIRECTED, status=301, final="https://tea.example/green")
ROBOTS = Capture("https://tea.example/cart", Outcome.SKIPPED, Reason.ROBOTS, "Disallow: /cart")
GONE = Capture("https://tea.example/old", Outcome.FAILED, Reason.GONE, "404", status=404)
SUMMARY = RunSummary(
    RUN,
    {"page": 30, "unchanged": 380, "redirected": 1, "skipped": 15, "failed": 5},
    {"robots.txt forbids it": 15, "not found": 5},
    (
        ("", "unsourced-statistic", Severity.ERROR, Change.NOT_CHECKED, 1),
        ("tea.example", "unsourced-statistic", Severity.ERROR, Change.CHANGED, 1),
        ("tea.example", "unsourced-statistic", Severity.ERROR, Change.FIXED, 1),
        ("tea.example", "unsourced-statistic", Severity.ERROR, Change.NEW, 1),
        ("tea.example", "unsourced-statistic", Severity.INFO, Change.REOPENED, 1),
        ("tea.example", "unsourced-statistic", Severity.WARNING, Change.PERSISTING, 1),
    ),
    Coverage(12, 7, 3, {"no unit": 2}),
)
CARD = RuleCard(
    "unsourced-statistic",
    "error",
    "A figure that reports a finding has no source.",
    why="a reader cannot check it.",
    remedy="name the source.",
    standards=("Example code 4.2",),
)


def contents(**changes: object) -> Contents:
    """A whole export, anew each time since its parts are read once."""
    parts = Contents(
        SUMMARY,
        iter(STANDING),
        iter((FIXED,)),
        iter((UNCHECKED,)),
        iter((CLAIM,)),
        iter((ROBOTS, GONE)),
        iter((PAGE, MOVED, ROBOTS, GONE)),
        (CARD,),
    )
    return replace(parts, **changes)  # type: ignore[arg-type]


def many(count: int) -> Iterator[FindingRow]:
    """So many findings on as many pages, made as they are asked for."""
    for number in range(count):
        yield replace(
            NEW,
            location=f"https://tea.example/pages/{number}",
            context=f"Drunk daily, this tea number {number} helps nearly 90% of all people who cannot sleep well.",
            fingerprint=f"{number:032x}",
        )
