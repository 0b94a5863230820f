import json
from dataclasses import replace

import pytest

from auditor.export import summary_lines, summary_text
from auditor.model import Coverage, Severity
from auditor.model.scan import Change, RunSummary
from auditor.report.width import width
from tests.export.examples import RUN, SUMMARY

TEXT = """\
Run 3, judged as of 2026-11-25
Inputs: https://tea.example/sitemap.xml
Pages: 410 audited; 431 locations: 30 captured, 380 unchanged since an earlier capture,
  1 redirected, 15 skipped, 5 failed.
Not checked: 20 pages: 15 robots.txt forbids it; 5 not found.
Seen: 12 statistics, 7 citations, 3 dosage statements. Not judged: 2 statements: no unit
  (2).

Findings               new  reopened  changed  persisting  fixed  not checked
  error                  1         -        1           -      1            1
  warning                -         -        -           1      -            -
  info                   -         1        -           -      -            -
  all                    1         1        1           1      1            1
By rule
  unsourced-statistic    1         1        1           1      1            1
By site
  tea.example            1         1        1           1      1            -
  (files)                -         -        -           -      -            1"""


def many_sites(count: int) -> RunSummary:
    counts = tuple(
        (f"site{each:02}.example", f"rule-{each:02}", Severity.ERROR, Change.NEW, each + 1) for each in range(count)
    )
    return replace(SUMMARY, counts=counts)


def test_the_text() -> None:
    assert summary_text(SUMMARY, "text", 90) == TEXT


def test_the_worst_are_named_and_the_others_counted() -> None:
    lines = list(summary_lines(many_sites(25)))
    assert len(lines) <= 40
    assert [line.split()[0] for line in lines if ".example " in line] == [
        f"site{each}.example" for each in range(24, 14, -1)
    ]
    assert lines[-1] == "  and 15 more sites"
    assert "  and 15 more rules" in lines


def test_not_checked_is_said_also_where_there_is_none() -> None:
    assert "Not checked: no page." in list(summary_lines(replace(SUMMARY, not_checked={})))
    assert "Not checked: no page" in summary_text(replace(SUMMARY, not_checked={}), "markdown")


def test_a_run_without_findings() -> None:
    summary = RunSummary(replace(RUN, inputs=(), finished=""), {}, {})
    assert summary_text(summary, "text") == (
        "Run 3, judged as of 2026-11-25, not finished\n"
        "Inputs: none\n"
        "Pages: 0 audited; 0 locations: none.\n"
        "Not checked: no page.\n"
        "Seen: 0 statistics, 0 citations, 0 dosage statements.\n"
        "Findings: none."
    )
    assert summary_text(summary, "markdown").endswith("- Findings: none.")


def test_what_is_left_aside_is_said() -> None:
    summary = replace(SUMMARY, set_aside={"waived": 12, "false positive": 3}, passed_over=1, superseded=2)
    text = summary_text(summary, "text", 200)
    assert "Not in the numbers below, since decided: 3 false positive, 12 waived." in text
    assert "Passed over: 1 page in which no rule can find anything (--prefilter)." in text
    assert "Left aside: 2 records of pages that were captured again later." in text


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 200])
def test_lines_fit(columns: int) -> None:
    wide = "名前" * 40 + ".example"
    summary = replace(
        SUMMARY,
        run=replace(RUN, inputs=("https://tea.example/" + "x" * 5_000, "a", "b", "c", "d")),
        counts=((wide, "r" * 90, Severity.ERROR, Change.NEW, 1_234_567),),
        coverage=Coverage(1, 2, 3, {"a long reason " * 9: 4}),
    )
    lines = list(summary_lines(summary, columns))
    sentences, table = lines[: lines.index("")], lines[lines.index("") :]
    assert max(map(width, sentences)) <= columns
    assert columns < 80 or max(map(width, table)) <= columns
    assert any(line.endswith("and 2 more") for line in lines)


def test_columns_stand_under_each_other() -> None:
    head, *rows = TEXT.partition("\n\n")[2].splitlines()
    rows = [row for row in rows if not row.startswith("By ")]
    ends = [
        head.index(name) + len(name) for name in ("new", "reopened", "changed", "persisting", "fixed", "not checked")
    ]
    assert all(row[end - 1] in "-1" and row[end - 2] == " " for row in rows for end in ends)


def test_hostile_names_stay_in_their_line() -> None:
    summary = replace(SUMMARY, counts=(("a\x1b[31m\nb|c<i>", "x", Severity.ERROR, Change.NEW, 1),))
    assert "\x1b" not in summary_text(summary, "text")
    markdown = summary_text(summary, "markdown")
    assert "\x1b" not in markdown
    assert r"b\|c&lt;i\>" in markdown


def test_markdown_tables() -> None:
    lines = summary_text(SUMMARY, "markdown").splitlines()
    assert lines[0] == "# Run 3, judged as of 2026-11-25"
    assert "| severity | new | reopened | changed | persisting | fixed | not checked |" in lines
    assert "| unsourced-statistic | 1 | 1 | 1 | 1 | 1 | 1 |" in lines
    assert "- Not checked: 20 pages: 15 robots.txt forbids it; 5 not found." in lines
    assert summary_text(many_sites(60), "markdown").splitlines()[-1] == "and 10 more sites"


def test_json_has_all() -> None:
    found = json.loads(summary_text(many_sites(60), "json"))
    assert (found["schema"], found["run"]["number"], found["run"]["as_of"]) == (1, 3, "2026-11-25")
    assert found["pages"] == {"page": 30, "unchanged": 380, "redirected": 1, "skipped": 15, "failed": 5}
    assert found["not_checked"] == {"robots.txt forbids it": 15, "not found": 5}
    assert found["coverage"]["unjudged"] == {"no unit": 2}
    assert len(found["findings"]) == 60
    assert found["findings"][0] == {
        "site": "site00.example", "rule": "rule-00", "severity": "error", "change": "new", "findings": 1,
    }  # fmt: skip
