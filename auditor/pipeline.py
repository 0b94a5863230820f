"""audit(): fetch, parse, extract, check; the report is what comes out."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from auditor import check, extract, fetch, parse, report
from auditor.catalogue import selected_rules
from auditor.errors import InputError
from auditor.model import Coverage, Document, PageReport, RawPage, Report
from auditor.settings import Settings

_log = logging.getLogger(__name__)

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
    for location in fetch.expand(targets):
        if isinstance(location, InputError):
            yield Failure(location.location, location.reason)
        else:
            yield _attempt(location, settings, work)


def _attempt(location: str, settings: Settings, work: Callable[[RawPage], Result]) -> Result | Failure:
    try:
        return work(fetch.fetch(location, settings))
    except InputError as error:
        return Failure(error.location, error.reason)
    except Exception as error:  # a defect of ours on one page must not end the audit of the others
        _log.debug("%s: the auditor failed", location, exc_info=True)
        return Failure(location, f"the auditor failed ({type(error).__name__}: {error}); please report it (--debug)")


def audit_page(raw: RawPage, settings: Settings) -> PageReport:
    """The outcome for one page already read; pure: no network, no clock, no randomness."""
    try:
        document = read_document(raw)
    except InputError as error:
        return PageReport(raw.location, raw.media_type, error=error.reason)
    findings = check.locate(check.check(document, selected_rules(settings)), document)
    page = document.page
    return PageReport(raw.location, page.media_type, page.encoding, None, coverage(document), findings)


def inventory_of(raw: RawPage) -> tuple[report.Entry, ...]:
    """Every claim of a page, as the rules see them."""
    return report.inventory(read_document(raw))


def read_document(raw: RawPage) -> Document:
    """The page with everything extracted from it, as the rules see it.

    Raises:
        UnsupportedError: the bytes are not a text page.
        ParseError: the page could not be taken apart.
    """
    return extract.extract(parse.parse(raw))


def coverage(document: Document) -> Coverage:
    """What was seen, and what could not be judged, by reason."""
    unjudged: dict[str, int] = {}
    for each in document.unjudged:
        unjudged[each.reason] = unjudged.get(each.reason, 0) + 1
    return Coverage(len(document.statistics), len(document.attributions), len(document.dosages), unjudged)
