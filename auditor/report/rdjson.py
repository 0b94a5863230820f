"""Reviewdog's diagnostic format: one DiagnosticResult; columns count UTF-8 bytes from 1, ends are exclusive."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from auditor.model import LocatedFinding, PageReport, Severity
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
            "location": {"path": path, "range": _range(finding)},
            "severity": SEVERITIES[finding.severity],
            "code": {"value": finding.rule} | ({"url": address} if (address := frame.help_of(finding.rule)) else {}),
        }


def _range(finding: LocatedFinding) -> dict[str, Any]:
    start, end = finding.location
    first, last = (finding.lines[0], finding.lines[-1]) if finding.lines else ("", "")
    return {
        "start": {"line": start.line, "column": _bytes(first, start.column)},
        "end": {"line": end.line, "column": _bytes(last, end.column)},
    }


def _bytes(line: str, column: int) -> int:
    return len(line[: column - 1].encode("utf-8", "surrogatepass")) + 1
