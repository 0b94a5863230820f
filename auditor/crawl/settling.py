"""From answers to captures: evidence first, then the capture, its lead and what it leads to, committed together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice

from auditor.clock import now
from auditor.crawl.evidence import Evidence
from auditor.crawl.frontier import Frontier, Kind, Lead
from auditor.crawl.identity import as_written, canonical
from auditor.crawl.journal import Journal
from auditor.crawl.leads import Leads
from auditor.crawl.links import links
from auditor.crawl.plan import CrawlPlan
from auditor.crawl.sitemaps import BrokenSitemapError, read_sitemap
from auditor.crawl.verdict import Verdict
from auditor.fetch.headers import said, short
from auditor.model import RawPage
from auditor.model.scan import Capture, Exchange, Outcome, Reason, Record

LINKS = 10_000
"""Of one page; those beyond are not followed, so that no page holds up the crawl."""
NO_SITEMAP = "robots.txt names no sitemap and {detail}; crawl from a start page, or list the pages"


@dataclass(frozen=True, slots=True)
class Settling:
    """Settles leads. Each method gives the captures that come of it, once they are committed."""

    plan: CrawlPlan
    journal: Journal
    frontier: Frontier
    leads: Leads
    evidence: Evidence

    def unasked(self, lead: Lead, verdict: Verdict) -> tuple[Capture, ...]:
        """A lead that is not asked for, or was in vain; a site is told of by its sitemap."""
        capture = _capture(lead, verdict)
        if lead.kind is Kind.SITE:
            capture = replace(capture, detail=f"no sitemap can be looked for: {verdict.detail}")
        elif lead.kind is Kind.GUESS:
            capture = replace(capture, detail=NO_SITEMAP.format(detail=verdict.detail))
        with self.journal.whole():
            self.frontier.settle(lead)
            return self._added(capture)

    def site(self, lead: Lead, listed: tuple[str, ...]) -> tuple[Capture, ...]:
        """A site whose robots.txt was read."""
        with self.journal.whole():
            self.frontier.settle(lead)
            return self._added(*self.leads.sitemaps_of(lead, listed))

    def page(self, lead: Lead, got: Exchange, verdict: Verdict, earlier: Capture | None) -> tuple[Capture, ...]:
        """A page that was asked for."""
        got = replace(got, location=lead.location)
        if verdict.outcome is Outcome.REDIRECTED:
            return self._redirect(lead, got)
        if earlier and earlier.record and _is_same(got, verdict, earlier.record):
            return self._unchanged(lead, got, earlier, earlier.record)
        if verdict.outcome is Outcome.PAGE:
            record = self.evidence.fetched(got)
            return self._kept(lead, got, replace(_capture(lead, verdict, got), record=record), record)
        if verdict.outcome is Outcome.UNCHANGED:
            verdict = Verdict(Outcome.FAILED, Reason.SERVER, "answered 304 (Not Modified) to one who had nothing")
        return self._plain(lead, _capture(lead, verdict, got))

    def _unchanged(self, lead: Lead, got: Exchange, earlier: Capture, record: Record) -> tuple[Capture, ...]:
        """A page that is what its earlier record holds; a site need not repeat in a 304 by what it is asked for."""
        note = self.evidence.unchanged(got, record)
        capture = replace(
            _capture(lead, Verdict(Outcome.UNCHANGED), got),
            record=record,
            etag=got.etag or earlier.etag,
            last_modified=got.last_modified or earlier.last_modified,
        )
        return self._kept(lead, got, capture, note)

    def sitemap(self, lead: Lead, got: Exchange, verdict: Verdict) -> tuple[Capture, ...]:
        """A sitemap that was asked for: it is no page, so it is told of only where something is wrong."""
        if verdict.outcome is Outcome.REDIRECTED:
            return self._redirect(lead, got)
        if verdict.outcome is not Outcome.PAGE:
            return self.unasked(lead, replace(verdict, outcome=Outcome.FAILED))
        with self.journal.whole():
            self.frontier.settle(lead)
            return self._added(*self._listed(lead, got.content))

    def _listed(self, lead: Lead, content: bytes) -> Iterator[Capture]:
        count = 0
        try:
            for entry in read_sitemap(content):
                count += 1
                yield from self.leads.listed(lead, entry)
        except BrokenSitemapError as error:
            detail = f"the sitemap {error} ({count:,} addresses before that are taken)"
            yield Capture(lead.location, Outcome.FAILED, Reason.BROKEN, detail)
            return
        if not count:
            yield Capture(lead.location, Outcome.FAILED, Reason.BROKEN, "the sitemap lists no address")

    def _redirect(self, lead: Lead, got: Exchange) -> tuple[Capture, ...]:
        try:
            target = canonical(got.redirect)
        except ValueError as error:
            told = Verdict(Outcome.FAILED, Reason.BAD_ADDRESS, f"redirects to {short(got.redirect)}, which {error}")
            return self._plain(lead, _capture(lead, told, got))
        if endless := self._endless(lead, got, target):
            return self._plain(lead, _capture(lead, Verdict(Outcome.FAILED, Reason.BROKEN, endless), got))
        if target == lead.location:
            return self._rewritten(lead, as_written(got.redirect))
        verdict = Verdict(Outcome.REDIRECTED, detail=said(got.status))
        capture = replace(_capture(lead, verdict, got), final=target)
        with self.journal.whole():
            self.frontier.settle(lead)
            self.leads.redirected(lead, target, got.redirect)
            return self._added(*([capture] if lead.kind is Kind.PAGE else []))

    def _rewritten(self, lead: Lead, address: str) -> tuple[Capture, ...]:
        """A site that wants its address written in another way; it is asked for in that one."""
        with self.journal.whole():
            self.frontier.move(lead, address)
        return ()

    def _endless(self, lead: Lead, got: Exchange, target: str) -> str:
        """Why a redirect is not followed; "" where it is."""
        if lead.hops >= self.plan.limits.redirects:
            return f"is the last of more than {self.plan.limits.redirects} redirects, and leads to {short(target)}"
        if target == lead.location:
            return "redirects to itself" if as_written(got.redirect) == got.url else ""
        at: str = target
        for _ in range(self.plan.limits.redirects + 1):
            if at == lead.location:
                return f"redirects in a circle, over {short(target)}"
            known = self.journal.get(at)
            if known is None or not known.final:
                break
            at = known.final
        return ""

    def _kept(self, lead: Lead, got: Exchange, capture: Capture, written: Record) -> tuple[Capture, ...]:
        """A page whose evidence is written: its capture, and the links in it."""
        with self.journal.whole():
            self.frontier.settle(lead)
            if self.leads.follows(lead):
                for target in islice(self._links(got, capture.record), LINKS):
                    self.leads.linked(lead, target)
            return (capture,) if self.journal.add(capture, written) else ()

    def _links(self, got: Exchange, record: Record | None) -> Iterator[str]:
        """The links of a page; where the site sent nothing, those of its earlier record."""
        if got.status != 304:
            return links(got.content, got.media_type, got.charset, got.url)
        raw = self.plan.earlier(record) if self.plan.earlier and record else RawPage(got.url, b"")
        return links(raw.content, raw.media_type, raw.charset, got.url)

    def _plain(self, lead: Lead, capture: Capture) -> tuple[Capture, ...]:
        with self.journal.whole():
            self.frontier.settle(lead)
            return self._added(capture)

    def _added(self, *captures: Capture) -> tuple[Capture, ...]:
        """Those that are new, committed."""
        return tuple(each for each in map(stamped, captures) if self.journal.add(each))


def stamped(capture: Capture) -> Capture:
    """The capture with the time; now where it has none."""
    return capture if capture.captured else replace(capture, captured=now())


def _capture(lead: Lead, verdict: Verdict, got: Exchange | None = None) -> Capture:
    capture = Capture(lead.location, verdict.outcome, verdict.reason, verdict.detail, depth=max(lead.depth, 0))
    if got is None:
        return replace(capture, captured=now())
    if verdict.outcome in (Outcome.PAGE, Outcome.UNCHANGED) and got.url != lead.location:
        capture = replace(capture, detail=f"asked for as {short(got.url)}")
    return replace(capture, captured=got.asked, status=got.status, etag=got.etag, last_modified=got.last_modified)


def _is_same(got: Exchange, verdict: Verdict, known: Record) -> bool:
    """Whether the site says, or its bytes show, that a page is what an earlier record holds."""
    if verdict.outcome is Outcome.PAGE:
        return bool(known.digest) and sha256(got.content).hexdigest() == known.digest
    return verdict.outcome is Outcome.UNCHANGED
