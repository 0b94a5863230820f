"""The XLSX export: a workbook for reviewers, who filter it, follow its links and hand it on."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from auditor.export.contents import Contents
from auditor.export.rule_sheet import TopClaims, add_rule_sheets
from auditor.export.sheets import CLAIMS, FINDINGS, FIXED, MISSED, PAGES, Missed, missed_finding, missed_page
from auditor.export.summary_sheet import add_summary
from auditor.export.wording import heading
from auditor.export.workbook import written


def write_xlsx(contents: Contents, path: Path) -> None:
    """The sheets Summary, Findings, Claims, Fixed, Not checked and Pages, and one for each rule.

    The file is written in place, its parts beside it while it grows: give a path in a folder of its own.

    Raises:
        UsageError: the package that writes workbooks is not installed.
        OSError: the disk is full or the place cannot be written.
    """
    top = TopClaims()
    with written(path, contents.summary.run.as_of, heading(contents.summary.run)) as book:
        add_summary(book, contents)
        book.table("Findings", FINDINGS, contents.standing)
        book.table("Claims", CLAIMS, top.watch(contents.claims))
        book.table("Fixed", FIXED, contents.fixed)
        book.table("Not checked", MISSED, _missed(contents))
        book.table("Pages", PAGES, contents.captures)
        add_rule_sheets(book, contents, top)


def _missed(contents: Contents) -> Iterator[Missed]:
    return chain(map(missed_page, contents.missed), map(missed_finding, contents.unchecked))
