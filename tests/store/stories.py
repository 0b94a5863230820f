"""Small runs for the tests: pages with claims, told in a line each."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from auditor.model import Confidence, Coverage, LocatedFinding, Location, PageReport, Place, Position, Severity
from auditor.model.fact import Fact
from auditor.model.scan import Capture, Change, Outcome, PageResult, Reason, Record, Run
from auditor.store import Store

RULE = "vague-citation"
RULES = {RULE: "v1"}
DAY = date(2026, 11, 25)
SITE = "https://www.example.org"


def digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def finding(
    location: str, claim: str, rule: str = RULE, line: int = 1, severity: Severity = Severity.WARNING
) -> LocatedFinding:
    """A finding on a claim, known by its words as the auditor knows it."""
    return LocatedFinding(
        rule=rule,
        severity=severity,
        confidence=Confidence.HIGH,
        message=f"Says who? {claim}",
        fix="Name the source.",
        quote=claim.split(maxsplit=1)[0] if claim else "",
        context=claim,
        block="paragraph",
        region="main",
        section=("Tea", "Effects"),
        location=Location(Position(line, 5, 40 * line), Position(line, 9, 40 * line + 4)),
        lines=(f"<p>{claim}",),
        fingerprint=digest(rule, location, claim),
        claim_fingerprint=digest(rule, claim),
    )


@dataclass(frozen=True)
class Page:
    """A page as one run meets it."""

    claims: Sequence[str] = ()
    body: str = ""
    """What the page is made of; by default its claims."""
    outcome: Outcome = Outcome.PAGE
    reason: Reason | None = None
    detail: str = ""
    error: str | None = None
    captured: str = "2026-11-25T01:00:00Z"
    rule: str = RULE
    passed_over: bool = False
    facts: tuple[Fact, ...] = ()
    offset: int = 0
    accepted: Sequence[LocatedFinding] = ()

    def record(self, location: str) -> Record:
        return Record(
            "evidence/0001/00001.warc.gz", self.offset, 100, digest(location, self.body or tuple(self.claims))
        )

    def capture(self, location: str) -> Capture:
        kept = self.outcome in (Outcome.PAGE, Outcome.UNCHANGED)
        record = self.record(location) if kept else None
        return Capture(location, self.outcome, self.reason, self.detail, record, self.captured)

    def result(self, location: str) -> PageResult:
        found = tuple(finding(location, claim, self.rule, n) for n, claim in enumerate(self.claims, 1))
        report = PageReport(location, "text/html", "utf-8", self.error, Coverage(2, 1, 0, {"no unit": 1}), found)
        report = replace(report, suppressed=tuple(self.accepted))
        return PageResult(report, self.record(location), self.captured, self.facts, self.passed_over)


@dataclass
class Scans:
    """Scans into one store, each of the pages it is given."""

    store: Store
    inputs: tuple[str, ...] = (SITE,)
    as_of: date = DAY
    version: str = "1.0"
    rules: Mapping[str, str] = field(default_factory=lambda: dict(RULES))

    def begin(self, rules: Mapping[str, str] | None = None) -> Run:
        chosen = self.rules if rules is None else rules
        return self.store.begin(self.inputs, self.as_of, self.version, digest(*chosen.items()), chosen)

    def __call__(
        self,
        pages: Mapping[str, Page | Sequence[str]],
        rules: Mapping[str, str] | None = None,
        across: Iterable[tuple[str, LocatedFinding]] = (),
    ) -> Run:
        """A finished run over the pages; a sequence of claims stands for a page with them."""
        run = self.begin(rules)
        whole = {location: page if isinstance(page, Page) else Page(page) for location, page in pages.items()}
        audited = {k: page for k, page in whole.items() if page.outcome in (Outcome.PAGE, Outcome.UNCHANGED)}
        self.store.ingest_captures(run, [page.capture(location) for location, page in whole.items()])
        self.store.ingest(run, [page.result(location) for location, page in audited.items()])
        self.store.ingest_findings(run, across)
        self.store.settle(run)
        return self.store.finish(run)

    def changes(self, run: Run) -> dict[tuple[str, str], Change]:
        """What became of each claim: (location, claim) to change."""
        return {(row.location, row.context): row.change for row in self.store.findings(run)}

    def reasons(self, run: Run) -> dict[tuple[str, str], str]:
        """Why what was not checked was not."""
        rows = self.store.findings(run, changes=[Change.NOT_CHECKED])
        return {(row.location, row.context): row.unchecked for row in rows}


def related(location: str, page: str) -> LocatedFinding:
    """A finding that rests on another page too."""
    alone = finding(location, f"Take 2 g, says {location}", "contradictory-dosage")
    return replace(alone, related=(Place("4 g", "Take 4 g", alone.location, "the other value", page),))
