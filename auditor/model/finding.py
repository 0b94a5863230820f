"""What was judged: findings as rules yield them, and the report that readers and machines get."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from auditor.model.page import Location, Span


class Severity(StrEnum):
    """How bad: ERROR may harm or mislead a reader, WARNING needs an editor, INFO is a note."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Confidence(StrEnum):
    """How sure: HIGH where the definition alone decides, LOW where a person must look."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the surest."""
        return list(Confidence).index(self)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a finding, and what it is."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One judged defect as a rule yields it; the anchor is the shortest text that proves it."""

    rule: str
    span: Span
    message: str
    fix: str
    severity: Severity
    confidence: Confidence
    related: tuple[Related, ...] = ()
    subtype: str = ""
    """For rules with sub-types, such as "unit-slip"; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quoted place in the source; `quote` is what a reader sees, `context` its sentence."""

    quote: str
    context: str
    location: Location
    message: str = ""
    page: str = ""
    """The location of the page it stands on, where that is another one."""


class SuppressionKind(StrEnum):
    """Where it is said that a finding is accepted; the words are SARIF's (3.35.2)."""

    IN_SOURCE = "inSource"
    """In a comment or in the front matter of the page."""
    EXTERNAL = "external"
    """In the baseline."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is kept but hidden."""

    kind: SuppressionKind
    reason: str = ""
    owner: str = ""
    until: date | None = None
    """The last day on which it holds."""
    line: int | None = None
    """Of the comment; None where there is none."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the source: what stands at the location is replaced."""

    location: Location
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding with all a reader needs, independent of the page's text."""

    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    fix: str
    quote: str
    context: str
    block: str
    region: str
    section: tuple[str, ...]
    location: Location
    lines: tuple[str, ...]
    """The source lines from the first to the last line of the finding."""
    fingerprint: str
    claim_fingerprint: str
    related: tuple[Place, ...] = ()
    subtype: str = ""
    suppression: Suppression | None = None
    """Why it does not count; None for a finding that counts."""
    edits: tuple[Edit, ...] = ()
    """What makes it go away for certain and changes nothing else, to be applied together; mostly none is known."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an audit saw on a page, and what it could not judge."""

    statistics: int = 0
    citations: int = 0
    dosages: int = 0
    unjudged: Mapping[str, int] = field(default_factory=dict)
    """Reason to number of statements that could not be judged."""

    @property
    def claims(self) -> int:
        return self.statistics + self.citations + self.dosages


@dataclass(frozen=True, slots=True)
class PageReport:
    """The outcome for one input; `error` says what was wrong when it could not be audited."""

    location: str
    media_type: str = ""
    encoding: str = ""
    error: str | None = None
    coverage: Coverage = field(default_factory=Coverage)
    findings: tuple[LocatedFinding, ...] = ()
    """Those that count."""
    suppressed: tuple[LocatedFinding, ...] = ()
    """Those that somebody has accepted."""

    @property
    def ok(self) -> bool:
        return self.error is None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an audit: one entry for each input, in input order."""

    as_of: date
    pages: tuple[PageReport, ...]

    @property
    def findings(self) -> tuple[LocatedFinding, ...]:
        """All findings of all pages."""
        return tuple(finding for page in self.pages for finding in page.findings)
