"""Reviewdog's diagnostic format: one DiagnosticResult; columns count UTF-8 bytes from 1, ends are exclusive."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from auditor.model import LocatedFinding, Location, PageReport, Position, Severity
from auditor.report.style import Frame

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def write_rdjson(pages: Iterable[PageReport], frame: Frame) -> Iterator[str]:
    """The object, one diagnostic a line."""
    yield '{"source": {"name": "auditor"}, "diagnostics": ['
    separator = "\n"
    for page in pages:
        for diagnostic in _diagnostics(page, frame):
            yield separator + json.dumps(diagnostic, ensure_ascii=False)
            separator = ",\n"
    yield "\n]}\n"


def _diagnostics(page: PageReport, frame: Frame) -> Iterator[dict[str, Any]]:
    path = page.location.replace("\\", "/").removeprefix("./")
    if page.error is not None:
        yield {"message": page.error, "location": {"path": path}, "severity": "ERROR"}
    for finding in page.findings:
        yield {
            "message": f"{finding.message} {finding.fix}",
            "location": {"path": path, "range": _range(finding.location, finding)},
            "severity": SEVERITIES[finding.severity],
            "code": {"value": finding.rule} | ({"url": address} if (address := frame.help_of(finding.rule)) else {}),
            **({"suggestions": [_suggestion(finding)]} if len(finding.edits) == 1 else {}),
        }


def _suggestion(finding: LocatedFinding) -> dict[str, Any]:
    """The change that makes the finding go away; a change in two places has no form here."""
    (edit,) = finding.edits
    return {"range": _range(edit.location, finding), "text": edit.replacement}


def _range(location: Location, finding: LocatedFinding) -> dict[str, Any]:
    return {"start": _position(location.start, finding), "end": _position(location.end, finding)}


def _position(position: Position, finding: LocatedFinding) -> dict[str, int]:
    """A position on a line of the finding, or at the beginning of any other."""
    number = position.line - finding.location.start.line
    line = finding.lines[number] if 0 <= number < len(finding.lines) else ""
    return {"line": position.line, "column": len(line[: position.column - 1].encode("utf-8", "surrogatepass")) + 1}
