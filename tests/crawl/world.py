"""Hosts that answer at once, on a clock of the tests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from auditor.crawl import CrawlPlan, Journal, crawl
from auditor.fetch.failures import NotFetchedError
from auditor.model.scan import Capture, Exchange, Reason
from tests.crawl.fakes import Clock, Evidence, nothing_known

Reply = Callable[[str], Exchange]


@dataclass
class World:
    """Hosts that answer at once, and when they were asked."""

    clock: Clock
    path: Path
    robots: dict[str, Reply] = field(default_factory=dict)
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    """Address to what it answers in turn; the last answer stays."""
    asked: list[tuple[float, str]] = field(default_factory=list)

    def exchange(self, url: str, _limits: Any, **_named: Any) -> Exchange:
        self.asked.append((self.clock.time, url))
        if url.endswith("/robots.txt"):
            return self.robots.get(urlsplit(url).netloc, status(404))(url)
        replies = self.replies.get(url, [status(200)])
        return (replies.pop(0) if len(replies) > 1 else replies[0])(url)

    def crawl(self, *urls: str, **plan: Any) -> dict[str, Capture]:
        with Journal(self.path / "captures.sqlite") as journal:
            captures = crawl(CrawlPlan(urls, **plan), journal, Evidence(), nothing_known, crew=self.clock)
            return {each.location: each for each in captures}

    def times(self, host: str) -> list[float]:
        """When a host was asked, robots.txt included."""
        return [time for time, url in self.asked if url.startswith(host)]

    def gaps(self, host: str) -> list[float]:
        """The pauses between the requests to a host."""
        times = self.times(host)
        return [round(after - before, 3) for before, after in pairwise(times)]


def status(code: int, content: bytes = b"<p>Text.", **more: Any) -> Reply:
    return lambda url: Exchange(url, "192.0.2.1", "2026-11-25T03:35:07Z", b"", b"", code, content, "text/html", **more)


def robots(text: str) -> Reply:
    return status(200, f"User-agent: *\n{text}".encode())


def fails(kind: Reason) -> Reply:
    def fail(url: str) -> Exchange:
        raise NotFetchedError(url, "did not work", kind)

    return fail


def pages(host: str, count: int) -> list[str]:
    return [f"{host}/{number}" for number in range(count)]
