"""audit(): fetch, parse, extract, check; the report is what comes out."""

import logging
from collections.abc import Iterable, Iterator

from auditor import check, extract, fetch, parse
from auditor.errors import InputError, UsageError
from auditor.model import Coverage, Document, PageReport, RawPage, Report
from auditor.settings import Settings

_log = logging.getLogger(__name__)


def audit(targets: Iterable[str], settings: Settings) -> Report:
    """The report on all targets: files, folders, globs and URLs, in the order given."""
    return Report(settings.as_of, tuple(audit_each(targets, settings)))


def audit_each(targets: Iterable[str], settings: Settings) -> Iterator[PageReport]:
    """The outcome for each page, as soon as it is known; an input that fails is an entry with an error."""
    selected_rules(settings)
    for target in targets:
        try:
            for location in fetch.expand((target,)):
                yield _outcome(location, settings)
        except InputError as error:
            yield PageReport(target, error=error.reason)


def _outcome(location: str, settings: Settings) -> PageReport:
    try:
        return audit_page(fetch.fetch(location, settings), settings)
    except InputError as error:
        return PageReport(location, error=error.reason)
    except Exception as error:  # one page must not end the audit of the others
        _log.debug("%s: the auditor failed", location, exc_info=True)
        return PageReport(location, error=f"the auditor failed ({type(error).__name__}: {error}); please report this")


def audit_page(raw: RawPage, settings: Settings) -> PageReport:
    """The outcome for one page already read; pure: no network, no clock, no randomness."""
    try:
        document = read_document(raw)
    except InputError as error:
        return PageReport(raw.location, raw.media_type, error=error.reason)
    findings = check.locate(check.check(document, selected_rules(settings)), document)
    page = document.page
    return PageReport(raw.location, page.media_type, page.encoding, None, coverage(document), findings)


def read_document(raw: RawPage) -> Document:
    """The page with everything extracted from it, as the rules see it.

    Raises:
        UnsupportedError: the bytes are not a text page.
        ParseError: the page could not be taken apart.
    """
    return extract.extract(parse.parse(raw))


def selected_rules(settings: Settings) -> tuple[check.Rule, ...]:
    """The rules the settings choose.

    Raises:
        UsageError: a chosen or ignored rule does not exist; the message names the nearest one.
    """
    known = check.rule_ids()
    for name in (*settings.select, *settings.ignore):
        if name not in known:
            raise UsageError(f"unknown rule {name!r}{_nearest(name, known)}; `auditor rules` lists the rules")
    chosen = settings.select or known
    return tuple(rule for rule in check.rules() if rule.id in chosen and rule.id not in settings.ignore)


def _nearest(name: str, known: tuple[str, ...]) -> str:
    import difflib

    close = difflib.get_close_matches(name, known, 1)
    return f", did you mean {close[0]!r}?" if close else ""


def coverage(document: Document) -> Coverage:
    """What was seen, and what could not be judged, by reason."""
    unjudged: dict[str, int] = {}
    for each in document.unjudged:
        unjudged[each.reason] = unjudged.get(each.reason, 0) + 1
    return Coverage(len(document.statistics), len(document.attributions), len(document.dosages), unjudged)
