"""Report: page outcomes give text, one writer for each format.

A writer turns page outcomes into pieces of text as they come, so that memory stays flat in the
number of pages (SARIF alone keeps its results, since it wants the worst first).
"""

from collections.abc import Callable, Iterable, Iterator

from auditor.model import PageReport, Report
from auditor.report.cards import RuleCard
from auditor.report.github import write_github
from auditor.report.gitlab import write_gitlab
from auditor.report.inventory import Entry, inventory
from auditor.report.json import write_json
from auditor.report.jsonl import write_jsonl
from auditor.report.junit import write_junit
from auditor.report.markdown import write_markdown
from auditor.report.rdjson import write_rdjson
from auditor.report.sarif import write_sarif
from auditor.report.style import Frame, Style
from auditor.report.summary import counted
from auditor.report.tally import Tally
from auditor.report.text import write_text

__all__ = ["FORMATS", "Entry", "Frame", "RuleCard", "Style", "Tally", "counted", "inventory", "render", "stream"]

Writer = Callable[[Iterable[PageReport], Frame], Iterator[str]]

WRITERS: dict[str, Writer] = {
    "text": write_text,
    "json": write_json,
    "markdown": write_markdown,
    "sarif": write_sarif,
    "jsonl": write_jsonl,
    "github": write_github,
    "gitlab": write_gitlab,
    "junit": write_junit,
    "rdjson": write_rdjson,
}
FORMATS = tuple(WRITERS)


def stream(pages: Iterable[PageReport], form: str, frame: Frame) -> Iterator[str]:
    """The report in a format (one of FORMATS), piece by piece."""
    return WRITERS[form](pages, frame)


def render(report: Report, form: str = "text", *, style: Style | None = None, rules: Iterable[RuleCard] = ()) -> str:
    """The whole report in a format (one of FORMATS)."""
    return "".join(stream(report.pages, form, Frame(report.as_of, style or Style(), tuple(rules))))
