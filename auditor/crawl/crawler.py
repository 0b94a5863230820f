"""The crawl: hosts take turns, each is asked by one request at a time, and what comes is settled as it comes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from auditor.crawl import sitemaps
from auditor.crawl.agent import user_agent
from auditor.crawl.crew import Crew, Done
from auditor.crawl.evidence import Evidence
from auditor.crawl.frontier import Frontier, Kind, Lead
from auditor.crawl.hosts import Host, Hosts
from auditor.crawl.identity import origin
from auditor.crawl.journal import Journal
from auditor.crawl.leads import Leads
from auditor.crawl.plan import CrawlPlan
from auditor.crawl.robots import BYTES, Robots, UnreachableError, read_robots
from auditor.crawl.seeding import seed
from auditor.crawl.settling import Settling
from auditor.crawl.verdict import RETRIES, Verdict, of_answer, of_failure, of_page
from auditor.errors import InputError
from auditor.fetch.failures import NotFetchedError
from auditor.fetch.web import exchange
from auditor.model.scan import Capture, Exchange, Outcome, Reason

_PATIENCE = 1.0
"""Seconds to wait for an answer before looking around; a wait cannot be interrupted on every system."""
_FORBIDDEN = Verdict(Outcome.SKIPPED, Reason.ROBOTS, "by a line that begins with Disallow")

Known = Callable[[str], Capture | None]
Captures = tuple[Capture, ...]


def crawl(
    plan: CrawlPlan, journal: Journal, writer: Evidence, known: Known, *, crew: Crew | None = None
) -> Iterator[Capture]:
    """Fetches what the plan stands for and gives each capture once it is committed to the journal.

    The same call again goes on where an earlier one was cut: what is in the journal is not asked for again,
    and nothing is given twice. Left early, it leaves the journal whole.

    Args:
        known: what an earlier run captured at an address; asked for conditionally, it may be unchanged.

    Raises:
        UsageError: the contact is no address, or the extra [scan] is not installed.
    """
    return _Crawler(plan, journal, writer, known, crew or Crew()).run()


@dataclass(frozen=True, slots=True)
class _Flight:
    """A request that is on its way."""

    host: Host
    origin: str
    lead: Lead | None = None
    """None for robots.txt."""
    earlier: Capture | None = None

    @property
    def is_page(self) -> bool:
        return self.lead is not None and self.lead.kind is Kind.PAGE


class _Crawler:
    def __init__(self, plan: CrawlPlan, journal: Journal, writer: Evidence, known: Known, crew: Crew) -> None:
        self._plan = plan
        self._known = known
        self._crew = crew
        self._journal = journal
        self._frontier = Frontier(journal, pages_first=plan.max_pages is not None)
        self._hosts = Hosts(self._frontier, plan.delay, plan.hosts)
        self._leads = Leads(plan, self._frontier, self._hosts)
        self._settling = Settling(plan, journal, self._frontier, self._leads, writer)
        self._pages = self._frontier.pages_taken()
        self._flying = 0
        self._pages_flying = 0
        self._get = partial(exchange, user_agent=user_agent(plan.contact))

    def run(self) -> Iterator[Capture]:
        yield from seed(self._plan, self._journal, self._frontier, self._leads)
        while not self._is_over():
            moved = False
            for host in self._hosts.ready(self._crew.now()):
                if self._is_full():
                    break
                moved = True
                yield from self._step(host)
            done = self._crew.next(0.0 if moved else self._patience())
            if done is not None:
                yield from self._landed(done)
        while (lead := self._frontier.left()) is not None:
            yield from self._settling.unasked(lead, self._left_out(lead))

    def _is_over(self) -> bool:
        nothing_waits = self._hosts.soonest(self._crew.now()) is None
        return not self._flying and (nothing_waits or self._has_enough(self._pages))

    def _is_full(self) -> bool:
        """Whether nothing more may be asked for now."""
        return self._flying >= self._plan.hosts or self._has_enough(self._pages + self._pages_flying)

    def _has_enough(self, pages: int) -> bool:
        return self._plan.max_pages is not None and pages >= self._plan.max_pages

    def _patience(self) -> float:
        """Seconds until something can be done unless an answer comes."""
        now = self._crew.now()
        due = self._hosts.soonest(now)
        return _PATIENCE if due is None or self._is_full() else min(max(due - now, 0.0), _PATIENCE)

    def _step(self, host: Host) -> Captures:
        """One step of a host: a request is sent, or something is settled without one."""
        lead = self._frontier.next(host.name)
        if lead is None:
            host.idle = True
            return ()
        told = host.closed or host.says(origin(lead.location), self._crew.now())
        if told is None:
            self._send(_Flight(host, origin(lead.location)), partial(read_robots, origin(lead.location), self._robots))
        elif isinstance(told, Verdict):
            return self._settling.unasked(lead, told)
        elif lead.kind is Kind.SITE:
            return self._settling.site(lead, told.sitemaps)
        elif not told.allows(lead.address):
            return self._settling.unasked(lead, _FORBIDDEN)
        else:
            self._ask(host, lead)
        return ()

    def _ask(self, host: Host, lead: Lead) -> None:
        limits = self._plan.limits
        if lead.kind is not Kind.PAGE:
            limits = replace(limits, body_bytes=sitemaps.BYTES)
            self._send(_Flight(host, "", lead), partial(self._get, lead.address, limits, accept=(), keep=False))
            return
        earlier = self._earlier(lead.location)
        must_see = self._plan.earlier is None and self._leads.follows(lead)
        marks = {"etag": earlier.etag, "last_modified": earlier.last_modified} if earlier and not must_see else {}
        self._send(_Flight(host, "", lead, earlier), partial(self._get, lead.address, limits, **marks))

    def _earlier(self, location: str) -> Capture | None:
        """What an earlier run captured, if its record can still be pointed to."""
        earlier = self._known(location)
        if earlier is None or earlier.record is None:
            return None
        try:
            if self._plan.earlier is not None:
                self._plan.earlier(earlier.record)
        except InputError:
            return None
        return earlier

    def _robots(self, url: str) -> Exchange:
        return self._get(url, replace(self._plan.limits, body_bytes=BYTES), accept=(), cut=True, keep=False)

    def _send(self, flight: _Flight, work: Callable[[], object]) -> None:
        flight.host.busy = True
        self._flying += 1
        self._pages_flying += flight.is_page
        self._crew.start(flight, work)

    def _landed(self, done: Done) -> Captures:
        """A request is over."""
        flight: _Flight = done.key
        self._flying -= 1
        self._pages_flying -= flight.is_page
        if flight.lead is None:
            self._learn(flight, done)
            return ()
        verdict = _verdict(done, is_page=flight.is_page)
        flight.host.answered(verdict, self._crew.now())
        if verdict.again and flight.lead.attempts < RETRIES and not flight.host.closed:
            self._frontier.put_back(flight.lead)
            return ()
        captures = self._settled(flight.lead, done.result, verdict, flight.earlier)
        self._pages += flight.is_page and any(each.record for each in captures)
        return captures

    def _settled(self, lead: Lead, got: Exchange | None, verdict: Verdict, earlier: Capture | None) -> Captures:
        if got is None:
            return self._settling.unasked(lead, verdict)
        if lead.kind is Kind.PAGE:
            return self._settling.page(lead, got, verdict, earlier)
        return self._settling.sitemap(lead, got, verdict)

    def _learn(self, flight: _Flight, done: Done) -> None:
        """Takes note of a robots.txt, or of its lack once that was tried often enough."""
        host, now = flight.host, self._crew.now()
        if isinstance(done.result, Robots):
            host.learn(flight.origin, done.result, now)
            host.answered(Verdict(Outcome.PAGE), now)
            return
        verdict = _verdict(done, is_page=False)
        host.answered(verdict, now)
        if not verdict.again or host.failures > RETRIES:
            host.learn(flight.origin, _closed(verdict), now)

    def _left_out(self, lead: Lead) -> Verdict:
        """Why a lead that is left over at the end was not asked for."""
        if lead.reason is Reason.OFF_SITE:
            return Verdict(Outcome.SKIPPED, lead.reason, f"does not belong to {lead.scope}")
        if lead.reason is Reason.DEPTH:
            return Verdict(Outcome.SKIPPED, lead.reason, f"{lead.depth} links from a start page")
        return Verdict(Outcome.SKIPPED, Reason.LIMIT, f"{self._plan.max_pages} pages are fetched")


def _verdict(done: Done, *, is_page: bool) -> Verdict:
    """What came of a request."""
    if isinstance(done.error, UnreachableError):
        return Verdict(
            Outcome.SKIPPED,
            Reason.ROBOTS,
            done.error.reason,
            again=True,
            failed=True,
            wait=done.error.retry_after or 0.0,
        )
    if isinstance(done.error, NotFetchedError):
        return of_failure(done.error)
    if done.error is not None:
        return Verdict(Outcome.FAILED, Reason.BROKEN, f"could not be taken ({type(done.error).__name__}: {done.error})")
    return of_page(done.result) if is_page else of_answer(done.result)


def _closed(verdict: Verdict) -> Verdict:
    """The verdict on all pages of an origin whose robots.txt cannot be had (RFC 9309 2.3.1.4)."""
    if verdict.reason is Reason.BAD_ADDRESS:
        return verdict
    return Verdict(
        verdict.outcome, verdict.reason, f"nothing is asked where robots.txt cannot be had: {verdict.detail}"
    )
