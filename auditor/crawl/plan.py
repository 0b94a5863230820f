"""What is to be fetched, and how politely."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from auditor.model import RawPage
from auditor.model.scan import Record
from auditor.settings import FetchLimits


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """One crawl."""

    urls: Iterable[str] = ()
    """Pages, as written; read once and in a stream."""
    sitemaps: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    """Hosts or addresses whose robots.txt, or else /sitemap.xml, names the sitemaps."""
    starts: tuple[str, ...] = ()
    """Pages whose links are followed, within their site."""
    depth: int = 0
    """Links from a start page."""
    max_pages: int | None = None
    """Pages to fetch at most; what is beyond is counted as skipped."""
    delay: float = 1.0
    """Seconds between the end of a request to a host and the next one; Crawl-delay may ask for more."""
    hosts: int = 8
    """Requests in flight at once, each to another host."""
    contact: str = ""
    """Address or e-mail for site owners."""
    subdomains: bool = False
    """Whether a site's subdomains belong to it."""
    limits: FetchLimits = field(default_factory=FetchLimits)
    earlier: Callable[[Record], RawPage] | None = None
    """Reads the page of an earlier record; an InputError where it is gone, so that the page is fetched anew. Its links
    count where the site says that a page is unchanged. Without it, such pages are asked for unconditionally."""
