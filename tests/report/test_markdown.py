import html
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from auditor.model import PageReport, Report
from auditor.report import render
from auditor.report.markdown import escape
from auditor.report.width import visible
from tests.report.examples import ACROSS, AS_OF, FAILED, REPORT, SOUND, STATISTIC

EXPECTED = r"""# Content audit

## site/tea.html

### Relief &amp; rest

- **error** (line 2, column 21): “nearly 90%” has no source.
  > “**nearly 90%**” in: In our study, nearly 90% of users slept better.

  **Fix:** Name the source. `unsourced-statistic`
  - line 5, column 11: “nearly 90%”: the same claim again

- **warning** (line 3, column 9): “two tablets twice a day” has no source.
  > “**two tablets twice a day**” in: In our study, two tablets twice a day of users slept better.

  **Fix:** Name the source. `contradictory-dosage`

## site/scan.pdf

Could not be audited: a PDF; export it as HTML or text

## Summary

2 pages audited: 1 error, 1 warning. 1 input could not be audited.

| rule | error | warning | info |
|---|---:|---:|---:|
| `contradictory-dosage` | 0 | 1 | 0 |
| `unsourced-statistic` | 1 | 0 | 0 |

Seen: 4 statistics, 2 citations, 5 dosage statements. Not judged: 3 statements: titration (2), no unit (1).

Judged as of 2026-01-01.
"""


def test_the_whole_report() -> None:
    assert render(REPORT, "markdown") == EXPECTED


def test_a_sound_page_has_no_part_of_its_own() -> None:
    report = render(Report(AS_OF, (SOUND,)), "markdown")
    assert "rest.md" not in report
    assert "1 page audited: nothing to correct." in report


def shown(markdown: str) -> str:
    """The text a reader sees, tags gone."""
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return html.unescape(re.sub(r"</?p>|\n$", "", rendered))


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no item",
        "12. no item",
        "*no* _emphasis_ **here** ~~or~~ `here`",
        "[no](link) ![no](image) <b>no</b> &amp;",
        "https://example.org/no_link <https://example.org>",
        "| no | table |",
        "> no quotation",
        "@someone, see #12",
        "--- ***",
        "$x_1$",
    ],
)
def test_markup_of_a_page_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)) == text


@given(st.text(max_size=60))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)).split() == visible(text).split()


def test_a_place_on_another_page_names_that_page() -> None:
    report = render(Report(AS_OF, (PageReport("site/tea.html", findings=(ACROSS,)),)), "markdown")
    assert "  - site/other page.md, line 3, column 9: “one tablet”: the usual value" in report


def test_a_failed_page_says_why() -> None:
    assert "Could not be audited: a PDF" in render(Report(AS_OF, (FAILED,)), "markdown")


def test_a_heading_of_a_page_makes_no_heading() -> None:
    page = PageReport("x.md", findings=(replace(STATISTIC, quote="\n# Big", section=("a\n# b",)),))
    tokens = MarkdownIt("commonmark").parse(render(Report(AS_OF, (page,)), "markdown"))
    headings = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    assert headings == ["Content audit", "x.md", r"a \# b", "Summary"]
