"""The end of a text report: a table by rule and severity, what was seen, what could not be judged."""

from collections.abc import Iterator, Mapping

from auditor.model import Severity
from auditor.report.colour import Painter
from auditor.report.tally import Tally


def summary_lines(tally: Tally, paint: Painter) -> Iterator[str]:
    """The summary, empty when there was no page."""
    if tally.total:
        yield from table_lines(tally, paint)
        yield ""
    yield verdict(tally, paint)
    yield f"Seen: {coverage_line(tally.seen['statistics'], tally.seen['citations'], tally.seen['dosages'])}."
    if tally.unjudged:
        yield f"Not judged: {unjudged_line(tally.unjudged)}."
    if tally.suppressed:
        yield f"Suppressed: {counted(tally.suppressed, 'finding')}."


def table_lines(tally: Tally, paint: Painter) -> Iterator[str]:
    """Rules down, severities across."""
    name = max(len("rule"), *map(len, tally.rules))
    yield paint.heading(f"{'rule':<{name}}" + "".join(f"{severity:>9}" for severity in Severity) + f"{'total':>9}")
    for rule in (*tally.rules, None):
        counts = tally.by_severity(rule)
        if rule is None and len(tally.rules) == 1:
            continue
        cells = "".join(f"{count or '-':>9}" for count in counts.values())
        yield f"{rule or 'total':<{name}}{cells}{sum(counts.values()):>9}"


def verdict(tally: Tally, paint: Painter) -> str:
    """One sentence: how many findings on how many pages, and how many inputs failed."""
    counts = tally.by_severity()
    words = (("error", "errors"), ("warning", "warnings"), ("note", "notes"))
    named = [counted(count, *word) for count, word in zip(counts.values(), words, strict=True) if count]
    audited = counted(tally.pages - tally.failed, "page")
    found = f"{audited} audited: {', '.join(named)}." if named else f"{audited} audited: nothing to correct."
    painted = paint.heading(found) if named else paint.good(found)
    failed = f" {counted(tally.failed, 'input')} could not be audited." if tally.failed else ""
    return painted + paint.bad(failed)


def coverage_line(statistics: int, citations: int, dosages: int) -> str:
    """What was seen, in words."""
    return (
        f"{counted(statistics, 'statistic')}, {counted(citations, 'citation')}, {counted(dosages, 'dosage statement')}"
    )


def unjudged_line(reasons: Mapping[str, int]) -> str:
    """How many statements could not be judged, and why, the commonest reason first."""
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    parts = ", ".join(f"{reason} ({count:,})" for reason, count in ordered)
    return f"{counted(sum(reasons.values()), 'statement')}: {parts}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
