"""The summary of a run for people: pages, what was not checked and why, findings by severity, rule and site."""

import json
from collections.abc import Iterator, Sequence

from auditor.export import totals
from auditor.export.summary_markdown import markdown_lines
from auditor.export.totals import CHANGES, Total
from auditor.export.wording import facts, heading, more
from auditor.model.scan import Outcome, RunSummary
from auditor.report.table import fold
from auditor.report.width import visible, widths
from auditor.report.width import width as columns_of

SCHEMA = 1
"""Of the JSON form; raised only when a field is removed or changes its meaning."""
MOST_ROWS = 10
"""Rules and sites that the text names."""
INDENT = "  "
LEAST_NAME = 12
"""Columns that a name has, however narrow the terminal is."""


def summary_text(summary: RunSummary, form: str, width: int = 100) -> str:
    """The summary as "text", "markdown" or "json", without a line end at its end."""
    if form == "json":
        return json.dumps(summary_object(summary), ensure_ascii=False, indent=2)
    return "\n".join(markdown_lines(summary) if form == "markdown" else summary_lines(summary, width))


def summary_lines(summary: RunSummary, width: int = 100) -> Iterator[str]:
    """The summary in lines of `width` terminal columns where names leave room; never more than about 40."""
    yield heading(summary.run)
    for line in facts(summary):
        first, *rest = fold(visible(line), width - len(INDENT))
        yield first
        yield from (INDENT + part for part in rest)
    if not summary.counts:
        yield "Findings: none."
        return
    yield ""
    yield from _tables(summary, width)


def _tables(summary: RunSummary, width: int) -> Iterator[str]:
    """One table, so that its columns stand under each other: severities, rules, sites."""
    rules, sites = totals.by_rule(summary), totals.by_site(summary)
    groups = (
        ("Findings", [*totals.by_severity(summary), totals.altogether(summary)], ""),
        ("By rule", rules[:MOST_ROWS], more(len(rules), "rule", MOST_ROWS)),
        ("By site", sites[:MOST_ROWS], more(len(sites), "site", MOST_ROWS)),
    )
    shown = [total for _, rows, _ in groups for total in rows]
    wides = [max(map(len, column)) for column in zip(CHANGES, *map(_numbers, shown), strict=True)]
    room = max(width - sum(wides) - len(INDENT) * len(wides), LEAST_NAME)
    wide = min(max(columns_of(name) for name in ("Findings", *(INDENT + visible(each.name) for each in shown))), room)
    for title, rows, rest in groups:
        yield _row(title, list(CHANGES) if title == "Findings" else [], wide, wides)
        yield from (_row(INDENT + visible(row.name), _numbers(row), wide, wides) for row in rows)
        if rest:
            yield INDENT + rest


def _numbers(total: Total) -> list[str]:
    return [f"{count:,}" if count else "-" for count in total.cells]


def _row(name: str, cells: Sequence[str], wide: int, wides: Sequence[int]) -> str:
    short = _shortened(name, wide)
    numbers = "".join(f"{INDENT}{cell:>{each}}" for cell, each in zip(cells, wides, strict=False))
    return (short + " " * (wide - columns_of(short)) + numbers).rstrip()


def _shortened(name: str, columns: int) -> str:
    """The name in so many columns, its end replaced by "…" where it is longer."""
    if columns_of(name) <= columns:
        return name
    left, kept = columns - 1, 0
    for each in widths(name):
        if each > left:
            break
        left, kept = left - each, kept + 1
    return name[:kept] + "…"


def summary_object(summary: RunSummary) -> dict[str, object]:
    """The JSON form; documented in docs/export.md."""
    run, seen = summary.run, summary.coverage
    return {
        "schema": SCHEMA,
        "run": {
            "number": run.number,
            "inputs": list(run.inputs),
            "as_of": run.as_of.isoformat(),
            "begun": run.begun,
            "finished": run.finished or None,
            "version": run.version,
            "ruleset": run.ruleset,
        },
        "pages": {each.value: summary.outcomes.get(each.value, 0) for each in Outcome},
        "not_checked": dict(totals.not_checked(summary)),
        "coverage": {
            "statistics": seen.statistics,
            "citations": seen.citations,
            "dosages": seen.dosages,
            "unjudged": dict(sorted(seen.unjudged.items())),
        },
        "passed_over": summary.passed_over,
        "superseded": summary.superseded,
        "set_aside": dict(sorted(summary.set_aside.items())),
        "findings": [
            {"site": site, "rule": rule, "severity": severity.value, "change": change.value, "findings": count}
            for site, rule, severity, change, count in summary.counts
        ],
    }
