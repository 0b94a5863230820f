import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor import __version__
from auditor.model import Edit, PageReport, Report
from auditor.report import Frame, render, stream
from tests.report.examples import ACROSS, AS_OF, FLAWED, REPORT, SOUND, SOURCE, STATISTIC

DOCS = Path(__file__).resolve().parents[2] / "docs" / "json-report.md"


def load(report: Report) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render(report, "json"))
    return loaded


def test_head() -> None:
    report = load(REPORT)
    assert list(report) == ["schema", "tool", "as_of", "pages", "summary"]
    assert report["schema"] == 1
    assert report["tool"] == {"name": "auditor", "version": __version__}
    assert report["as_of"] == "2026-01-01"


def test_pages_in_input_order_with_status() -> None:
    pages = load(REPORT)["pages"]
    assert [(page["location"], page["status"], page["error"]) for page in pages] == [
        ("site/tea.html", "ok", None),
        ("site/rest.md", "ok", None),
        ("site/scan.pdf", "failed", "a PDF; export it as HTML or text"),
    ]
    assert pages[0]["claims"] == 6
    assert pages[1]["encoding"] == "windows-1252"


def test_a_finding() -> None:
    found = load(REPORT)["pages"][0]["findings"][0]
    related = found.pop("related")
    start, end = found.pop("start"), found.pop("end")
    assert found == {
        "rule": "unsourced-statistic",
        "subtype": "",
        "severity": "error",
        "confidence": "high",
        "message": "“nearly 90%” has no source.",
        "fix": "Name the source.",
        "quote": "nearly 90%",
        "context": "In our study, nearly 90% of users slept better.",
        "block": "paragraph",
        "region": "main",
        "section": "Relief & rest",
        "section_path": ["Relief & rest"],
        "fingerprint": "f" * 32,
        "claim_fingerprint": "c" * 32,
    }
    assert (start["line"], start["column"]) == (2, 21)
    assert SOURCE[start["offset"] : end["offset"]] == "nearly</b> 90%"
    assert [each["message"] for each in related] == ["the same claim again"]
    assert SOURCE[related[0]["start"]["offset"] : related[0]["end"]["offset"]] == "nearly 90%"


def test_a_related_place_names_its_page_only_where_it_is_another() -> None:
    across, within = load(Report(AS_OF, (PageReport("x", findings=(ACROSS, STATISTIC)),)))["pages"][0]["findings"]
    assert across["related"][0]["page"] == "site/other page.md"
    assert "page" not in within["related"][0]


def test_summary() -> None:
    assert load(REPORT)["summary"] == {
        "pages": 3,
        "failed": 1,
        "findings": 2,
        "suppressed": 0,
        "by_severity": {"error": 1, "warning": 1, "info": 0},
        "by_rule": {
            "contradictory-dosage": {"error": 0, "warning": 1, "info": 0},
            "unsourced-statistic": {"error": 1, "warning": 0, "info": 0},
        },
        "coverage": {"statistics": 4, "citations": 2, "dosages": 5, "unjudged": {"no unit": 1, "titration": 2}},
    }


@pytest.mark.parametrize("pages", [(), (SOUND,), (SOUND, SOUND)])
def test_any_number_of_pages_is_one_object(pages: tuple[PageReport, ...]) -> None:
    assert len(load(Report(AS_OF, pages))["pages"]) == len(pages)


def test_it_is_laid_out_like_the_standard_library_does_it() -> None:
    report = render(REPORT, "json")
    assert report == json.dumps(json.loads(report), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("text", ["\u2028", "\x00", '"\\\n', "😀", "</script>"])
def test_any_text_survives(text: str) -> None:
    page = PageReport("x", findings=(replace(STATISTIC, quote=text),))
    assert load(Report(AS_OF, (page,)))["pages"][0]["findings"][0]["quote"] == text


def test_pages_are_written_as_they_come() -> None:
    asked = []

    def pages() -> Iterator[PageReport]:
        for page in (FLAWED, SOUND):
            asked.append(page)
            yield page

    pieces = stream(pages(), "json", Frame(AS_OF))
    assert '"site/tea.html"' in next(pieces) + next(pieces)
    assert asked == [FLAWED]


def test_every_field_is_documented_and_nothing_else() -> None:
    documented = set(re.findall(r"^\| `([^`]+)` \|", DOCS.read_text("utf-8"), re.MULTILINE))
    edited = replace(FLAWED, findings=(replace(STATISTIC, edits=(Edit(STATISTIC.location, ""),)), ACROSS))
    assert documented == {*fields(load(REPORT), ""), *fields(load(Report(AS_OF, (edited,))), "")}


def fields(value: Any, path: str) -> Iterator[str]:
    """Dotted paths of all fields; [] for the elements of a list, RULE and REASON for open keys."""
    if isinstance(value, dict):
        for key, each in value.items():
            name = "REASON" if path.endswith("unjudged") else "RULE" if path.endswith("by_rule") else key
            here = f"{path}.{name}" if path else name
            yield here
            yield from fields(each, here)
    elif isinstance(value, list):
        for each in value:
            yield from fields(each, f"{path}[]")
