"""What every form of a run's summary says in sentences."""

from collections.abc import Iterator

from auditor.export import totals
from auditor.model.scan import Outcome, Run, RunSummary
from auditor.report import counted
from auditor.report.summary import coverage_line, unjudged_line

MOST_INPUTS = 3
"""Inputs that are named."""
LONGEST_INPUT = 120
"""Characters of an input that are shown."""
_WORDS = {
    Outcome.PAGE: "captured",
    Outcome.UNCHANGED: "unchanged since an earlier capture",
    Outcome.REDIRECTED: "redirected",
    Outcome.SKIPPED: "skipped",
    Outcome.FAILED: "failed",
}


def heading(run: Run) -> str:
    """Which run it is."""
    unfinished = "" if run.finished else ", not finished"
    return f"Run {run.number}, judged as of {run.as_of.isoformat()}{unfinished}"


def facts(summary: RunSummary) -> Iterator[str]:
    """One sentence each: inputs, pages, what was not checked, what was seen, what does not count."""
    yield inputs_line(summary.run)
    yield pages_line(summary)
    yield not_checked_line(summary)
    yield seen_line(summary)
    yield from _left_aside(summary)


def inputs_line(run: Run) -> str:
    """The first inputs, as given, and how many others there are."""
    named = [
        each if len(each) <= LONGEST_INPUT else each[: LONGEST_INPUT - 1] + "…" for each in run.inputs[:MOST_INPUTS]
    ]
    rest = len(run.inputs) - MOST_INPUTS
    return f"Inputs: {', '.join(named) or 'none'}{f' and {rest:,} more' if rest > 0 else ''}"


def pages_line(summary: RunSummary) -> str:
    """How many locations there were, and what came of them."""
    said = [f"{summary.outcomes[each.value]:,} {word}" for each, word in _WORDS.items() if summary.outcomes.get(each)]
    total = counted(sum(summary.outcomes.values()), "location")
    return f"Pages: {totals.audited(summary):,} audited; {total}: {', '.join(said) or 'none'}."


def not_checked_line(summary: RunSummary) -> str:
    """How many locations were not audited, and why; said also where there is none."""
    reasons = totals.not_checked(summary)
    if not reasons:
        return "Not checked: no page."
    parts = "; ".join(f"{count:,} {reason}" for reason, count in reasons)
    return f"Not checked: {counted(totals.missed(summary), 'page')}: {parts}."


def seen_line(summary: RunSummary) -> str:
    """What the pages claim, and what of it could not be judged."""
    seen = summary.coverage
    judged = f" Not judged: {unjudged_line(seen.unjudged)}." if seen.unjudged else ""
    return f"Seen: {coverage_line(seen.statistics, seen.citations, seen.dosages)}.{judged}"


def _left_aside(summary: RunSummary) -> Iterator[str]:
    if summary.set_aside:
        decided = ", ".join(f"{count:,} {decision}" for decision, count in sorted(summary.set_aside.items()))
        yield f"Not in the numbers below, since decided: {decided}."
    if summary.passed_over:
        yield f"Passed over: {counted(summary.passed_over, 'page')} in which no rule can find anything (--prefilter)."
    if summary.superseded:
        yield f"Left aside: {counted(summary.superseded, 'record')} of pages that were captured again later."


def more(there: int, noun: str, most: int) -> str:
    """ "and 3 more sites" where there are more than are shown; else empty."""
    return f"and {counted(there - most, f'more {noun}')}" if there > most else ""
