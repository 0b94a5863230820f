"""Counts over page outcomes, for the summary of every format and for the exit status."""

from collections import Counter
from collections.abc import Iterable, Iterator

from auditor.model import PageReport, Severity


class Tally:
    """Running totals; `watch` passes page outcomes through and counts them."""

    def __init__(self) -> None:
        self.pages = 0
        self.failed = 0
        self.findings: Counter[tuple[str, Severity]] = Counter()
        """By rule and severity."""
        self.seen: Counter[str] = Counter()
        """Statistics, citations and dosages."""
        self.suppressed = 0
        """Findings that somebody has accepted."""
        self.unjudged: Counter[str] = Counter()
        """Statements that could not be judged, by reason."""

    def watch(self, pages: Iterable[PageReport]) -> Iterator[PageReport]:
        """The same pages, counted as they pass."""
        for page in pages:
            self.add(page)
            yield page

    def add(self, page: PageReport) -> None:
        self.pages += 1
        self.failed += not page.ok
        self.suppressed += len(page.suppressed)
        self.findings.update((finding.rule, finding.severity) for finding in page.findings)
        coverage = page.coverage
        self.seen.update(statistics=coverage.statistics, citations=coverage.citations, dosages=coverage.dosages)
        self.unjudged.update(coverage.unjudged)

    @property
    def total(self) -> int:
        """Findings of every rule and severity."""
        return self.findings.total()

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that found something."""
        return tuple(sorted({rule for rule, _ in self.findings}))

    def by_severity(self, rule: str | None = None) -> dict[Severity, int]:
        """Number of findings of each severity, worst first; of one rule if given."""
        return {
            severity: sum(
                count for (of, each), count in self.findings.items() if each is severity and rule in (None, of)
            )
            for severity in Severity
        }

    def reaches(self, limit: Severity | None) -> bool:
        """Whether a finding is at or above the limit; None for no limit."""
        return limit is not None and any(severity.rank <= limit.rank for _, severity in self.findings)
