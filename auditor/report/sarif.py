"""The SARIF 2.1.0 report, for code scanning and editors (OASIS standard; sections named as 3.x)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from auditor import __version__
from auditor.model import LocatedFinding, Location, PageReport, Place, Severity, Suppression
from auditor.report.cards import RuleCard
from auditor.report.style import Frame
from auditor.report.uri import uri

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
RESULTS_MOST = 25_000
"""Code scanning refuses a run with more; the best are kept and the rest counted in a notification."""
SNIPPET_MOST = 500
"""Characters; the text of a longer region is left out."""

Json = dict[str, Any]


def write_sarif(pages: Iterable[PageReport], frame: Frame) -> Iterator[str]:
    """One SARIF log of one run, the worst results first, so that a cut list loses the least."""
    run = Run(frame)
    for page in pages:
        run.add(page)
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run.object()]}
    yield from json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(log)
    yield "\n"


class Run:
    """Gathers what the pages give into a run object (3.14)."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.indices = {rule.id: index for index, rule in enumerate(frame.rules)}
        self.artifacts: dict[str, Json] = {}
        self.results: list[tuple[tuple[int, ...], Json]] = []
        self.notifications: list[Json] = []

    def add(self, page: PageReport) -> None:
        """Takes the page's findings, or the reason why it has none."""
        if page.error is not None:
            self.notifications.append(_notification("error", page.error, page.location))
            return
        address = uri(page.location)
        artifact = self.artifacts.setdefault(address, _artifact(page, address, len(self.artifacts)))
        for finding in (*page.findings, *(page.suppressed if self.frame.suppressed else ())):
            order = (finding.severity.rank, finding.confidence.rank, len(self.results))
            self.results.append((order, self._result(finding, artifact["location"])))

    def object(self) -> Json:
        """The run object."""
        failed = bool(self.notifications)
        self.results.sort(key=lambda result: result[0])
        if (more := len(self.results) - RESULTS_MOST) > 0:
            self.notifications.append(_notification("warning", f"{more} more results are left out"))
        return {
            "tool": {"driver": self._driver()},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": self.notifications}],
            "artifacts": list(self.artifacts.values()),
            "results": [result for _, result in self.results[:RESULTS_MOST]],
            "properties": {"asOf": self.frame.as_of.isoformat()},
        }

    def _driver(self) -> Json:
        return {
            "name": "auditor",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [_rule(rule, self.frame.help_of(rule.id)) for rule in self.frame.rules],
        }

    def _result(self, finding: LocatedFinding, artifact: Json) -> Json:
        index = self.indices.get(finding.rule)
        return {
            "ruleId": finding.rule,
            **({} if index is None else {"ruleIndex": index}),
            "level": LEVELS[finding.severity],
            "message": _message(f"{finding.message} {finding.fix}"),
            "locations": [_location(artifact, finding.location, finding.lines)],
            "relatedLocations": [
                {
                    "id": number,
                    **_location({"uri": uri(place.page)} if place.page else artifact, place.location),
                    "message": _message(_related(place)),
                }
                for number, place in enumerate(finding.related, 1)
            ],
            "partialFingerprints": {"auditorFingerprint/v1": finding.fingerprint},
            **({} if finding.suppression is None else {"suppressions": [_suppression(finding.suppression)]}),
            **({"fixes": [_fix(finding, artifact)]} if finding.edits else {}),
            "properties": _properties(finding),
        }


def _suppression(suppression: Suppression) -> Json:
    """A suppression object (3.35)."""
    until = suppression.until.isoformat() if suppression.until else None
    return {
        "kind": suppression.kind.value,
        "justification": suppression.reason,
        "properties": {"owner": suppression.owner, "until": until},
    }


def _properties(finding: LocatedFinding) -> Json:
    return {
        "confidence": finding.confidence.value,
        "subtype": finding.subtype,
        "quote": finding.quote,
        "context": finding.context,
        "fix": finding.fix,
        "block": str(finding.block),
        "region": str(finding.region),
        "section": list(finding.section),
        "claimFingerprint": finding.claim_fingerprint,
    }


def _related(place: Place) -> str:
    return f"“{place.quote}”: {place.message}" if place.message else f"“{place.quote}”"


def _fix(finding: LocatedFinding, artifact: Json) -> Json:
    """A fix object (3.55): all edits together; what is only deleted has no new content (3.57.4)."""
    replacements = [
        {
            "deletedRegion": _region(each.location),
            **({"insertedContent": {"text": each.replacement}} if each.replacement else {}),
        }
        for each in finding.edits
    ]
    change = {"artifactLocation": artifact, "replacements": replacements}
    said = "Replace it" if any(each.replacement for each in finding.edits) else "Delete it"
    return {"description": _message(said), "artifactChanges": [change]}


def _location(artifact: Json, location: Location, lines: tuple[str, ...] = ()) -> Json:
    """A location object (3.28)."""
    start, end = location
    region = _region(location)
    if len(lines) == 1 and end.offset - start.offset <= SNIPPET_MOST:
        region["snippet"] = {"text": lines[0][start.column - 1 : end.column - 1]}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _region(location: Location) -> Json:
    """A region object (3.30); the end column is the one after the last character (3.30.8)."""
    start, end = location
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": start.offset,
        "charLength": end.offset - start.offset,
    }


def _artifact(page: PageReport, address: str, index: int) -> Json:
    found: Json = {"location": {"uri": address, "index": index}, "roles": ["analysisTarget"]}
    if page.media_type:
        found["mimeType"] = page.media_type
    if page.encoding:
        found["encoding"] = page.encoding
    return found


def _notification(level: str, text: str, location: str | None = None) -> Json:
    if location is None:
        return {"level": level, "message": _message(text)}
    place = {"physicalLocation": {"artifactLocation": {"uri": uri(location)}}}
    return {"level": level, "message": _message(f"{location}: {text}"), "locations": [place]}


def _message(text: str) -> Json:
    """A message object; braces would start a placeholder and are doubled (3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _rule(rule: RuleCard, address: str) -> Json:
    """A reportingDescriptor object (3.49)."""
    parts = (("Why", rule.why), ("Remedy", rule.remedy), ("Limits", rule.limits))
    said = [(name, text) for name, text in parts if text]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.flags or rule.summary},
        "help": {
            "text": "\n\n".join(f"{name}: {text}" for name, text in said) or rule.summary,
            "markdown": "\n\n".join(f"**{name}** {text}" for name, text in said) or rule.summary,
        },
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": LEVELS[Severity(rule.severity)]},
        "properties": {"tags": ["content", "health"], "standards": list(rule.standards)},
    }
