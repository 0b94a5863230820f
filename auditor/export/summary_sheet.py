"""The first sheet of the workbook: which run, what was not checked, and the totals."""

from collections.abc import Sequence

from auditor.export import totals
from auditor.export.contents import Contents
from auditor.export.totals import CHANGES, Total
from auditor.export.wording import facts, heading, more
from auditor.export.workbook import Book, Sheet
from auditor.model.scan import Outcome, RunSummary

MOST_ROWS = 1_000
"""Rules and sites that are named."""
WIDTHS = (44, *(13 for _ in CHANGES))
NOTE = "Each finding is a text to be reviewed against a rule; none is a judgement that a page is against the law."


def add_summary(book: Book, contents: Contents) -> None:
    """The sheet "Summary"; its totals are those of the run, also where the other sheets hold a part of it."""
    summary = contents.summary
    sheet = book.sheet("Summary", WIDTHS)
    sheet.add([heading(summary.run)], "title")
    held = f"In the sheets of findings and claims: {contents.selection}." if contents.selection else ""
    for line in (NOTE, held, *facts(summary)):
        sheet.say(line, sum(WIDTHS))
    _add_run(sheet, summary)
    _add_pages(sheet, summary)
    add_totals(sheet, "Findings by severity", [*totals.by_severity(summary), totals.altogether(summary)])
    add_totals(sheet, "Findings by rule", totals.by_rule(summary), "rule")
    add_totals(sheet, "Findings by site", totals.by_site(summary), "site")


def add_totals(sheet: Sheet, title: str, rows: Sequence[Total], noun: str = "") -> None:
    """A table of totals under an empty row; the best are named where there are very many."""
    sheet.add()
    sheet.add([title, *CHANGES], "head")
    for row in rows[:MOST_ROWS]:
        name = "severity" if row.name in ("error", "warning", "info") and not noun else ""
        sheet.add_styled([(row.name, name), *((count, "number") for count in row.cells)])
    if not rows:
        sheet.add(["none"])
    if rest := more(len(rows), noun, MOST_ROWS):
        sheet.add([rest])


def _add_run(sheet: Sheet, summary: RunSummary) -> None:
    run = summary.run
    sheet.add()
    sheet.add(["Run", run.number], "head")
    sheet.add_styled([("Judged as of", ""), (run.as_of, "date")])
    for name, value in (
        ("Begun (UTC)", run.begun),
        ("Finished (UTC)", run.finished or "not finished"),
        ("Version of the auditor", run.version),
        ("Ruleset", run.ruleset),
    ):
        sheet.add([name, value])


def _add_pages(sheet: Sheet, summary: RunSummary) -> None:
    sheet.add()
    sheet.add(["Pages", "number"], "head")
    for outcome in Outcome:
        sheet.add([outcome.value, summary.outcomes.get(outcome.value, 0)], "number")
    sheet.add()
    sheet.add(["Pages not checked", "number"], "head")
    for reason, count in totals.not_checked(summary) or [("none", 0)]:
        sheet.add([reason, count], "number")
