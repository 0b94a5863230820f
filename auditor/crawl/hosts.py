"""The hosts at work: when each may be asked next, what its robots.txt says, and when it is given up."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.crawl.frontier import Frontier
from auditor.crawl.robots import LONGEST_DELAY, SECONDS, Robots
from auditor.crawl.verdict import LONGEST_WAIT, Verdict

FAILURES = 10
"""In a row; then a host is given up."""
LONGEST_BACKOFF = 60.0
"""Seconds between two tries at a host that fails."""
EACH = 8
"""Hosts at work for each request that may be in flight: enough that some are always due."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Host:
    """One host and port; at most one request to it is in flight."""

    name: str
    delay: float
    """Seconds between the end of a request and the next, as the user wants it at least."""
    due: float = 0.0
    """When it may be asked next."""
    busy: bool = False
    idle: bool = False
    """Whether nothing waits for it."""
    failures: int = 0
    """In a row."""
    closed: Verdict | None = None
    """Why it is not asked any more."""
    robots: dict[str, tuple[float, Robots | Verdict]] = field(default_factory=dict)
    """By origin: until when it holds, and what it says, or why everything is forbidden."""

    @property
    def pace(self) -> float:
        """Seconds between two requests: the user's or the site's wish, whichever is more."""
        asked = (known.delay for _, known in self.robots.values() if isinstance(known, Robots))
        return max(self.delay, *asked, 0.0)

    def says(self, origin: str, now: float) -> Robots | Verdict | None:
        """What the robots.txt of an origin of this host says; None where it must be asked for."""
        until, known = self.robots.get(origin, (0.0, None))
        return known if now < until else None

    def learn(self, origin: str, known: Robots | Verdict, now: float) -> None:
        """Takes note of a robots.txt."""
        self.robots[origin] = (now + SECONDS, known)
        if isinstance(known, Robots) and known.asked_delay > LONGEST_DELAY:
            _log.warning(
                "%s/robots.txt asks for %g s between requests; %g s are kept", origin, known.asked_delay, LONGEST_DELAY
            )

    def answered(self, verdict: Verdict, now: float) -> None:
        """A request is over: sets when the next one may be made, later and later where the host goes on failing."""
        self.busy = False
        self.failures = self.failures + 1 if verdict.failed else 0
        backoff = min(LONGEST_BACKOFF, self.pace * 2**self.failures) if self.failures else 0.0
        self.due = now + max(self.pace, backoff, min(verdict.wait, LONGEST_WAIT))
        if verdict.wait > LONGEST_WAIT:
            self.closed = _given_up(verdict, verdict.detail)
        elif self.failures >= FAILURES:
            self.closed = _given_up(
                verdict, f"the host failed {FAILURES} times in a row, the last time: {verdict.detail}"
            )


def _given_up(verdict: Verdict, detail: str) -> Verdict:
    return Verdict(verdict.outcome, verdict.reason, f"not asked: {detail}")


class Hosts:
    """The hosts at work, few of all that something waits for, so that memory does not grow with their number."""

    def __init__(self, frontier: Frontier, delay: float, at_once: int) -> None:
        self._frontier = frontier
        self._delay = delay
        self._room = EACH * at_once
        self._known: dict[str, Host] = {}
        self._after = ""
        """The host that was taken last: they take turns by name."""
        self._more = True
        """Whether something may wait for hosts that are not at work."""

    def wake(self, name: str) -> None:
        """Something new waits for a host."""
        if host := self._known.get(name):
            host.idle = False
        else:
            self._more = True

    def ready(self, now: float) -> Iterator[Host]:
        """The hosts that may be asked, the longest due first."""
        self._take_turns(now)
        yield from sorted((each for each in self._waiting() if each.due <= now), key=lambda each: each.due)

    def soonest(self, now: float) -> float | None:
        """When the next host is due; None where nothing waits for one that is not busy."""
        self._take_turns(now)
        return min((each.due for each in self._waiting()), default=None)

    def get(self, name: str) -> Host:
        """A host at work."""
        return self._known[name]

    def _waiting(self) -> Iterator[Host]:
        return (each for each in self._known.values() if not each.busy and not each.idle)

    def _take_turns(self, now: float) -> None:
        if self._more and len(self._known) >= self._room:
            self._known = {name: each for name, each in self._known.items() if not _is_over(each, now)}
        wrapped = False
        while self._more and len(self._known) < self._room:
            name = self._frontier.waiting_host(self._after)
            if name is None:
                self._more, wrapped = not wrapped, True
            self._after = name or ""
            if name is not None and name not in self._known:
                self._known[name] = Host(name, self._delay)


def _is_over(host: Host, now: float) -> bool:
    """Whether a host can be forgotten: it is not asked, nothing waits for it, and its pause is over."""
    return host.idle and not host.busy and host.due <= now
