"""The JSON report: the contract documented field by field in docs/json-report.md."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from auditor import __version__
from auditor.model import Edit, LocatedFinding, Location, PageReport, Place, Position, Suppression
from auditor.report.style import Frame
from auditor.report.tally import Tally

SCHEMA = 1
"""Raised only when a field is removed or changes its meaning."""


def write_json(pages: Iterable[PageReport], frame: Frame) -> Iterator[str]:
    """One JSON object, page by page."""
    tally = Tally()
    head = {"schema": SCHEMA, "tool": {"name": "auditor", "version": __version__}, "as_of": frame.as_of.isoformat()}
    yield _dump(head).removesuffix("\n}") + ',\n  "pages": ['
    separator = "\n    "
    for page in tally.watch(pages):
        yield separator + _dump(page_object(page), indent=4)
        separator = ",\n    "
    yield ("\n  ]" if tally.pages else "]") + f',\n  "summary": {_dump(summary_object(tally), indent=2)}\n}}\n'


def page_object(page: PageReport) -> dict[str, Any]:
    """The entry of one page."""
    coverage = page.coverage
    return {
        "location": page.location,
        "media_type": page.media_type,
        "encoding": page.encoding,
        "status": "ok" if page.ok else "failed",
        "error": page.error,
        "claims": coverage.claims,
        "coverage": {
            "statistics": coverage.statistics,
            "citations": coverage.citations,
            "dosages": coverage.dosages,
            "unjudged": dict(sorted(coverage.unjudged.items())),
        },
        "findings": [finding_object(finding) for finding in page.findings],
        "suppressed": [finding_object(finding) for finding in page.suppressed],
    }


def finding_object(finding: LocatedFinding) -> dict[str, Any]:
    """The entry of one finding."""
    return {
        "rule": finding.rule,
        "subtype": finding.subtype,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "fix": finding.fix,
        "quote": finding.quote,
        "context": finding.context,
        "block": str(finding.block),
        "region": str(finding.region),
        "section": finding.section[-1] if finding.section else "",
        "section_path": list(finding.section),
        **_ends(finding.location),
        "related": [_place_object(place) for place in finding.related],
        "fingerprint": finding.fingerprint,
        "claim_fingerprint": finding.claim_fingerprint,
        **({} if finding.suppression is None else {"suppression": suppression_object(finding.suppression)}),
        **({"edits": [_edit_object(edit) for edit in finding.edits]} if finding.edits else {}),
    }


def suppression_object(suppression: Suppression) -> dict[str, Any]:
    """Why a finding does not count."""
    return {
        "kind": suppression.kind.value,
        "reason": suppression.reason,
        "owner": suppression.owner,
        "until": suppression.until.isoformat() if suppression.until else None,
        "line": suppression.line,
    }


def summary_object(tally: Tally) -> dict[str, Any]:
    """The totals over all pages."""
    return {
        "pages": tally.pages,
        "failed": tally.failed,
        "findings": tally.total,
        "suppressed": tally.suppressed,
        "by_severity": _counts(tally, None),
        "by_rule": {rule: _counts(tally, rule) for rule in tally.rules},
        "coverage": {
            "statistics": tally.seen["statistics"],
            "citations": tally.seen["citations"],
            "dosages": tally.seen["dosages"],
            "unjudged": dict(sorted(tally.unjudged.items())),
        },
    }


def _counts(tally: Tally, rule: str | None) -> dict[str, int]:
    return {severity.value: count for severity, count in tally.by_severity(rule).items()}


def _place_object(place: Place) -> dict[str, Any]:
    """A related place; "page" only where it stands on another page."""
    page = {"page": place.page} if place.page else {}
    return {"quote": place.quote, "context": place.context, **_ends(place.location), "message": place.message, **page}


def _edit_object(edit: Edit) -> dict[str, Any]:
    return {**_ends(edit.location), "replacement": edit.replacement}


def _ends(location: Location) -> dict[str, Any]:
    return {"start": _position_object(location.start), "end": _position_object(location.end)}


def _position_object(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}


def _dump(value: Any, indent: int = 0) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + " " * indent)
