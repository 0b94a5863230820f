"""What a plan names, put into the frontier in a stream; where that was cut, it is done again without doubling."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from auditor.crawl.frontier import Frontier, Kind
from auditor.crawl.journal import Journal
from auditor.crawl.leads import Leads
from auditor.crawl.plan import CrawlPlan
from auditor.crawl.settling import stamped
from auditor.model.scan import Capture

_AT_ONCE = 500

Take = Callable[[str], Iterator[Capture]]


def seed(plan: CrawlPlan, journal: Journal, frontier: Frontier, leads: Leads) -> Iterator[Capture]:
    """Gives the captures of what is settled without being asked for."""
    sources: tuple[tuple[str, Iterable[str], Take], ...] = (
        ("urls", plan.urls, leads.named),
        ("starts", plan.starts, leads.named),
        ("sitemaps", plan.sitemaps, partial(leads.named, kind=Kind.SITEMAP)),
        ("sites", plan.sites, leads.site),
    )
    for name, source, take in sources:
        if not frontier.is_done(name):
            yield from _taken(source, take, journal)
            frontier.mark_done(name)


def _taken(source: Iterable[str], take: Take, journal: Journal) -> Iterator[Capture]:
    rest = iter(source)
    while some := list(islice(rest, _AT_ONCE)):
        with journal.whole():
            told = [stamped(each) for written in some for each in take(written)]
            new = [each for each in told if journal.add(each)]
        yield from new
