"""One page of the evidence audited: whatever happens, it has a result."""

import logging
from functools import partial
from pathlib import Path

from auditor import pipeline
from auditor.archive import ArchivedPage, BadRecord
from auditor.model import PageReport, RawPage
from auditor.model.scan import PageResult, Record
from auditor.settings import Settings
from auditor.shards.clock import Clock
from auditor.shards.work import Work

_log = logging.getLogger(__name__)

KILLED = "the audit of this page was killed (out of memory?)"


def result_of(found: ArchivedPage | BadRecord, file: str, work: Work, clock: Clock, *, killed: bool) -> PageResult:
    """What the audit makes of a page, or of a record that holds none.

    Args:
        file: the archive as its slice names it.
        killed: the page has killed its workers and is not tried again.
    """
    if isinstance(found, BadRecord):
        archive = str(Path(work.store) / file)  # not a path of this machine: it is the same on every other
        location = file + found.location.removeprefix(archive) if found.location.startswith(archive) else found.location
        return PageResult(PageReport(location, error=found.reason), Record(file, found.offset, 0))
    if killed:
        return PageResult(_failed(found.raw, KILLED), found.record, found.captured)
    audited = clock.within(work.page_seconds, partial(_audited, found, work))
    if audited is None:
        reason = f"the audit of this page took more than {work.page_seconds:g} seconds and was given up"
        return PageResult(_failed(found.raw, reason), found.record, found.captured)
    return audited


def _audited(page: ArchivedPage, work: Work) -> PageResult:
    if work.prefilter and not _may_find(page.raw, work.settings):
        report = PageReport(page.raw.location, page.raw.media_type)
        return PageResult(report, page.record, page.captured, passed_over=True)
    report, facts = pipeline.examine(page.raw, work.settings)
    return PageResult(report, page.record, page.captured, facts)


def _may_find(raw: RawPage, settings: Settings) -> bool:
    """Where the prefilter fails the page is audited in full."""
    from auditor.prefilter import may_find

    try:
        return may_find(raw, settings)
    except Exception:
        _log.debug("%s: the prefilter failed", raw.location, exc_info=True)
        return True


def _failed(raw: RawPage, reason: str) -> PageReport:
    return PageReport(raw.location, raw.media_type, error=reason)
