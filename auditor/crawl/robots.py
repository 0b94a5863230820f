"""robots.txt: what a site asks of crawlers, by RFC 9309."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from auditor.crawl.agent import PRODUCT
from auditor.crawl.identity import netloc
from auditor.errors import UsageError
from auditor.fetch.failures import NotFetchedError
from auditor.fetch.headers import is_page, said
from auditor.model.scan import Exchange, Reason

BYTES = 512 * 1024
"""How much of a robots.txt is read; at least 500 KiB must be (RFC 9309 2.5)."""
SECONDS = 24 * 3600.0
"""How long it may be used without asking again (RFC 9309 2.4)."""
REDIRECTS = 5
"""How many are followed, over all hosts (RFC 9309 2.3.1.2)."""
LONGEST_DELAY = 60.0
"""Seconds; a longer Crawl-delay is honoured as far as this."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What the robots.txt of one origin says to this crawler."""

    rules: Any = None
    """As protego reads them; None where everything is allowed."""
    sitemaps: tuple[str, ...] = ()
    asked_delay: float = 0.0
    """Crawl-delay in seconds, as written; 0 where there is none."""

    def allows(self, url: str) -> bool:
        """Whether a page may be asked for."""
        return self.rules is None or bool(self.rules.can_fetch(url, PRODUCT))

    @property
    def delay(self) -> float:
        """Seconds between requests, within 0 and a minute."""
        return min(self.asked_delay, LONGEST_DELAY)


def parse_robots(content: bytes) -> Robots:
    """A robots.txt; what is no rule is passed over (RFC 9309 2.2).

    Raises:
        UsageError: the extra [scan] is not installed.
    """
    try:
        from protego import Protego
    except ImportError as error:
        raise UsageError("robots.txt needs more packages: pip install 'health-page-auditor[scan]'") from error
    text = content[:BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    rules = Protego.parse(text)
    delay = rules.crawl_delay(PRODUCT)
    return Robots(rules, tuple(rules.sitemaps), delay if delay and math.isfinite(delay) and delay > 0 else 0.0)


def read_robots(at: str, ask: Callable[[str], Exchange]) -> Robots:
    """The robots.txt of an origin; `ask` makes one request.

    Not there (4xx, too many redirects): everything is allowed (RFC 9309 2.3.1.3). 429 counts as the server
    failing: a server that asks for fewer requests has not said that there are no rules.

    Raises:
        NotFetchedError: it cannot be had, so that everything is forbidden (RFC 9309 2.3.1.4).
    """
    url = f"{at}/robots.txt"
    for _ in range(REDIRECTS + 1):
        got = ask(url)
        if not got.redirect:
            return _read(url, got)
        url = _followed(at, got.redirect)
    return Robots()


def _read(url: str, got: Exchange) -> Robots:
    if got.status == 429 or got.status >= 500:
        raise UnreachableError(url, said(got.status), Reason.SERVER, got.retry_after)
    return parse_robots(got.content) if is_page(got.status) else Robots()


def _followed(at: str, target: str) -> str:
    """Where a redirect leads, if it may be asked: the same host and port, or a web server's own port."""
    try:
        if urlsplit(target).port in (None, 80, 443) or netloc(target) == netloc(at):
            return target
    except ValueError:
        pass  # no address at all
    raise NotFetchedError(at, f"redirects to {target[:200]}, which was not asked for", Reason.BAD_ADDRESS)


class UnreachableError(NotFetchedError):
    """The server failed; it may have said how long to wait."""

    def __init__(self, location: str, reason: str, kind: Reason, retry_after: float | None) -> None:
        super().__init__(location, reason, kind)
        self.retry_after = retry_after
