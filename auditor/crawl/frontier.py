"""The frontier: every address a crawl has come across, and whether it is waiting, held back or done.

It lives in the journal's file, so that memory stays flat and a crawl that was cut knows where it was. An address
in flight is still a waiting one: where the crawl ends before its answer is committed, it is asked for again.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from auditor.crawl.identity import as_written, netloc
from auditor.crawl.journal import Journal
from auditor.model.scan import Reason

_SCHEMA = """
CREATE TABLE IF NOT EXISTS lead (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    location TEXT NOT NULL,
    written TEXT NOT NULL,
    host TEXT NOT NULL,
    scope TEXT NOT NULL,
    depth INTEGER NOT NULL,
    hops INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    rank INTEGER NOT NULL,
    state INTEGER NOT NULL,
    reason TEXT,
    UNIQUE (location, kind)
);
CREATE INDEX IF NOT EXISTS queue ON lead (state, host, rank, depth, attempts, id);
CREATE INDEX IF NOT EXISTS listings ON lead (scope) WHERE kind > 0;
CREATE TABLE IF NOT EXISTS moved (lead INTEGER PRIMARY KEY, address TEXT NOT NULL, hops INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS crawl (done TEXT PRIMARY KEY);
"""
_READ = (
    "SELECT location, kind, written, scope, depth, coalesce(moved.hops, lead.hops), attempts, id, reason, address"
    " FROM lead LEFT JOIN moved ON moved.lead = lead.id"
)
_FIRST = "ORDER BY rank, depth, attempts, id LIMIT 1"
WAITING, HELD, DONE = 0, 1, 2


class Kind(IntEnum):
    """What an address is asked for as."""

    PAGE = 0
    SITEMAP = 1
    SITE = 2
    """A site whose sitemaps are to be found; nothing but its robots.txt is asked for."""
    GUESS = 3
    """/sitemap.xml of a site whose robots.txt names none."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to ask for."""

    location: str
    """Canonical."""
    kind: Kind = Kind.PAGE
    written: str = ""
    """As it was first come across."""
    scope: str = ""
    """Host and port of the site that what is found there must belong to."""
    depth: int = 0
    """Links from a start page; for sitemaps, indexes above."""
    hops: int = 0
    """Redirects that led there."""
    attempts: int = 0
    id: int = 0
    reason: Reason | None = None
    """Why it is held back."""
    moved: str = ""
    """Where the site redirected to, if that is another way to write the same address."""

    @property
    def address(self) -> str:
        """What is asked for: the address as written."""
        return self.moved or as_written(self.written)

    @property
    def host(self) -> str:
        """Who is asked."""
        return netloc(self.location)


class Frontier:
    """The leads of one run, in its journal."""

    def __init__(self, journal: Journal, *, pages_first: bool = False) -> None:
        self._base = journal.base
        self._base.executescript(_SCHEMA)
        self._pages_first = pages_first
        """Whether sitemaps wait until the pages known so far are done; for crawls with a limit of pages."""

    def add(self, lead: Lead) -> bool:
        """Puts a lead in; with a reason it is held back. False where it is known, unless it was held back until now.

        Of two ways to one page the shorter counts.
        """
        state = HELD if lead.reason else WAITING
        values = (lead.kind, lead.location, lead.written, lead.host, lead.scope, lead.depth, lead.hops)
        rank = int((lead.kind is Kind.PAGE) != self._pages_first)
        added = self._base.execute(
            "INSERT OR IGNORE INTO lead (kind, location, written, host, scope, depth, hops, rank, state, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, rank, state, lead.reason and lead.reason.value),
        ).rowcount
        return added == 1 or (state == WAITING and self._released(lead))

    def _released(self, lead: Lead) -> bool:
        """Whether the lead was held back, and is not now."""
        self._base.execute(
            "UPDATE lead SET depth = ? WHERE location = ? AND kind = ? AND state = ? AND depth > ?",
            (lead.depth, lead.location, lead.kind, WAITING, lead.depth),
        )
        freed = self._base.execute(
            "UPDATE lead SET state = ?, reason = NULL, depth = ?, hops = ?, scope = ?"
            " WHERE location = ? AND kind = ? AND state = ?",
            (WAITING, lead.depth, lead.hops, lead.scope, lead.location, lead.kind, HELD),
        )
        return freed.rowcount == 1

    def written(self, location: str, kind: Kind) -> str:
        """How a known lead was written when it was first come across."""
        row = self._base.execute(
            "SELECT written FROM lead WHERE location = ? AND kind = ?", (location, kind)
        ).fetchone()
        return str(row[0]) if row else ""

    def next(self, host: str) -> Lead | None:
        """The next lead of a host; the same one until it is settled or put back."""
        return self._one(f"{_READ} WHERE state = ? AND host = ? {_FIRST}", WAITING, host)

    def left(self) -> Lead | None:
        """Any lead that is not done."""
        return self._one(f"{_READ} WHERE state < ? LIMIT 1", DONE)

    def settle(self, lead: Lead) -> None:
        """Marks a lead as done."""
        self._base.execute("UPDATE lead SET state = ? WHERE id = ?", (DONE, lead.id))

    def move(self, lead: Lead, address: str) -> None:
        """Has a lead asked for by another way to write its address, to which the site redirected."""
        self._base.execute("INSERT OR REPLACE INTO moved VALUES (?, ?, ?)", (lead.id, address, lead.hops + 1))

    def put_back(self, lead: Lead) -> None:
        """Has a lead tried again, behind the others that are as deep."""
        self._base.execute("UPDATE lead SET attempts = attempts + 1 WHERE id = ?", (lead.id,))

    def waiting_host(self, after: str) -> str | None:
        """The next host by name that something waits for."""
        row = self._base.execute(
            "SELECT host FROM lead WHERE state = ? AND host > ? ORDER BY host LIMIT 1", (WAITING, after)
        ).fetchone()
        return str(row[0]) if row else None

    def listings(self, scope: str) -> int:
        """How many sitemaps of a site are known."""
        (count,) = self._base.execute("SELECT COUNT(*) FROM lead WHERE scope = ? AND kind > 0", (scope,)).fetchone()
        return int(count)

    def pages_taken(self) -> int:
        """How many pages asked for are in the evidence, or known to be unchanged."""
        (count,) = self._base.execute(
            "SELECT COUNT(*) FROM lead JOIN capture USING (location) WHERE kind = 0 AND file IS NOT NULL"
        ).fetchone()
        return int(count)

    def is_done(self, step: str) -> bool:
        """Whether a step of the crawl is over."""
        return self._base.execute("SELECT 1 FROM crawl WHERE done = ?", (step,)).fetchone() is not None

    def mark_done(self, step: str) -> None:
        """Notes that a step of the crawl is over."""
        self._base.execute("INSERT OR IGNORE INTO crawl VALUES (?)", (step,))

    def _one(self, query: str, *values: Any) -> Lead | None:
        row = self._base.execute(query, values).fetchone()
        if row is None:
            return None
        location, kind, written, scope, depth, hops, attempts, number, reason, moved = row
        held = Reason(reason) if reason else None
        return Lead(location, Kind(kind), written, scope, depth, hops, attempts, number, held, moved or "")
