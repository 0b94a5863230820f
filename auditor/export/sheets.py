"""The tables of the workbook: which columns they have, how wide they are, what stands in them."""

from dataclasses import dataclass

from auditor.export.workbook import Column
from auditor.model.scan import Capture, ClaimRow, FindingRow, Record

_Finding = Column[FindingRow]
_Claim = Column[ClaimRow]
_Page = Column[Capture]

_WHAT = (
    _Finding("Severity", 10, lambda row: row.severity.value, "severity"),
    _Finding("Change", 12, lambda row: row.change.value),
    _Finding("Decision", 14, lambda row: row.decision.value),
    _Finding("Rule", 24, lambda row: row.rule),
    _Finding("Kind", 14, lambda row: row.subtype),
    _Finding("Site", 22, lambda row: row.site),
    _Finding("Page", 44, lambda row: row.location, "link"),
    _Finding("Words", 30, lambda row: row.quote, "wrap"),
    _Finding("Sentence", 60, lambda row: row.context, "wrap"),
    _Finding("Why", 44, lambda row: row.message, "wrap"),
    _Finding("Fix", 44, lambda row: row.fix, "wrap"),
    _Finding("Section", 24, lambda row: row.section, "wrap"),
)
_WHERE = (
    _Finding("Line", 8, lambda row: row.line),
    _Finding("Column", 8, lambda row: row.column),
    _Finding("Pages with this claim", 10, lambda row: row.places, "number"),
    _Finding("First seen in run", 10, lambda row: row.first_seen),
    _Finding("Last seen in run", 10, lambda row: row.last_seen),
    _Finding("Earlier wording", 40, lambda row: row.previous, "wrap"),
    _Finding("Owner", 16, lambda row: row.owner),
    _Finding("Until", 12, lambda row: row.until, "date"),
    _Finding("Decided by", 16, lambda row: row.decided_by),
    _Finding("Reason for the decision", 30, lambda row: row.decision_reason, "wrap"),
    _Finding("Confidence", 11, lambda row: row.confidence.value),
    _Finding("Captured", 21, lambda row: row.captured),
    _Finding("Evidence file", 28, lambda row: row.record.file if row.record else ""),
    _Finding("Evidence offset", 14, lambda row: _stretch(row.record)[0]),
    _Finding("Evidence length", 14, lambda row: _stretch(row.record)[1]),
    _Finding("SHA-256 of the page", 24, lambda row: row.record.digest if row.record else ""),
    _Finding("Finding", 34, lambda row: row.fingerprint),
    _Finding("Claim", 34, lambda row: row.claim_fingerprint),
)
FINDINGS = (*_WHAT, *_WHERE)
"""What a reviewer reads first stands left."""
FIXED = FINDINGS

CLAIMS = (
    _Claim("Severity", 10, lambda row: row.severity.value, "severity"),
    _Claim("Pages", 8, lambda row: row.places, "number"),
    _Claim("Decision", 14, lambda row: row.decision.value),
    _Claim("Rule", 24, lambda row: row.rule),
    _Claim("Words", 30, lambda row: row.quote, "wrap"),
    _Claim("Sentence", 70, lambda row: row.context, "wrap"),
    _Claim("First page", 44, lambda row: next(iter(row.locations), ""), "link"),
    _Claim("Further pages", 44, lambda row: _further(row), "wrap"),
    _Claim("Claim", 34, lambda row: row.claim_fingerprint),
)

PAGES = (
    _Page("Page", 60, lambda page: page.location, "link"),
    _Page("Outcome", 12, lambda page: page.outcome.value),
    _Page("Reason", 28, lambda page: page.reason and page.reason.value),
    _Page("Detail", 40, lambda page: page.detail, "wrap"),
    _Page("Captured", 21, lambda page: page.captured),
    _Page("HTTP status", 8, lambda page: page.status or None),
    _Page("Leads to", 44, lambda page: page.final, "link"),
    _Page("Links from the start", 8, lambda page: page.depth),
    _Page("Evidence file", 28, lambda page: page.record.file if page.record else ""),
    _Page("Evidence offset", 14, lambda page: _stretch(page.record)[0]),
    _Page("Evidence length", 14, lambda page: _stretch(page.record)[1]),
    _Page("SHA-256 of the page", 24, lambda page: page.record.digest if page.record else ""),
)


@dataclass(frozen=True)
class Missed:
    """A page that was not audited, or an earlier finding that was not checked again."""

    what: str
    location: str
    reason: str
    detail: str = ""
    rule: str = ""
    severity: str = ""
    quote: str = ""
    last_seen: int | None = None


def missed_page(page: Capture) -> Missed:
    """The line of a page; where it has no reason, its detail is the reason."""
    if page.reason is None:
        return Missed("page", page.location, page.detail or page.outcome.value)
    return Missed("page", page.location, page.reason.value, page.detail)


def missed_finding(row: FindingRow) -> Missed:
    """The line of a finding."""
    return Missed(
        "finding", row.location, row.unchecked, row.message, row.rule, row.severity.value, row.quote, row.last_seen
    )


_Missed = Column[Missed]
MISSED = (
    _Missed("What", 10, lambda row: row.what),
    _Missed("Page", 60, lambda row: row.location, "link"),
    _Missed("Reason", 36, lambda row: row.reason, "wrap"),
    _Missed("Detail", 44, lambda row: row.detail, "wrap"),
    _Missed("Severity", 10, lambda row: row.severity, "severity"),
    _Missed("Rule", 24, lambda row: row.rule),
    _Missed("Words", 30, lambda row: row.quote, "wrap"),
    _Missed("Last seen in run", 10, lambda row: row.last_seen),
)


def _stretch(record: Record | None) -> tuple[int | None, int | None]:
    """Offset and length of the record, where there is one."""
    return (record.offset, record.length) if record else (None, None)


def _further(row: ClaimRow) -> str:
    more = row.places - len(row.locations)
    named = [*row.locations[1:], *([f"and {more:,} more"] if more > 0 and row.locations else [])]
    return "\n".join(named)
