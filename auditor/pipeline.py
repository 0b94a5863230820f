"""audit(): fetch, parse, extract, check; the report is what comes out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from auditor import check, fetch, report
from auditor.catalogue import selected_rules
from auditor.errors import InputError
from auditor.model import Confidence, Coverage, Document, LocatedFinding, Page, PageReport, RawPage, Report
from auditor.model.fact import Fact
from auditor.settings import Settings

Result = TypeVar("Result")


def audit(targets: Iterable[str], settings: Settings) -> Report:
    """The report on all targets: files, folders, globs and URLs, in the order given."""
    return Report(settings.as_of, tuple(audit_each(targets, settings)))


def audit_each(targets: Iterable[str], settings: Settings) -> Iterator[PageReport]:
    """The outcome for each page, as soon as it is known; an input that fails is an entry with an error."""
    selected_rules(settings)
    for outcome in each_page(targets, settings, lambda raw: audit_page(raw, settings)):
        yield PageReport(outcome.location, error=outcome.reason) if isinstance(outcome, Failure) else outcome


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be worked on, and why."""

    location: str
    reason: str


def each_page(
    targets: Iterable[str], settings: Settings, work: Callable[[RawPage], Result]
) -> Iterator[Result | Failure]:
    """The result of the work on each page of the targets, or why there is none; nothing ends the rest."""
    for raw in read_each(targets, settings):
        yield raw if isinstance(raw, Failure) else _attempt(raw.location, partial(work, raw))


def read_each(
    targets: Iterable[str], settings: Settings, wanted: Callable[[str], bool] = lambda _location: True
) -> Iterator[RawPage | Failure]:
    """Each wanted page of the targets as read, or why it could not be; folders without what is excluded."""
    targets = tuple(targets)
    named = frozenset(targets)
    for location in fetch.expand(targets):
        if isinstance(location, InputError):
            yield Failure(location.location, location.reason)
        elif wanted(location) and (location in named or not _excluded(location, settings)):
            yield _attempt(location, partial(fetch.fetch, location, settings))


def _excluded(location: str, settings: Settings) -> bool:
    return any(files.cover(location) for files in settings.exclude)


def _attempt(location: str, work: Callable[[], Result]) -> Result | Failure:
    try:
        return work()
    except InputError as error:
        return Failure(error.location, error.reason)
    except Exception as error:  # a defect of ours on one page must not end the audit of the others
        import logging  # hardly ever needed

        logging.getLogger(__name__).debug("%s: the auditor failed", location, exc_info=True)
        return Failure(location, f"the auditor failed ({type(error).__name__}: {error}); please report it (--debug)")


def attempt_page(raw: RawPage, settings: Settings) -> PageReport:
    """As `audit_page`; a defect of ours is the page's error."""
    outcome = _attempt(raw.location, partial(audit_page, raw, settings))
    return PageReport(raw.location, error=outcome.reason) if isinstance(outcome, Failure) else outcome


def audit_page(raw: RawPage, settings: Settings) -> PageReport:
    """The outcome for one page already read; pure: no network, no clock, no randomness."""
    try:
        return _audited(raw, read_document(raw, settings), settings)
    except InputError as error:
        return PageReport(raw.location, raw.media_type, error=error.reason)


def examine(raw: RawPage, settings: Settings) -> tuple[PageReport, tuple[Fact, ...]]:
    """As `attempt_page`, with what the page states that can be compared with the other pages of its site."""
    outcome = _attempt(raw.location, partial(_examined, raw, settings))
    return (PageReport(raw.location, error=outcome.reason), ()) if isinstance(outcome, Failure) else outcome


def _examined(raw: RawPage, settings: Settings) -> tuple[PageReport, tuple[Fact, ...]]:
    try:
        document = read_document(raw, settings)
    except InputError as error:
        return PageReport(raw.location, raw.media_type, error=error.reason), ()
    return _audited(raw, document, settings), _facts(document, settings)


def _facts(document: Document, settings: Settings) -> tuple[Fact, ...]:
    """The facts of a page on which the settings would show a finding."""
    from auditor.check.facts import facts_of, rule_of

    chosen = settings.at(document.page.location)
    if chosen.min_confidence is Confidence.HIGH:
        return ()
    selected = {each.id for each in selected_rules(chosen)}
    return tuple(
        replace(each, severity=chosen.severity.get(rule_of(each.kind)))
        for each in facts_of(document, settings.as_of, require_reason=settings.require_reason)
        if rule_of(each.kind) in selected and not _allowed(each.place.quote, chosen)
    )


def _audited(raw: RawPage, document: Document, settings: Settings) -> PageReport:
    page = document.page
    chosen = settings.at(raw.location)
    rules = selected_rules(chosen)
    found = check.locate(check.check(document, rules, chosen.rules, chosen.severity), document)
    settled = check.settle(
        _wanted(found, chosen),
        page,
        settings.as_of,
        require_reason=settings.require_reason,
        ran=frozenset(rule.id for rule in rules),
        severity=chosen.severity,
        ignore=chosen.ignore,
        compared=partial(_compared, document),
    )
    findings = check.certain(settled.findings, page, partial(_read_changed, raw, page.media_type, settings))
    seen = coverage(document)
    return PageReport(raw.location, page.media_type, page.encoding, None, seen, findings, settled.suppressed)


def _compared(document: Document) -> Iterator[tuple[str, int]]:
    """The rule and source offset of each statement that a scan compares with the other pages of the site."""
    from auditor.check.facts import rule_of, statements_of

    for each in statements_of(document):
        yield rule_of(each.kind), document.page.locate(each.span).start.offset


def _read_changed(raw: RawPage, media_type: str, settings: Settings, source: str) -> Page:
    """The page with another source."""
    from auditor import parse

    return parse.parse(RawPage(raw.location, source.encode("utf-8", "replace"), media_type, "utf-8"), settings.sites)


def _wanted(found: Iterable[LocatedFinding], settings: Settings) -> tuple[LocatedFinding, ...]:
    """Without those less sure than asked for and those on terms that are allowed."""
    return tuple(
        each
        for each in found
        if each.confidence.rank <= settings.min_confidence.rank and not _allowed(each.quote, settings)
    )


def _allowed(quote: str, settings: Settings) -> bool:
    return any(term.lower() in quote.lower() for term in settings.allow)


def inventory_of(raw: RawPage, settings: Settings | None = None) -> tuple[report.Entry, ...]:
    """Every claim of a page, as the rules see them."""
    return report.inventory(read_document(raw, settings))


def read_document(raw: RawPage, settings: Settings | None = None) -> Document:
    """The page with everything extracted from it, as the rules see it.

    Raises:
        UnsupportedError: the bytes are not a text page.
        ParseError: the page could not be taken apart.
    """
    from auditor import extract, parse  # a tenth of a second that a cached page does not need

    sites, sources = (settings.sites, settings.sources) if settings else ((), ())
    return extract.extract(parse.parse(raw, sites), sources)


def coverage(document: Document) -> Coverage:
    """What was seen, and what could not be judged, by reason."""
    unjudged: dict[str, int] = {}
    for each in document.unjudged:
        unjudged[each.reason] = unjudged.get(each.reason, 0) + 1
    return Coverage(len(document.statistics), len(document.attributions), len(document.dosages), unjudged)
