"""What a scan of many pages deals in: captures, evidence, shards' results, and findings over time.

A scan has four steps, each of which can be repeated without doing anything twice:

    inputs -> captures (evidence in WARC) -> shards (audited) -> store (states, triage, export)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from auditor.model.fact import Fact
from auditor.model.finding import Confidence, Coverage, PageReport, Severity


@dataclass(frozen=True, slots=True)
class Record:
    """Where the bytes of a page are kept: a record of a WARC file."""

    file: str
    """Relative to the store's folder with forward slashes; an absolute path for an archive outside it."""
    offset: int
    length: int
    """Of the record as stored, so that the bytes [offset, offset + length) are the whole record."""
    digest: str = ""
    """SHA-256 (hex) of the page's bytes once transfer and content encodings are undone: what was audited."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP request and its answer as they went over the wire; no redirect is followed in it."""

    url: str
    """The address asked for, without user, password and fragment."""
    address: str
    """The network address that answered."""
    asked: str
    """When, in UTC: "2026-11-25T03:35:07Z"."""
    request: bytes
    """Request line and header block, with the empty line that ends it."""
    response: bytes
    """Status line, header block and body exactly as received: neither transfer nor content encoding undone."""
    status: int
    content: bytes = b""
    """The body with both encodings undone: the page's bytes."""
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    redirect: str = ""
    """Where a redirect leads, absolute; "" for other answers."""
    retry_after: float | None = None
    """Seconds the server asks to wait."""
    location: str = ""
    """The page's location, where it is known by another address than the one asked for."""


class Outcome(StrEnum):
    """What came of one location."""

    PAGE = "page"
    """Its bytes are in the evidence."""
    UNCHANGED = "unchanged"
    """The site says that it is what was captured before, or sent the same bytes; the record is the earlier one."""
    REDIRECTED = "redirected"
    """It leads to another location, which is a page of its own."""
    SKIPPED = "skipped"
    """It was not asked for, or is no text page; `reason` says why."""
    FAILED = "failed"
    """It was asked for in vain; `reason` says why."""


class Reason(StrEnum):
    """Why a location was skipped or failed; the words are for counting, `Capture.detail` tells the case."""

    ROBOTS = "robots.txt forbids it"
    OFF_SITE = "another site"
    DUPLICATE = "the same address as another page"
    LIMIT = "beyond the limit of pages"
    DEPTH = "deeper than asked for"
    MEDIA_TYPE = "not a text page"
    BAD_ADDRESS = "not an address that may be fetched"
    GONE = "not found"
    CLOSED = "not open to all"
    SERVER = "the server failed"
    BUSY = "the server asked to wait too long"
    TIME = "took too long"
    SIZE = "too large"
    NETWORK = "could not be reached"
    BROKEN = "what came is damaged"
    UNREADABLE = "could not be read"


@dataclass(frozen=True, slots=True)
class Capture:
    """What came of one location of a scan: the row of a page in the list of pages."""

    location: str
    """The canonical address, or the path of a file as given."""
    outcome: Outcome
    reason: Reason | None = None
    detail: str = ""
    """The case in words: status code, limit met, the page it doubles."""
    record: Record | None = None
    """For PAGE and UNCHANGED."""
    captured: str = ""
    """When, in UTC: "2026-11-25T03:35:07Z"; for UNCHANGED, when it was confirmed."""
    status: int = 0
    """Of the HTTP answer; 0 where there was none."""
    final: str = ""
    """For REDIRECTED: where it leads."""
    etag: str = ""
    last_modified: str = ""
    depth: int = 0
    """Links from the start page; 0 for what was named or listed."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of a WARC file: the bytes [start, end), whole records; `end` None for the rest of the file."""

    file: str
    """As `Record.file`."""
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of work for one worker: some stretches of the evidence."""

    id: str
    """A digest of the slices, the ruleset and the version of the tool: equal work has equal ids everywhere."""
    slices: tuple[Slice, ...]
    pages: int = 0
    """As planned; 0 where it is not known before reading."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """What the audit made of one captured page."""

    report: PageReport
    record: Record
    captured: str = ""
    """WARC-Date of the record."""
    facts: tuple[Fact, ...] = ()
    """What is compared with other pages of the site."""
    passed_over: bool = False
    """True where the prefilter saw that no rule can find anything, so that the page was not taken apart."""


class Change(StrEnum):
    """What became of a finding since the run before."""

    NEW = "new"
    PERSISTING = "persisting"
    CHANGED = "changed"
    """The claim was reworded; linked to its old wording, whose decision it does not inherit."""
    FIXED = "fixed"
    """The page was checked again by the same version of the rule, and the claim is no longer there."""
    NOT_CHECKED = "not checked"
    """The page or the rule was not checked, so nobody knows."""
    REOPENED = "reopened"
    """It was fixed, and is there again."""


class Decision(StrEnum):
    """What a reviewer decided on a finding; OPEN where nobody has, or a waiver is over."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    FALSE_POSITIVE = "false positive"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Run:
    """One scan, begun or finished."""

    number: int
    """1 for the first of a store."""
    inputs: tuple[str, ...]
    """As given, in order; what makes a later command the same scan."""
    as_of: date
    begun: str
    """In UTC, as `Capture.captured`."""
    finished: str = ""
    """Empty while it is not."""
    version: str = ""
    """Of the tool."""
    ruleset: str = ""
    """A digest of all that decides the findings: code, word lists, house rules and settings."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rule id to a digest of all that decides that rule's findings, for the rules that ran."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in one run, with its history, decision and evidence: the row of every list and export."""

    run: int
    site: str
    """Host name; "" for files."""
    location: str
    rule: str
    severity: Severity
    confidence: Confidence
    change: Change
    decision: Decision
    message: str
    fix: str
    quote: str
    context: str
    section: str
    line: int
    column: int
    start: int
    """Offset into the decoded source, as in the JSON report."""
    end: int
    fingerprint: str
    claim_fingerprint: str
    places: int = 1
    """How many pages of the run make the same claim, this one included."""
    subtype: str = ""
    first_seen: int = 0
    """The run that first saw it."""
    last_seen: int = 0
    """The run that last saw it: earlier than `run` for what is fixed or not checked."""
    previous: str = ""
    """For CHANGED: the old wording."""
    unchecked: str = ""
    """For NOT_CHECKED: why."""
    decided_by: str = ""
    decision_reason: str = ""
    owner: str = ""
    until: date | None = None
    record: Record | None = None
    captured: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """The same claim on many pages, as one row."""

    claim_fingerprint: str
    rule: str
    severity: Severity
    quote: str
    context: str
    decision: Decision
    places: int
    locations: tuple[str, ...] = ()
    """The first few, in order."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The totals of a run, for the page that a reviewer reads first."""

    run: Run
    outcomes: Mapping[str, int]
    """Outcome to the number of locations."""
    not_checked: Mapping[str, int]
    """Reason to the number of locations that were not audited; never left out of a report."""
    counts: tuple[tuple[str, str, Severity, Change, int], ...] = ()
    """(site, rule, severity, change, findings), sorted; without what is waived or no defect."""
    coverage: Coverage = field(default_factory=Coverage)
    set_aside: Mapping[str, int] = field(default_factory=dict)
    """Decision (waived, false positive) to the number of findings that do not count for it."""
    passed_over: int = 0
    """Pages in which the prefilter saw that no rule can find anything; they count as audited."""
    superseded: int = 0
    """Records left aside since a later capture of their location was audited."""
