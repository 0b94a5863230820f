import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from auditor.export import Contents, write_sarif
from auditor.model import Severity
from auditor.model.scan import Change, Decision
from auditor.report import sarif as report
from tests.export.examples import NEW, RUN, SUMMARY, WAIVED, contents
from tests.samples import ROOT

SCHEMA = json.loads((ROOT / "tests" / "report" / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def run(exported: Contents) -> dict[str, Any]:
    """The only run of a log that has been found valid."""
    log = json.loads("".join(write_sarif(exported)))
    VALIDATOR.validate(log)
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


def test_valid_where_there_is_nothing() -> None:
    found = run(Contents(replace(SUMMARY, run=replace(RUN, version="", finished=""))))
    assert found["results"] == []
    assert found["invocations"][0]["executionSuccessful"] is False


def test_states_and_levels() -> None:
    results = run(contents())["results"]
    told = {each["properties"]["change"]: (each["baselineState"], each.get("kind"), each["level"]) for each in results}
    assert told == {
        "new": ("new", None, "error"),
        "reopened": ("new", None, "note"),
        "changed": ("updated", None, "error"),
        "persisting": ("unchanged", None, "warning"),
        "fixed": ("absent", None, "error"),
        "not checked": ("unchanged", "open", "none"),
    }


def test_every_change_has_a_state() -> None:
    for change in Change:
        (result,) = run(contents(standing=[replace(NEW, change=change)], fixed=[], unchecked=[]))["results"]
        assert result["baselineState"] in ("new", "unchanged", "updated", "absent")


@pytest.mark.parametrize("decision", [Decision.WAIVED, Decision.FALSE_POSITIVE])
def test_decisions_are_suppressions(decision: Decision) -> None:
    rows = [NEW, replace(WAIVED, decision=decision)]
    results = run(contents(standing=rows, fixed=[], unchecked=[]))["results"]
    (told,) = [each["suppressions"] for each in results if "suppressions" in each]
    assert told == [
        {
            "kind": "external",
            "justification": "the source follows in {May}",
            "properties": {
                "decision": decision.value, "decidedBy": "mk", "owner": "tea team", "until": "2027-05-31",
            },
        }
    ]  # fmt: skip


def test_evidence_and_place() -> None:
    found = run(contents(standing=[NEW], fixed=[], unchecked=[]))
    (result,) = found["results"]
    assert result["properties"]["evidence"] == {
        "file": "evidence/0003/00001.warc.gz", "offset": 1_024, "length": 2_048, "digest": "d" * 64,
        "captured": "2026-11-25T03:01:00Z",
    }  # fmt: skip
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 12, "startColumn": 5}
    assert found["artifacts"][place["artifactLocation"]["index"]]["location"] == place["artifactLocation"]
    assert result["partialFingerprints"] == {"auditorFingerprint/v1": NEW.fingerprint}
    assert found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == NEW.rule


def test_the_version_is_the_one_that_ran() -> None:
    other = replace(SUMMARY, run=replace(RUN, version="0.0.9"))
    assert run(contents(summary=other))["tool"]["driver"]["version"] == "0.0.9"


def test_what_was_not_checked_is_told() -> None:
    (invocation,) = run(contents())["invocations"]
    told = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert told == ["15 pages not checked: robots.txt forbids it", "5 pages not checked: not found"]
    assert (invocation["startTimeUtc"], invocation["endTimeUtc"]) == (RUN.begun, RUN.finished)


def test_too_many_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "RESULTS_MOST", 2)
    rows = [replace(NEW, severity=each, fingerprint=str(number)) for number, each in enumerate([*Severity, *Severity])]
    found = run(contents(standing=rows, fixed=[], unchecked=[]))
    kept = [(each["level"], each["partialFingerprints"]["auditorFingerprint/v1"]) for each in found["results"]]
    assert kept == [("error", "0"), ("error", "3")]
    assert found["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"] == "4 more results left out"


def test_braces_are_no_placeholders() -> None:
    (result,) = run(contents(standing=[replace(NEW, message="{0} {{x}}", fix="")], fixed=[], unchecked=[]))["results"]
    assert result["message"]["text"] == "{{0}} {{{{x}}}} "
