"""The SARIF 2.1.0 export of a run, for programs that gather findings (OASIS standard; sections named as 3.x)."""

import heapq
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from auditor.export import totals
from auditor.export.contents import Contents
from auditor.model.scan import Change, Decision, FindingRow, RunSummary
from auditor.report import Frame, counted
from auditor.report import sarif as report
from auditor.report.uri import uri

Json = dict[str, Any]

STATES = {
    Change.NEW: "new",
    Change.REOPENED: "new",
    Change.CHANGED: "updated",
    Change.PERSISTING: "unchanged",
    Change.FIXED: "absent",
    Change.NOT_CHECKED: "unchanged",
}
"""Change to baselineState (3.27.24); what is not checked is of kind "open" besides (3.27.9)."""
_SUPPRESSED = (Decision.WAIVED, Decision.FALSE_POSITIVE)


def write_sarif(contents: Contents) -> Iterator[str]:
    """One SARIF log of one run, the worst results first; at most RESULTS_MOST of them, the rest counted."""
    worst, left_out = _worst(contents.findings)
    log = {"$schema": report.SCHEMA, "version": "2.1.0", "runs": [_run(contents, worst, left_out)]}
    yield from json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(log)
    yield "\n"


def _worst(rows: Iterable[FindingRow]) -> tuple[list[FindingRow], int]:
    """The worst and surest findings, equal ones in their order, and how many others there are."""
    seen = 0

    def counting() -> Iterator[tuple[int, int, int, FindingRow]]:
        nonlocal seen
        for row in rows:
            seen += 1
            yield row.severity.rank, row.confidence.rank, seen, row

    kept = [row for *_, row in heapq.nsmallest(report.RESULTS_MOST, counting())]
    return kept, seen - len(kept)


def _run(contents: Contents, rows: list[FindingRow], left_out: int) -> Json:
    """The run object (3.14)."""
    run = contents.summary.run
    indices = {rule.id: index for index, rule in enumerate(contents.rules)}
    artifacts = {address: index for index, address in enumerate(dict.fromkeys(uri(row.location) for row in rows))}
    return {
        **_frame(contents),
        "automationDetails": {"id": f"auditor-scan/{run.number}"},
        "invocations": [_invocation(contents.summary, left_out)],
        "artifacts": [
            {"location": _artifact(each, index), "roles": ["analysisTarget"]} for each, index in artifacts.items()
        ],
        "results": [_result(row, indices, artifacts) for row in rows],
        "properties": {"asOf": run.as_of.isoformat(), "version": run.version, "ruleset": run.ruleset},
    }


def _frame(contents: Contents) -> Json:
    """What every run object of the auditor holds; the version is the one that ran."""
    run = contents.summary.run
    found = report.Run(Frame(run.as_of, rules=contents.rules)).object()
    if run.version:
        found["tool"]["driver"] |= {"version": run.version, "semanticVersion": run.version}
    return found


def _invocation(summary: RunSummary, left_out: int) -> Json:
    """The invocation object (3.20), which tells what was not checked."""
    run = summary.run
    times = {"startTimeUtc": run.begun, "endTimeUtc": run.finished}
    told = [
        _notification(f"{counted(pages, 'page')} not checked: {reason}")
        for reason, pages in totals.not_checked(summary)
    ]
    if left_out:
        told.append(_notification(f"{counted(left_out, 'more result')} left out"))
    return {
        "executionSuccessful": bool(run.finished),
        **{name: time for name, time in times.items() if time},
        "toolExecutionNotifications": told,
    }


def _artifact(address: str, index: int) -> Json:
    return {"uri": address, "index": index}


def _result(row: FindingRow, indices: dict[str, int], artifacts: dict[str, int]) -> Json:
    """A result object (3.27)."""
    address = uri(row.location)
    unknown = row.change is Change.NOT_CHECKED
    return {
        "ruleId": row.rule,
        **({"ruleIndex": indices[row.rule]} if row.rule in indices else {}),
        **({"kind": "open", "level": "none"} if unknown else {"level": report.LEVELS[row.severity]}),
        "message": _message(f"{row.message} {row.fix}"),
        "locations": [_location(row, _artifact(address, artifacts[address]))],
        "partialFingerprints": {"auditorFingerprint/v1": row.fingerprint},
        "baselineState": STATES[row.change],
        **({"suppressions": [_suppression(row)]} if row.decision in _SUPPRESSED else {}),
        "properties": _properties(row),
    }


def _location(row: FindingRow, artifact: Json) -> Json:
    """A location object (3.28). Its region is the rest of the line (3.30.8): where the words end is kept as
    an offset only, which stands in the properties, since a region's lines and offsets must agree (3.30.3)."""
    place: Json = {"artifactLocation": artifact}
    if row.line > 0 and row.column > 0:
        place["region"] = {"startLine": row.line, "startColumn": row.column}
    return {"physicalLocation": place}


def _suppression(row: FindingRow) -> Json:
    """A suppression object (3.35)."""
    return {
        "kind": "external",
        "justification": row.decision_reason,
        "properties": {
            "decision": row.decision.value,
            "decidedBy": row.decided_by,
            "owner": row.owner,
            "until": row.until.isoformat() if row.until else None,
        },
    }


def _properties(row: FindingRow) -> Json:
    return {
        "site": row.site,
        "change": row.change.value,
        "decision": row.decision.value,
        "severity": row.severity.value,
        "confidence": row.confidence.value,
        "subtype": row.subtype,
        "quote": row.quote,
        "context": row.context,
        "fix": row.fix,
        "section": row.section,
        "start": row.start,
        "end": row.end,
        "places": row.places,
        "firstSeen": row.first_seen,
        "lastSeen": row.last_seen,
        "previous": row.previous,
        "unchecked": row.unchecked,
        "claimFingerprint": row.claim_fingerprint,
        "evidence": None if row.record is None else {**asdict(row.record), "captured": row.captured},
    }


def _notification(text: str) -> Json:
    """A notification object (3.58)."""
    return {"level": "warning", "message": _message(text)}


def _message(text: str) -> Json:
    """A message object; braces would start a placeholder and are doubled (3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}
