"""Reports for machines, read as their consumers read them."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from auditor.model import (
    Confidence,
    Edit,
    Page,
    PageReport,
    Report,
    Severity,
    Suppression,
    SuppressionKind,
)
from auditor.report import render
from tests.report.examples import AS_OF, DOSAGE, FLAWED, REPORT, STATISTIC, finding

# Fields and values as GitLab's documentation of custom code quality tools gives them.
GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"minimum": 1}}},
                },
            },
        },
    },
}
# Messages of reviewdog's diagnostic format, version of August 2026.
POSITION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
RANGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["start"],
    "properties": {"start": POSITION, "end": POSITION},
}
RDJSON: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["message", "location"],
                "properties": {
                    "message": {"type": "string"},
                    "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"]},
                    "location": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["path"],
                        "properties": {"path": {"type": "string"}, "range": RANGE},
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["range", "text"],
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}
COMMAND = re.compile(r"::(?P<level>error|warning|notice)(?: (?P<properties>[^:\r\n]*))?::(?P<message>[^\r\n]*)")
HIDDEN = replace(STATISTIC, suppression=Suppression(SuppressionKind.IN_SOURCE, "known <since> May"))


def report(*findings: Any, **changes: Any) -> Report:
    return Report(AS_OF, (replace(FLAWED, findings=findings, **changes),))


def commands(report: Report) -> list[re.Match[str]]:
    found = []
    for line in render(report, "github").splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        found.append(match)
    return found


def test_github_orders_by_level_and_escapes() -> None:
    odd = replace(STATISTIC, message="100%\r\nsure: yes, or ::no")
    found = commands(Report(AS_OF, (replace(FLAWED, location="a,b:c.html", findings=(DOSAGE, odd)), *REPORT.pages[2:])))
    assert [each["level"] for each in found] == ["error", "error", "warning"]
    assert found[1]["message"].startswith("100%25%0D%0Asure: yes, or ::no")
    assert "file=a%2Cb%3Ac.html,line=2,endLine=2,col=" in found[1]["properties"]
    assert "col=" not in found[2]["properties"], "a finding over several lines has no columns"


def test_github_keeps_the_surest_and_counts_the_rest() -> None:
    sure = [replace(STATISTIC, message=f"sure {number}") for number in range(6)]
    unsure = [replace(STATISTIC, message=f"unsure {number}", confidence=Confidence.LOW) for number in range(9)]
    notes = [replace(STATISTIC, message=f"note {number}", severity=Severity.INFO) for number in range(12)]
    found = commands(report(*unsure, *sure, *notes))
    messages = [each["message"].split(" Name")[0] for each in found]
    assert messages[:10] == [f"sure {number}" for number in range(6)] + [f"unsure {number}" for number in range(4)]
    assert messages[-1] == "and 8 more findings"
    assert sum(each["level"] == "notice" for each in found) == 10


def test_gitlab_is_valid_and_every_fingerprint_stands_once() -> None:
    for each in (REPORT, report(STATISTIC, STATISTIC, replace(STATISTIC, fingerprint="g" * 32)), Report(AS_OF, ())):
        entries = json.loads(render(each, "gitlab"))
        jsonschema.validate(entries, GITLAB)
        marks = [entry["fingerprint"] for entry in entries]
        assert len(set(marks)) == len(marks)
    assert [entry["severity"] for entry in json.loads(render(REPORT, "gitlab"))] == ["critical", "major", "blocker"]


def test_junit_is_read_by_a_parser() -> None:
    odd = replace(STATISTIC, message='"<&>" \x00\x0b\ud800')
    root = ET.fromstring(
        render(Report(AS_OF, (replace(FLAWED, findings=(odd,), suppressed=(HIDDEN,)), *REPORT.pages[1:])), "junit")
    )
    flawed, sound, failed = root.findall("testsuite")
    assert flawed.attrib == {"name": "site/tea.html", "tests": "2", "failures": "1", "errors": "0", "skipped": "1"}
    (failure,) = flawed.findall("testcase/failure")
    assert failure.attrib == {"message": '"<&>" \ufffd\ufffd\ufffd', "type": "error"}
    assert [each.attrib["message"] for each in flawed.findall("testcase/skipped")] == ["known <since> May"]
    assert sound.attrib["tests"] == "1"
    assert len(failed.findall("testcase/error")) == 1


def test_rdjson_is_valid_and_counts_bytes() -> None:
    page = Page("x.txt", "text/plain", "utf-8", "é🙂 nearly 90%\n", ())
    found = replace(finding("nearly 90%", page=page), lines=("é🙂 nearly 90%",))
    edited = replace(found, edits=(Edit(found.location, "all"),))
    for each in (REPORT, report(found), report(edited), Report(AS_OF, ())):
        jsonschema.validate(json.loads(render(each, "rdjson")), RDJSON)
    (diagnostic,) = json.loads(render(report(found), "rdjson"))["diagnostics"]
    assert diagnostic["location"]["range"] == {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 18}}


def test_jsonl_is_a_finding_a_line() -> None:
    lines = [json.loads(line) for line in render(REPORT, "jsonl").splitlines()]
    assert [each.get("rule", each.get("error")) for each in lines] == [
        "unsourced-statistic",
        "contradictory-dosage",
        "a PDF; export it as HTML or text",
    ]


@pytest.mark.parametrize("form", ["github", "gitlab", "junit", "rdjson", "jsonl"])
def test_pages_pass_through_one_by_one(form: str) -> None:
    asked: list[int] = []

    def pages() -> Any:
        for number in range(3):
            asked.append(number)
            yield PageReport(f"{number}.md")

    from auditor.report import Frame, stream

    assert "".join(stream(pages(), form, Frame(AS_OF))) is not None
    assert asked == [0, 1, 2]
