"""The Markdown report, for a pull request or an e-mail."""

import re
from collections.abc import Iterable, Iterator

from auditor.model import LocatedFinding, PageReport, Severity
from auditor.report.colour import Painter
from auditor.report.style import Frame
from auditor.report.summary import coverage_line, unjudged_line, verdict
from auditor.report.tally import Tally
from auditor.report.width import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!@])|^(\s*)([-+]|\d+[.)])(?=\s|$)|://")
"""What Markdown, tables, mentions or mathematics would read as markup."""


def write_markdown(pages: Iterable[PageReport], frame: Frame) -> Iterator[str]:
    """A heading and the findings for each page with findings, then the totals."""
    tally = Tally()
    yield "# Content audit\n\n"
    for page in tally.watch(pages):
        yield from page_lines(page)
    yield f"## Summary\n\n{verdict(tally, Painter(False))}\n"
    yield from _table(tally)
    yield f"\nSeen: {coverage_line(tally.seen['statistics'], tally.seen['citations'], tally.seen['dosages'])}."
    yield f" Not judged: {escape(unjudged_line(tally.unjudged))}.\n" if tally.unjudged else "\n"
    yield f"\nJudged as of {frame.as_of.isoformat()}.\n"


def page_lines(page: PageReport) -> Iterator[str]:
    """The part of one page; nothing for a page without findings."""
    if page.error is not None:
        yield f"## {escape(page.location)}\n\nCould not be audited: {escape(page.error)}\n\n"
    elif page.findings:
        yield f"## {escape(page.location)}\n\n"
        section: tuple[str, ...] | None = None
        for finding in page.findings:
            if finding.section != section:
                section = finding.section
                yield f"### {escape(' > '.join(section)) or 'Before the first heading'}\n\n"
            yield "\n".join(_item(finding)) + "\n\n"


def escape(text: str) -> str:
    """The text as Markdown shows it literally, in one line."""
    return _SPECIAL.sub(_escaped, " ".join(visible(text).split()))


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return {"&": "&amp;", "<": "&lt;", "@": "&#64;"}.get(match[1], "\\" + match[1])
    if match[3]:
        return f"{match[2]}{match[3][:-1]}\\{match[3][-1]}"
    return "&#58;//"


def _item(finding: LocatedFinding) -> Iterator[str]:
    start = finding.location.start
    place = f"line {start.line}, column {start.column}"
    yield f"- **{finding.severity.value}** ({place}): {escape(finding.message)}"
    yield f"  > {_quoted(finding)}"
    yield ""
    yield f"  **Fix:** {escape(finding.fix)} `{finding.rule}`"
    for related in finding.related:
        at = related.location.start
        told = f": {escape(related.message)}" if related.message else ""
        page = f"{escape(related.page)}, " if related.page else ""
        yield f"  - {page}line {at.line}, column {at.column}: “{escape(related.quote)}”{told}"


def _quoted(finding: LocatedFinding) -> str:
    """The quoted words, and the sentence they stand in where it says more."""
    words = f"“**{escape(finding.quote)}**”"
    return words if finding.context == finding.quote else f"{words} in: {escape(finding.context)}"


def _table(tally: Tally) -> Iterator[str]:
    if not tally.total:
        return
    yield "\n| rule | " + " | ".join(Severity) + " |\n|---|" + "---:|" * len(Severity) + "\n"
    for rule in tally.rules:
        yield f"| `{rule}` | " + " | ".join(str(count) for count in tally.by_severity(rule).values()) + " |\n"
