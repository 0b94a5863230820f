"""What a site says of one subject, and which of its facts hold for the same scope."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from auditor.model.fact import Fact, FactKind

Located = tuple[str, Fact]
"""A fact and the location of its page."""

_OPEN = ("form", "route", "brand", "salt")
"""Keys on which silence agrees with the only value that the site names for the subject."""
_MEASURED = ("mg", "unit", "mmol", "mEq", "CFU")
"""Units that mean the same everywhere; a tablet or a millilitre is as strong as the product it is of."""
_AMOUNTS = ("amount a day", "amount of a dose", "most")
_NAMED = "strength named"


@dataclass(frozen=True)
class Subject:
    """All that the pages of one site state of one product or drug."""

    facts: Sequence[Located]

    def groups(self) -> Iterator[list[Located]]:
        """The facts that may be compared with one another, each group in the order of its pages.

        Doses in tablets, millilitres and the like are left out where the site names several strengths.
        """
        several = len({value for values in self.strengths.values() for value in values}) > 1
        compared = [
            (fact.kind, self._filled(fact.scope), location, fact)
            for location, fact in self.facts
            if not (several and is_counted(fact)) and key_of(fact, "quantity") != _NAMED
        ]
        compared.sort(key=lambda each: (*each[:3], _order(each[3])))
        for _, group in groupby(compared, key=lambda each: each[:2]):
            yield [each[2:] for each in group]

    @cached_property
    def strengths(self) -> dict[str, set[Decimal]]:
        """For each unit, all strengths by which the site calls the product, its contents included."""
        found: dict[str, set[Decimal]] = defaultdict(set)
        for _, fact in self.facts:
            if fact.kind is FactKind.STRENGTH:
                found[key_of(fact, "unit")].update(fact.values or (fact.low, fact.high))
        return found

    @cached_property
    def named(self) -> dict[str, set[Decimal]]:
        """For each unit, the strengths by which the site calls the product in titles, beside prices and in doses."""
        found: dict[str, set[Decimal]] = defaultdict(set)
        for _, fact in self.facts:
            if key_of(fact, "quantity") == _NAMED:
                found[key_of(fact, "unit")].update(fact.values or (fact.low, fact.high))
        return found

    @cached_property
    def _only(self) -> dict[str, str]:
        """For each open key, the value that the site names, where it names one only."""
        seen: dict[str, set[str]] = defaultdict(set)
        for _, fact in self.facts:
            for each in fact.scope:
                key = each.partition(": ")[0]
                if key in _OPEN:
                    seen[key].add(each)
        return {key: next(iter(values)) for key, values in seen.items() if len(values) == 1}

    def _filled(self, scope: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted({*scope, *self._only.values()}))


def _order(fact: Fact) -> tuple[object, ...]:
    """Where a fact comes among those of its page, whatever order they arrive in."""
    return fact.place.location, fact.low, fact.high, fact.values, fact.written, fact.fingerprint


def key_of(fact: Fact, key: str) -> str:
    """The value of a scope key; empty where the fact is silent on it."""
    start = f"{key}: "
    return next((each[len(start) :] for each in fact.scope if each.startswith(start)), "")


def is_counted(fact: Fact) -> bool:
    """Whether it is a dose in tablets, millilitres and the like."""
    unit = key_of(fact, "unit").split("/")[0]
    return fact.kind is FactKind.DOSE and key_of(fact, "quantity") in _AMOUNTS and unit not in _MEASURED
