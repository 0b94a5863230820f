import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.model import PageReport, Report, Severity, Suppression, SuppressionKind
from auditor.report import Frame, Style, render, stream
from auditor.report.width import width
from tests.report.examples import ACROSS, AS_OF, DOSAGE, FLAWED, REPORT, SOUND, STATISTIC

EXPECTED = """\
site/tea.html

  Relief & rest

  site/tea.html:2:21  error
    “nearly 90%” has no source.
    2 | <p>In our study, <b>nearly</b> 90% of users slept better.</p>
      |                     ^~~~~~~~~~~~~~
    see   site/tea.html:5:11 “nearly 90%” the same claim again
    fix   Name the source.
    rule  unsourced-statistic, high confidence

  site/tea.html:3:9  warning
    “two tablets twice a day” has no source.
    3 | <p>Take two tablets
      |         ^~~~~~~~~~~
    4 | twice a day.</p>
      | ^~~~~~~~~~~
    fix   Name the source.
    rule  contradictory-dosage (frequency), low confidence, in the page's footer

site/rest.md: nothing to correct (1 statistic, 0 citations, 4 dosage statements seen)

rule                    error  warning     info    total
contradictory-dosage        -        1        -        1
unsourced-statistic         1        -        -        1
total                       1        1        -        2

2 pages audited: 1 error, 1 warning. 1 input could not be audited.
Seen: 4 statistics, 2 citations, 5 dosage statements.
Not judged: 3 statements: titration (2), no unit (1).
"""


def test_the_whole_report() -> None:
    assert render(REPORT, "text") == EXPECTED


def test_a_sound_page_is_one_clear_line() -> None:
    assert render(Report(AS_OF, (SOUND,)), "text") == (
        "site/rest.md: nothing to correct (1 statistic, 0 citations, 4 dosage statements seen)\n\n"
        "1 page audited: nothing to correct.\n"
        "Seen: 1 statistic, 0 citations, 4 dosage statements.\n"
    )


def test_brief_is_one_line_a_finding_and_nothing_else() -> None:
    assert render(REPORT, "text", style=Style(brief=True)).splitlines() == [
        "site/tea.html:2:21: error: “nearly 90%” has no source. [unsourced-statistic]",
        "site/tea.html:3:9: warning: “two tablets twice a day” has no source. [contradictory-dosage]",
    ]


def test_detail_adds_claim_and_fingerprint() -> None:
    report = render(REPORT, "text", style=Style(detail=True))
    assert "    claim In our study, nearly 90% of users slept better.\n" in report
    assert f"    id    {'f' * 32}\n" in report


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    long = replace(STATISTIC, message="word " * 80, fix="患者 " * 80)
    report = render(Report(AS_OF, (PageReport("x.html", findings=(long, DOSAGE)),)), "text", style=Style(columns))
    body = report.partition("\nrule ")[0]
    assert max(map(width, body.splitlines())) <= columns


def test_colour_only_where_asked() -> None:
    coloured = render(REPORT, "text", style=Style(colour=True))
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == EXPECTED


def test_a_page_cannot_write_to_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\r\n\u202e"
    bad = replace(STATISTIC, message=evil, fix=evil, quote=evil, context=evil, section=(evil,), lines=(evil * 20,))
    style = Style(detail=True)
    report = render(Report(AS_OF, (PageReport(evil, findings=(bad,)),)), "text", style=style)
    assert not set(report) & set("\x1b\x07\r\u202e")


def test_many_related_places_are_counted() -> None:
    many = replace(STATISTIC, related=STATISTIC.related * 9)
    report = render(Report(AS_OF, (PageReport("x.html", findings=(many,)),)), "text")
    assert report.count("the same claim again") == 5
    assert "also  4 more places" in report


def test_a_place_on_another_page_names_that_page() -> None:
    report = render(Report(AS_OF, (PageReport("site/tea.html", findings=(ACROSS,)),)), "text", style=Style(width=200))
    assert "site/tea.html:3:9" in report
    assert "see   site/other page.md:3:9 “one tablet” the usual value" in report


def test_findings_before_the_first_heading_have_a_section_too() -> None:
    report = render(Report(AS_OF, (PageReport("x.html", findings=(replace(STATISTIC, section=()),)),)), "text")
    assert "(before the first heading)" in report


def test_notes_are_counted_as_notes() -> None:
    notes = (replace(STATISTIC, severity=Severity.INFO),) * 2
    assert "1 page audited: 2 notes." in render(Report(AS_OF, (PageReport("x.html", findings=notes),)), "text")


def test_pages_are_written_as_they_come() -> None:
    asked = []

    def pages() -> Iterator[PageReport]:
        for page in (FLAWED, SOUND):
            asked.append(page)
            yield page

    pieces = stream(pages(), "text", Frame(AS_OF))
    assert next(pieces).startswith("site/tea.html\n")
    assert asked == [FLAWED]


def test_places_are_links_where_the_terminal_opens_them() -> None:
    shown = render(REPORT, style=Style(colour=True, links=True))
    assert f"\x1b]8;;{Path('site/tea.html').absolute().as_uri()}\x1b\\" in shown
    assert "\x1b]8;;" not in render(REPORT, style=Style(colour=True))


def test_suppressed_findings_are_shown_on_request() -> None:
    hidden = replace(STATISTIC, suppression=Suppression(SuppressionKind.EXTERNAL, "known since May"))
    pages = (replace(SOUND, suppressed=(hidden,)),)
    asked = "".join(stream(pages, "text", Frame(AS_OF, suppressed=True)))
    assert "suppressed unsourced-statistic: known since May" in asked
    assert "known since May" not in "".join(stream(pages, "text", Frame(AS_OF)))
