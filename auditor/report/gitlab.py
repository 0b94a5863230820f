"""The code quality report of GitLab: a JSON list; every fingerprint in it stands once."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from auditor.model import LocatedFinding, PageReport, Severity
from auditor.report.style import Frame

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def write_gitlab(pages: Iterable[PageReport], _frame: Frame) -> Iterator[str]:
    """One list, an object for each finding and each page that failed."""
    seen: set[str] = set()
    separator = "[\n"
    for page in pages:
        for entry in _entries(page):
            while entry["fingerprint"] in seen:
                entry["fingerprint"] = _salted(entry["fingerprint"])
            seen.add(entry["fingerprint"])
            yield separator + json.dumps(entry, ensure_ascii=False)
            separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _entries(page: PageReport) -> Iterator[dict[str, Any]]:
    if page.error is not None:
        yield _entry(page.location, "input-error", page.error, "blocker", 1, _salted(page.location + page.error))
    for finding in page.findings:
        yield _of(page.location, finding)


def _of(location: str, finding: LocatedFinding) -> dict[str, Any]:
    description = f"{finding.message} {finding.fix}"
    line = finding.location.start.line
    return _entry(location, finding.rule, description, SEVERITIES[finding.severity], line, finding.fingerprint)


def _entry(location: str, check: str, description: str, severity: str, line: int, fingerprint: str) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": location.replace("\\", "/").removeprefix("./"), "lines": {"begin": line}},
    }


def _salted(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
