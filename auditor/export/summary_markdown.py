"""The summary of a run in Markdown, for an e-mail or a pull request."""

from collections.abc import Iterator, Sequence

from auditor.export import totals
from auditor.export.totals import CHANGES, Total
from auditor.export.wording import facts, heading, more
from auditor.model.scan import RunSummary
from auditor.report.markdown import escape

MOST_ROWS = 50
"""Rules and sites that are named."""


def markdown_lines(summary: RunSummary) -> Iterator[str]:
    """A heading, a list of facts, and a table each by severity, rule and site."""
    yield f"# {heading(summary.run)}"
    yield ""
    yield from (f"- {escape(fact)}" for fact in facts(summary))
    if not summary.counts:
        yield "- Findings: none."
        return
    yield from _table("Findings", [*totals.by_severity(summary), totals.altogether(summary)], "severity")
    yield from _table("By rule", totals.by_rule(summary), "rule")
    yield from _table("By site", totals.by_site(summary), "site")


def _table(title: str, rows: Sequence[Total], noun: str) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield f"| {noun} | " + " | ".join(CHANGES) + " |"
    yield "|---|" + "---:|" * len(CHANGES)
    for row in rows[:MOST_ROWS]:
        yield f"| {escape(row.name)} | " + " | ".join(f"{count:,}" for count in row.cells) + " |"
    if rest := more(len(rows), noun, MOST_ROWS):
        yield from ("", rest)
