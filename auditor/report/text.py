"""The text report: for a person at a terminal, page by page."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from auditor.model import Coverage, LocatedFinding, Location, PageReport
from auditor.report.colour import Painter
from auditor.report.excerpt import ELLIPSIS, excerpt
from auditor.report.style import Frame
from auditor.report.summary import counted, coverage_line, summary_lines
from auditor.report.table import fold
from auditor.report.tally import Tally
from auditor.report.uri import uri
from auditor.report.width import visible

RELATED_SHOWN = 5
"""More related places than this are counted, not printed."""

TEXT_MOST = 2_000
"""Characters of one message; a block without a full stop can be a megabyte."""


def write_text(pages: Iterable[PageReport], frame: Frame) -> Iterator[str]:
    """Each page's findings under its sections, then the totals."""
    printer = Printer(frame)
    tally = Tally()
    for page in tally.watch(pages):
        if page.ok and (lines := list(printer.page(page))):
            yield "\n".join(lines) + "\n"
    if not frame.style.brief:
        yield from (line + "\n" for line in summary_lines(tally, printer.paint))


class Printer:
    """Prints pages and findings in one style."""

    def __init__(self, frame: Frame) -> None:
        self.style = frame.style
        self.paint = Painter(frame.style.colour, frame.style.links)
        self.suppressed = frame.suppressed

    def page(self, page: PageReport) -> Iterator[str]:
        """All lines of a page, a blank one at the end."""
        path = visible(page.location)
        self.address = _address(page.location) if self.style.links else ""
        if self.style.brief:
            yield from (self.brief(finding, path) for finding in page.findings)
        elif not page.findings:
            yield f"{self.paint.path(path)}: {self.paint.good(_sound(page.coverage))}"
            yield ""
        else:
            yield self.paint.path(path)
            for section, findings in groupby(page.findings, lambda finding: finding.section):
                yield ""
                yield f"  {self.paint.heading(visible(' > '.join(section)) or '(before the first heading)')}"
                for finding in findings:
                    yield ""
                    yield from self.finding(finding, path)
            yield ""
        if self.suppressed and page.suppressed:
            yield from (self._accepted(finding, path) for finding in page.suppressed)
            yield ""

    def brief(self, finding: LocatedFinding, path: str) -> str:
        """A finding in one line, as editors and scripts read it."""
        place = _place(path, finding.location)
        return f"{place}: {self.paint.severity(finding.severity)}: {visible(finding.message)} [{finding.rule}]"

    def finding(self, finding: LocatedFinding, path: str) -> Iterator[str]:
        """Place, severity and message; the line with the words underlined; fix, rule, related places."""
        place = self.paint.link(self.paint.place(_place(path, finding.location)), self.address)
        yield f"  {place}  {self.paint.severity(finding.severity)}"
        yield from self._wrapped("", finding.message)
        yield from self._excerpt(finding)
        for index, related in enumerate(finding.related[:RELATED_SHOWN]):
            label = "also" if index else "see"
            quote, at = visible(related.quote), _place(visible(related.page) or path, related.location)
            yield from self._wrapped(label, f"{at} “{quote}” {related.message}".rstrip())
        if (more := len(finding.related) - RELATED_SHOWN) > 0:
            yield from self._wrapped("also", counted(more, "more place"))
        yield from self._wrapped("fix", finding.fix)
        yield from self._wrapped("rule", self._rule(finding))
        if self.style.detail:
            yield from self._wrapped("claim", finding.context)
            yield from self._wrapped("id", finding.fingerprint)

    def _accepted(self, finding: LocatedFinding, path: str) -> str:
        """A suppressed finding in one line, with the reason."""
        said = visible(finding.suppression.reason) if finding.suppression else ""
        return f"  {self.paint.dim(_place(path, finding.location))}  suppressed {finding.rule}: {said or 'no reason'}"

    def _rule(self, finding: LocatedFinding) -> str:
        name = f"{finding.rule} ({finding.subtype})" if finding.subtype else finding.rule
        where = "" if finding.region == "main" else f", in the page's {finding.region}"
        return f"{name}, {finding.confidence} confidence{where}"

    def _excerpt(self, finding: LocatedFinding) -> Iterator[str]:
        number = len(str(finding.location.end.line))
        room = max(self.style.width - 4 - number - 3, 20)
        for row in excerpt(finding.lines, finding.location, room):
            marks = row.underline.lstrip()
            blank = " " * (len(row.underline) - len(marks))
            yield f"    {self.paint.dim(f'{row.number:>{number}} |')} {row.text}"
            yield f"    {self.paint.dim(' ' * number + ' |')} {blank}{self.paint.mark(marks, finding.severity)}"

    def _wrapped(self, label: str, text: str) -> tuple[str, ...]:
        """The text folded to the width, its label in front."""
        lead = f"    {label:<6}" if label else "    "
        shown = text if len(text) <= TEXT_MOST else text[:TEXT_MOST] + ELLIPSIS
        return _indented(shown, self.paint.dim(lead) if label else lead, len(lead), self.style.width)


@lru_cache(1024)
def _indented(text: str, lead: str, indent: int, columns: int) -> tuple[str, ...]:
    """The text folded, its lines behind each other; remedies are said again and again, so the last are kept."""
    first, *more = fold(visible(text), max(columns - indent, 20))
    return (lead + first, *(" " * indent + line for line in more))


def _place(path: str, location: Location) -> str:
    return f"{path}:{location.start.line}:{location.start.column}"


def _address(location: str) -> str:
    """The address under which a terminal opens the page."""
    return uri(location if "://" in location else str(Path(location).absolute()))


def _sound(coverage: Coverage) -> str:
    return f"nothing to correct ({coverage_line(coverage.statistics, coverage.citations, coverage.dosages)} seen)"
