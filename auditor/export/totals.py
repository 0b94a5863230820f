"""Totals of a run by site, rule or severity, across what became of the findings."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditor.export.contents import STANDING
from auditor.model import Severity
from auditor.model.scan import Change, Outcome, RunSummary

CHANGES = (*STANDING, Change.FIXED, Change.NOT_CHECKED)
"""The columns of every table, new ones first."""
FILES = "(files)"
"""Stands for the site of what is no address."""


@dataclass(frozen=True)
class Total:
    """The findings of one site, rule or severity."""

    name: str
    changes: Mapping[Change, int]

    @property
    def cells(self) -> list[int]:
        """The numbers under CHANGES."""
        return [self.changes.get(change, 0) for change in CHANGES]

    @property
    def standing(self) -> int:
        """Those on the pages as they are."""
        return sum(self.changes.get(change, 0) for change in STANDING)


def by_severity(summary: RunSummary) -> list[Total]:
    """One total for each severity, worst first, also where there is none."""
    found = {total.name: total for total in _totals(summary, lambda _site, _rule, severity: severity.value)}
    return [found.get(each.value, Total(each.value, {})) for each in Severity]


def by_rule(summary: RunSummary) -> list[Total]:
    """One total for each rule that found something, the rule with the most findings first."""
    return _totals(summary, lambda _site, rule, _severity: rule)


def by_site(summary: RunSummary) -> list[Total]:
    """One total for each site with findings, the site with the most findings first."""
    return _totals(summary, lambda site, _rule, _severity: site or FILES)


def altogether(summary: RunSummary) -> Total:
    """Of all findings."""
    found = _totals(summary, lambda *_: "all")
    return found[0] if found else Total("all", {})


def audited(summary: RunSummary) -> int:
    """How many locations were audited: all but the redirected ones and those not checked."""
    return sum(summary.outcomes.values()) - summary.outcomes.get(Outcome.REDIRECTED, 0) - missed(summary)


def missed(summary: RunSummary) -> int:
    """How many locations were not audited."""
    return sum(summary.not_checked.values())


def not_checked(summary: RunSummary) -> list[tuple[str, int]]:
    """Reason and number of locations, the commonest first."""
    return sorted(summary.not_checked.items(), key=lambda item: (-item[1], item[0]))


def _totals(summary: RunSummary, name: Callable[[str, str, Severity], str]) -> list[Total]:
    found: dict[str, Counter[Change]] = {}
    for site, rule, severity, change, count in summary.counts:
        found.setdefault(name(site, rule, severity), Counter())[change] += count
    totals = [Total(each, changes) for each, changes in found.items()]
    return sorted(totals, key=lambda total: (-total.standing, -sum(total.cells), total.name))
