"""Report: page outcomes give text, one writer for each format.

A writer turns page outcomes into pieces of text as they come, so that memory stays flat in the
number of pages (SARIF alone keeps its results, since it wants the worst first).
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from auditor.model import PageReport, Report
from auditor.report.cards import RuleCard
from auditor.report.inventory import Entry, inventory
from auditor.report.style import Frame, Style
from auditor.report.summary import counted
from auditor.report.tally import Tally

__all__ = [
    "FORMATS",
    "WITH_RULES",
    "Entry",
    "Frame",
    "RuleCard",
    "Style",
    "Tally",
    "counted",
    "inventory",
    "render",
    "stream",
]

FORMATS = ("text", "json", "markdown", "sarif", "jsonl", "github", "gitlab", "junit", "rdjson")
"""Each is a module of this package with a function `write_<format>`, imported when it is asked for."""

WITH_RULES = ("sarif", "rdjson")
"""Formats that tell of the rules themselves and need their cards."""

Writer = Callable[[Iterable[PageReport], Frame], Iterator[str]]


def stream(pages: Iterable[PageReport], form: str, frame: Frame) -> Iterator[str]:
    """The report in a format (one of FORMATS), piece by piece."""
    return _writer(form)(pages, frame)


def render(report: Report, form: str = "text", *, style: Style | None = None, rules: Iterable[RuleCard] = ()) -> str:
    """The whole report in a format (one of FORMATS)."""
    return "".join(stream(report.pages, form, Frame(report.as_of, style or Style(), tuple(rules))))


def _writer(form: str) -> Writer:
    if form not in FORMATS:
        raise ValueError(f"no such format: {form!r}; one of {', '.join(FORMATS)}")
    found: Writer = getattr(import_module(f"auditor.report.{form}"), f"write_{form}")
    return found
