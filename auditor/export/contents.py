"""What an export holds: parts of a run, each read once and in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from auditor.model.scan import Capture, Change, ClaimRow, Decision, FindingRow, RunSummary
from auditor.report import RuleCard

STANDING = (Change.NEW, Change.REOPENED, Change.CHANGED, Change.PERSISTING)
"""What is on the pages as they are, in the order of summaries."""
TO_DO = (Decision.OPEN, Decision.CONFIRMED)
"""What a reviewer still has to work on."""


@dataclass(frozen=True)
class Contents:
    """The parts of an export."""

    summary: RunSummary
    standing: Iterable[FindingRow] = ()
    """Findings that are on the pages."""
    fixed: Iterable[FindingRow] = ()
    unchecked: Iterable[FindingRow] = ()
    """Findings nobody knows about: their page or rule was not checked."""
    claims: Iterable[ClaimRow] = ()
    missed: Iterable[Capture] = ()
    """Locations that were not audited, each with its reason or, where it has none, with its detail."""
    captures: Iterable[Capture] = ()
    """Every location of the run."""
    rules: tuple[RuleCard, ...] = ()
    """Documentation of the rules, as far as this version knows them."""
    selection: str = ""
    """In words, which findings are in it, where not all are."""

    @property
    def findings(self) -> Iterator[FindingRow]:
        """All findings: those on the pages, then the fixed ones, then those not checked."""
        return chain(self.standing, self.fixed, self.unchecked)
