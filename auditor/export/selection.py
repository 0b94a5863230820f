"""Which part of a run is exported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from auditor.export.contents import STANDING, TO_DO, Contents
from auditor.model import Severity
from auditor.model.scan import Capture, Change, Decision, FindingRow, Run
from auditor.report import RuleCard
from auditor.store import Store
from auditor.store.texts import site_of


@dataclass(frozen=True, slots=True)
class Selection:
    """What a finding must be to be exported; None and "" stand for whatever it is."""

    changes: tuple[Change, ...] | None = None
    decisions: tuple[Decision, ...] | None = TO_DO
    rules: tuple[str, ...] | None = None
    severities: tuple[Severity, ...] | None = None
    site: str = ""
    """Host name; locations of other sites are left out too."""

    def contents(self, store: Store, run: Run, rules: tuple[RuleCard, ...] = ()) -> Contents:
        """The parts of an export, read from the store as they are used up."""
        standing = self._wanted(*STANDING)
        return Contents(
            summary=store.summary(run),
            standing=self._findings(store, run, standing),
            fixed=self._findings(store, run, self._wanted(Change.FIXED)),
            unchecked=self._findings(store, run, self._wanted(Change.NOT_CHECKED)),
            claims=store.claims(run, changes=standing, **self._conditions()) if standing else (),
            missed=self._of_site(store.missed(run)),
            captures=self._of_site(store.captures(run)),
            rules=rules,
            selection=str(self),
        )

    def __str__(self) -> str:
        parts = (self.changes, self.decisions, self.rules, self.severities, (self.site,) if self.site else None)
        names = ("change", "decision", "rule", "severity", "site")
        return "; ".join(f"{name}: {', '.join(part)}" for name, part in zip(names, parts, strict=True) if part)

    def _wanted(self, *among: Change) -> tuple[Change, ...]:
        return tuple(each for each in among if self.changes is None or each in self.changes)

    def _conditions(self) -> dict[str, Any]:
        return {
            "decisions": self.decisions,
            "rules": self.rules,
            "severities": self.severities,
            "site": self.site,
        }

    def _findings(self, store: Store, run: Run, changes: tuple[Change, ...]) -> Iterable[FindingRow]:
        return store.findings(run, changes=changes, **self._conditions()) if changes else ()

    def _of_site(self, pages: Iterable[Capture]) -> Iterator[Capture]:
        wanted = self.site.removeprefix("www.")
        return (page for page in pages if not wanted or site_of(page.location) == wanted)
