"""The pages of a site as told one by one: counted by what they say, and read again without being kept in memory."""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import NamedTuple, Self

from auditor.model.fact import Fact, FactKind

Located = tuple[str, Fact]
"""A fact and the location of its page."""

_IN_MEMORY = 8_000_000
"""Bytes; more than this goes to a temporary file."""


class Said(NamedTuple):
    """What a fact says, wherever it stands."""

    kind: FactKind
    scope: tuple[str, ...]
    low: Decimal
    high: Decimal
    values: tuple[Decimal, ...] = ()

    def key(self, name: str) -> str:
        """The value of a scope key; empty where the fact is silent on it."""
        start = f"{name}: "
        return next((each[len(start) :] for each in self.scope if each.startswith(start)), "")


Profile = frozenset[Said]
"""All that a page says of the subject; the pages made from one template have one profile."""


@dataclass(slots=True)
class Tally:
    """The pages of one profile."""

    pages: int
    first: str
    """The first of them by location."""
    facts: tuple[Fact, ...]
    """Of that page."""

    def fact(self, said: Said) -> Fact:
        """The first place where that page says it."""
        return first_saying(said, self.facts)


class Pages:
    """Pages read once, counted by profile, and given again in the same order."""

    def __init__(self, stated: Iterable[Located]) -> None:
        self.tallies: dict[Profile, Tally] = {}
        self._again = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        for location, told in groupby(stated, key=itemgetter(0)):
            facts = tuple(sorted((fact for _, fact in told), key=_order))
            pickle.dump((location, facts), self._again, pickle.HIGHEST_PROTOCOL)
            self._count(location, facts)

    def __iter__(self) -> Iterator[tuple[str, tuple[Fact, ...]]]:
        """Each page again, with its facts in reading order."""
        self._again.seek(0)
        while True:
            try:
                yield pickle.load(self._again)
            except EOFError:
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._again.close()

    def _count(self, location: str, facts: tuple[Fact, ...]) -> None:
        profile = profile_of(facts)
        tally = self.tallies.get(profile)
        if tally is None:
            self.tallies[profile] = Tally(1, location, facts)
            return
        tally.pages += 1
        if location < tally.first:
            tally.first, tally.facts = location, facts


def profile_of(facts: Iterable[Fact]) -> Profile:
    """What the facts of a page say."""
    return frozenset(map(said_by, facts))


def said_by(fact: Fact) -> Said:
    """What a fact says."""
    return Said(fact.kind, fact.scope, fact.low, fact.high, fact.values)


def first_saying(said: Said, facts: Iterable[Fact]) -> Fact:
    """The first fact that says it."""
    return next(fact for fact in facts if said_by(fact) == said)


def _order(fact: Fact) -> tuple[object, ...]:
    """Reading order; facts of one place in an order that does not depend on how they arrive."""
    return fact.place.location, fact.kind, fact.scope, fact.low, fact.high, fact.fingerprint
