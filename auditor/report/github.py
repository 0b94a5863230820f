"""Annotations for GitHub Actions: workflow commands on standard output.

A step shows at most 10 annotations of each level (and a job 50), so the best of each level are
written, the surest first, and a last line says how many more there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappush, heappushpop

from auditor.model import LocatedFinding, PageReport, Severity
from auditor.report.style import Frame
from auditor.report.summary import counted

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
MOST = 10
"""Annotations of one level that a step shows."""


@dataclass
class _Best:
    """The surest findings of a level, the earlier first among equals; memory does not grow."""

    heap: list[tuple[int, int, str]] = field(default_factory=list)
    seen: int = 0

    def add(self, confidence: int, line: str) -> None:
        item = (-confidence, -self.seen, line)
        self.seen += 1
        if len(self.heap) < MOST:
            heappush(self.heap, item)
        else:
            heappushpop(self.heap, item)

    def lines(self, room: int) -> list[str]:
        return [line for _, _, line in sorted(self.heap, reverse=True)[:room]]


def write_github(pages: Iterable[PageReport], _frame: Frame) -> Iterator[str]:
    """Workflow commands, the worst level first."""
    best = {level: _Best() for level in LEVELS.values()}
    for page in pages:
        if page.error is not None:
            best["error"].add(-1, f"::error file={_value(page.location)},title=auditor::{_text(page.error)}\n")
        for finding in page.findings:
            best[LEVELS[finding.severity]].add(finding.confidence.rank, _annotation(page.location, finding))
    shown = 0
    total = sum(each.seen for each in best.values())
    for level, each in best.items():
        room = MOST - 1 if level == "notice" and total > sum(len(other.heap) for other in best.values()) else MOST
        lines = each.lines(room)
        shown += len(lines)
        yield from lines
    if total > shown:
        yield f"::notice title=auditor::and {counted(total - shown, 'more finding', 'more findings')}\n"


def _annotation(location: str, finding: LocatedFinding) -> str:
    start, end = finding.location
    place = f"file={_value(location)},line={start.line},endLine={end.line}"
    if start.line == end.line:
        place += f",col={start.column},endColumn={end.column}"
    title = _value(f"{finding.rule}")
    return f"::{LEVELS[finding.severity]} {place},title={title}::{_text(f'{finding.message} {finding.fix}')}\n"


def _text(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(words: str) -> str:
    return _text(words).replace(":", "%3A").replace(",", "%2C")
