"""From addresses as written to leads in the frontier: what is known, what belongs to the site, what is counted."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from auditor.crawl import sitemaps
from auditor.crawl.frontier import Frontier, Kind, Lead
from auditor.crawl.hosts import Hosts
from auditor.crawl.identity import canonical, netloc, origin, same_site
from auditor.crawl.plan import CrawlPlan
from auditor.fetch.headers import short
from auditor.fetch.targets import is_url, without_user
from auditor.model.scan import Capture, Outcome, Reason


class Leads:
    """Puts leads into the frontier. Each method gives the captures of what is settled without being asked for."""

    def __init__(self, plan: CrawlPlan, frontier: Frontier, hosts: Hosts) -> None:
        self._frontier = frontier
        self._hosts = hosts
        self._subdomains = plan.subdomains
        self._depth = plan.depth
        self._starts = tuple(filter(None, map(_scope, plan.starts)))

    def named(self, written: str, kind: Kind = Kind.PAGE, scope: str = "") -> Iterator[Capture]:
        """An address that the user named, or that a sitemap of the site `scope` lists."""
        location = _located(written)
        if isinstance(location, Capture):
            yield location
        else:
            yield from self._put(self._within(Lead(location, kind, _shown(written), scope or netloc(location))))

    def site(self, written: str) -> Iterator[Capture]:
        """A site whose sitemaps are to be found."""
        location = _located(written, "" if is_url(written.strip()) else "https://")
        if isinstance(location, Capture):
            yield location
        else:
            yield from self._put(Lead(f"{origin(location)}/", Kind.SITE, _shown(written), netloc(location)))

    def sitemaps_of(self, site: Lead, listed: tuple[str, ...]) -> Iterator[Capture]:
        """The sitemaps that a robots.txt lists; where it lists none, the one that most sites have."""
        above = replace(site, depth=-1)
        for written in listed:
            yield from self._sitemap(above, written if is_url(written) else site.location + written.lstrip("/"))
        location = f"{origin(site.location)}/sitemap.xml"
        if not listed and not self._frontier.written(location, Kind.SITEMAP):
            yield from self._put(Lead(location, Kind.GUESS, location, site.scope))

    def listed(self, sitemap: Lead, entry: sitemaps.Entry) -> Iterator[Capture]:
        """A line of a sitemap."""
        if entry.is_sitemap:
            return self._sitemap(sitemap, entry.url)
        return self.named(entry.url, scope=sitemap.scope)

    def _sitemap(self, above: Lead, written: str) -> Iterator[Capture]:
        """A sitemap that an index or a robots.txt lists. It may stand on another host, at a web server's own port."""
        location = _located(written)
        if isinstance(location, Capture):
            yield location
            return
        lead = Lead(location, Kind.SITEMAP, _shown(written), above.scope, above.depth + 1)
        if told := self._beyond(lead, above):
            yield Capture(location, Outcome.SKIPPED, *told)
        else:
            yield from self._put(lead)

    def _beyond(self, lead: Lead, above: Lead) -> tuple[Reason, str] | None:
        """Why a sitemap is not read, if it is not."""
        if lead.depth > sitemaps.DEPTH:
            return Reason.DEPTH, f"a sitemap below more than {sitemaps.DEPTH} others"
        if self._frontier.listings(lead.scope) >= sitemaps.FILES:
            return Reason.LIMIT, f"the site has more than {sitemaps.FILES:,} sitemaps"
        if _chooses_port(lead, above):
            return Reason.OFF_SITE, "a sitemap at a port that was not asked for"
        return None

    def linked(self, page: Lead, target: str) -> None:
        """An address that a page of a crawled site links to; another site's is passed over."""
        try:
            location = canonical(target)
        except ValueError:
            return
        if not any(same_site(location, start, subdomains=self._subdomains) for start in self._starts):
            return
        depth = page.depth + 1
        reason = Reason.DEPTH if depth > self._depth else None
        lead = Lead(location, Kind.PAGE, target, page.scope, depth, reason=reason)
        if self._frontier.add(lead):
            self._hosts.wake(lead.host)

    def follows(self, page: Lead) -> bool:
        """Whether the links of a page are followed, or at least counted."""
        return any(same_site(page.location, start, subdomains=self._subdomains) for start in self._starts)

    def redirected(self, lead: Lead, location: str, written: str) -> None:
        """Where a lead led to; a canonical address, and how the site wrote it."""
        led = replace(lead, location=location, written=written, moved="", hops=lead.hops + 1)
        if lead.kind is Kind.PAGE:
            led = self._within(led)
        elif _chooses_port(led, lead):
            led = replace(led, reason=Reason.OFF_SITE)
        if self._frontier.add(led):
            self._hosts.wake(led.host)

    def _within(self, lead: Lead) -> Lead:
        """The lead, held back where it is another site's."""
        if same_site(lead.location, lead.scope, subdomains=self._subdomains):
            return lead
        return replace(lead, reason=Reason.OFF_SITE)

    def _put(self, lead: Lead) -> Iterator[Capture]:
        """Adds a lead, or tells what it doubles."""
        if self._frontier.add(lead):
            self._hosts.wake(lead.host)
        elif lead.written not in (lead.location, self._frontier.written(lead.location, lead.kind)):
            yield Capture(lead.written, Outcome.SKIPPED, Reason.DUPLICATE, f"the same as {lead.location}")


def _chooses_port(lead: Lead, above: Lead) -> bool:
    """Whether an address that a site chose is at a port that nobody named: it may be no web server at all."""
    return bool(urlsplit(lead.location).port) and lead.host != above.host


def _scope(start: str) -> str:
    try:
        return netloc(canonical(start))
    except ValueError:
        return ""


def _located(written: str, scheme: str = "") -> str | Capture:
    """The canonical address, or that there is none."""
    shown = _shown(written)
    try:
        return canonical(scheme + shown)
    except ValueError as error:
        return Capture(short(shown), Outcome.SKIPPED, Reason.BAD_ADDRESS, str(error))


def _shown(written: str) -> str:
    """An address as written, fit to be stored and shown: without user and password, and in valid Unicode."""
    return without_user(written.strip()).encode("utf-8", "replace").decode("utf-8")
