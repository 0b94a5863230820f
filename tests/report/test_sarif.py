import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditor.model import PageReport, Report, Severity, Suppression, SuppressionKind
from auditor.report import Frame, render, sarif, stream
from auditor.report.uri import uri
from tests.report.examples import ACROSS, AS_OF, CARD, DOSAGE, FLAWED, REPORT, SOUND, STATISTIC

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def run(report: Report, **options: Any) -> dict[str, Any]:
    """The only run of a report that has been found valid."""
    log = json.loads(render(report, "sarif", **options))
    VALIDATOR.validate(log)
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


@pytest.mark.parametrize("pages", [(), (SOUND,), (FLAWED,), REPORT.pages, (FLAWED, FLAWED)])
@pytest.mark.parametrize("rules", [(), (CARD,)])
def test_valid(pages: tuple[PageReport, ...], rules: Any) -> None:
    run(Report(AS_OF, pages), rules=rules)


def test_the_schema_refuses_what_is_wrong() -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_a_result() -> None:
    found = run(REPORT, rules=(CARD,))
    result = found["results"][0]
    assert found["columnKind"] == "unicodeCodePoints"
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("unsourced-statistic", 0, "error")
    assert result["partialFingerprints"] == {"auditorFingerprint/v1": "f" * 32}
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (2, 21, 2, 35)
    assert region["snippet"]["text"] == "nearly</b> 90%"
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["region"]["startLine"] == 5
    assert related["message"]["text"] == "“nearly 90%”: the same claim again"


def test_a_related_location_on_another_page_is_of_that_page() -> None:
    (result,) = run(Report(AS_OF, (PageReport("site/tea.html", findings=(ACROSS,)),)))["results"]
    own, other = result["locations"][0], result["relatedLocations"][0]
    assert own["physicalLocation"]["artifactLocation"] == {"uri": "site/tea.html", "index": 0}
    assert other["physicalLocation"]["artifactLocation"] == {"uri": "site/other%20page.md"}


def test_a_rule() -> None:
    (rule,) = run(REPORT, rules=(CARD,))["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == CARD.summary
    assert rule["fullDescription"]["text"] == CARD.flags
    assert rule["help"]["markdown"].startswith("**Why** a reader")
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"]["standards"] == list(CARD.standards)


def test_a_failed_input_is_a_notification() -> None:
    (invocation,) = run(REPORT)["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["level"] == "error"
    assert notification["message"]["text"] == "site/scan.pdf: a PDF; export it as HTML or text"


def test_the_worst_come_first_and_the_order_is_kept_otherwise() -> None:
    severities = [Severity.INFO, Severity.ERROR, Severity.WARNING] * 5
    random.Random(1).shuffle(severities)
    findings = tuple(replace(STATISTIC, severity=each, quote=str(number)) for number, each in enumerate(severities))
    results = run(Report(AS_OF, (PageReport("x", findings=findings),)))["results"]
    ranks = {"error": 0, "warning": 1, "note": 2}
    order = [(ranks[result["level"]], int(result["properties"]["quote"])) for result in results]
    assert order == sorted(order)


def test_too_many_results_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS_MOST", 1)
    found = run(Report(AS_OF, (replace(FLAWED, findings=(DOSAGE, STATISTIC, DOSAGE)),)))
    assert [result["level"] for result in found["results"]] == ["error"]
    (notification,) = found["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "2 more results are left out"


def test_braces_are_no_placeholders() -> None:
    page = PageReport("x", findings=(replace(STATISTIC, message="“{{rate}}%” is {0}.", fix=""),))
    (result,) = run(Report(AS_OF, (page,)))["results"]
    assert result["message"]["text"] == "“{{{{rate}}}}%” is {{0}}. "


def test_a_page_audited_twice_is_one_artifact() -> None:
    found = run(Report(AS_OF, (FLAWED, SOUND, FLAWED)))
    assert [each["location"]["uri"] for each in found["artifacts"]] == ["site/tea.html", "site/rest.md"]
    indices = {each["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for each in found["results"]}
    assert indices == {0}


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("page.html", "page.html"),
        ("./a b/p#1.html", "a%20b/p%231.html"),
        ("../up.html", "../up.html"),
        ("Größe.md", "Gr%C3%B6%C3%9Fe.md"),
        ("50%.html", "50%25.html"),
        ("a:b.html", "a%3Ab.html"),
        ("/srv/site/x.html", "file:///srv/site/x.html"),
        ("C:\\site\\a b.html", "file:///C:/site/a%20b.html"),
        ("\\\\host\\share\\x.html", "file://host/share/x.html"),
        ("site\\x.html", "site/x.html"),
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("https://example.org/a b/ü%20", "https://example.org/a%20b/%C3%BC%20"),
        ("caf\udce9.html", "caf%E9.html"),
        ("odd\ud800.html", "odd%3F.html"),
        ("-", "-"),
    ],
)
def test_locations_are_uri_references(location: str, address: str) -> None:
    assert uri(location) == address


def test_rules_link_to_their_documentation_where_there_is_one() -> None:
    frame = Frame(AS_OF, rules=(CARD,), docs_url="https://example.org/rules.html#{rule}")
    log = json.loads("".join(stream(REPORT.pages, "sarif", frame)))
    VALIDATOR.validate(log)
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://example.org/rules.html#unsourced-statistic"
    assert "helpUri" not in run(REPORT, rules=(CARD,))["tool"]["driver"]["rules"][0]
    official = replace(CARD, help="https://example.org/law")
    assert run(REPORT, rules=(official,))["tool"]["driver"]["rules"][0]["helpUri"] == "https://example.org/law"


def test_suppressed_results_are_switched_on() -> None:
    hidden = replace(STATISTIC, suppression=Suppression(SuppressionKind.IN_SOURCE, "known", "MK", date(2027, 1, 2), 3))
    pages = (replace(FLAWED, suppressed=(hidden,)),)
    assert len(run(Report(AS_OF, pages))["results"]) == 2
    log = json.loads("".join(stream(pages, "sarif", Frame(AS_OF, suppressed=True))))
    VALIDATOR.validate(log)
    (told,) = [result["suppressions"] for result in log["runs"][0]["results"] if "suppressions" in result]
    assert told == [
        {"kind": "inSource", "justification": "known", "properties": {"owner": "MK", "until": "2027-01-02"}}
    ]
