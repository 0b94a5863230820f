"""A fix in a report, applied by a machine as its format says, makes the finding go away."""

import json
import re
from datetime import date
from typing import Any

import pytest

from auditor.catalogue import all_cards
from auditor.model import PageReport, RawPage
from auditor.pipeline import audit_page
from auditor.report import Frame, stream
from auditor.settings import Settings
from tests.report.test_sarif import VALIDATOR

SETTINGS = Settings(as_of=date(2026, 1, 1))
COMMENT = "<!-- auditor: ignore vague-citation; reason: 😀 known -->"
LATE = "<!-- auditor: ignore vague-citation; reason: known; until: 2025-06-30 -->"
APPEAL = "Studies show that nettle soup eases hay fever."
PAGES = {
    "HTML": ("page.html", f"<p>😀 Tea.</p>\n  {COMMENT}\n<p>Soup.</p>\n"),
    "HTML, behind text": ("page.html", f"<p>😀 Tea. {COMMENT}</p>\n<p>Soup.</p>\n"),
    "HTML with carriage returns": ("page.html", f"\ufeff<p>Tea.</p>\r\n{COMMENT}\r\n<p>Soup.</p>\r\n"),
    "Markdown": ("page.md", f"# 😀 Tea\n\n{COMMENT}\n\nSoup is green.\n"),
    "Markdown with carriage returns": ("page.md", f"# Tea\r\n\r\n{COMMENT}\r\n\r\nSoup is green.\r\n"),
    "expired": ("page.md", f"😀 {LATE}\n{APPEAL}\n"),
}


def audit(text: str, name: str) -> PageReport:
    return audit_page(RawPage(name, text.encode(), "", "utf-8"), SETTINGS)


def report(page: PageReport, form: str) -> Any:
    frame = Frame(SETTINGS.as_of, rules=all_cards(SETTINGS))
    return json.loads("".join(stream([page], form, frame)))


def starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]


@pytest.mark.parametrize("case", PAGES)
@pytest.mark.parametrize("by_lines", [True, False])
def test_sarif(case: str, by_lines: bool) -> None:
    name, text = PAGES[case]
    log = report(audit(text, name), "sarif")
    VALIDATOR.validate(log)
    (fix,) = [each for result in log["runs"][0]["results"] for each in result.get("fixes", ())]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == name
    (replacement,) = change["replacements"]
    region, content = replacement["deletedRegion"], text.removeprefix("\ufeff")
    first = region["charOffset"], region["charOffset"] + region["charLength"]
    if by_lines:
        lines = starts(content)
        sides = ((region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"]))
        assert first == tuple(lines[line - 1] + column - 1 for line, column in sides)
    after = content[: first[0]] + content[first[1] :]
    assert [each.rule for each in audit(after, name).findings if "suppression" in each.rule] == []
    assert COMMENT not in after
    assert LATE not in after


@pytest.mark.parametrize("case", PAGES)
def test_rdjson(case: str) -> None:
    name, text = PAGES[case]
    found = report(audit(text, name), "rdjson")["diagnostics"]
    (suggestion,) = [each for diagnostic in found for each in diagnostic.get("suggestions", ())]
    assert suggestion["text"] == ""
    content = text.removeprefix("\ufeff")
    offsets = [
        len(content[: starts(content)[side["line"] - 1]].encode()) + side["column"] - 1
        for side in (suggestion["range"]["start"], suggestion["range"]["end"])
    ]
    after = (content.encode()[: offsets[0]] + content.encode()[offsets[1] :]).decode()
    assert [each.rule for each in audit(after, name).findings if "suppression" in each.rule] == []


def test_a_fix_in_two_places_is_whole_in_sarif_and_left_out_of_rdjson() -> None:
    text = "<!-- auditor: ignore-start vague-citation -->\n<p>Tea.</p>\n<!-- auditor: ignore-end -->\n<p>Soup.</p>"
    page = audit(text, "page.html")
    (result,) = report(page, "sarif")["runs"][0]["results"]
    regions = [each["deletedRegion"] for each in result["fixes"][0]["artifactChanges"][0]["replacements"]]
    assert [(each["startLine"], each["endLine"]) for each in regions] == [(1, 2), (3, 4)]
    assert [each for each in report(page, "rdjson")["diagnostics"] if "suggestions" in each] == []
    (entry,) = report(page, "json")["pages"][0]["findings"]
    assert [(each["start"]["offset"], each["replacement"]) for each in entry["edits"]] == [(0, ""), (58, "")]


def test_every_rule_of_a_sarif_report_has_an_address_or_is_about_suppressions() -> None:
    rules = report(audit(APPEAL, "page.md"), "sarif")["runs"][0]["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules if "helpUri" not in each and not each["id"].endswith("-suppression")] == []
