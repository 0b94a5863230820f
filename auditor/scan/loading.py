"""The load step: the shards' results and the journal go into the store, and pages are compared with one another."""

from collections.abc import Iterable, Iterator

from auditor.check.across import differences
from auditor.model import LocatedFinding
from auditor.model.scan import Capture, Outcome, PageResult, Reason, Run
from auditor.store import Store


def captures_of(results: Iterable[PageResult]) -> Iterator[Capture]:
    """The captures that the pages of a given archive amount to."""
    for each in results:
        location, error = each.report.location, each.report.error
        if error is None:
            yield Capture(location, Outcome.PAGE, record=each.record, captured=each.captured)
        else:
            yield Capture(location, Outcome.FAILED, Reason.BROKEN, error, each.record, each.captured)


def across_pages(store: Store, run: Run) -> Iterator[tuple[str, LocatedFinding]]:
    """Findings that only the pages of a site together show, each with the location of its page."""
    for _site, _subject, stated in store.facts(run):
        yield from differences(stated)
