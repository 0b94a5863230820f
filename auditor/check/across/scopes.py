"""Which facts of a subject hold for the same scope: what silence means depends on what else the site says of it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from auditor.model.fact import Fact, FactKind

Located = tuple[str, Fact]
"""A fact and the location of its page."""

_OPEN = ("form", "route", "brand", "salt")
"""Keys on which silence agrees with the only value that the site names for the subject."""
_MEASURED = ("mg", "mL", "unit", "mmol", "mEq", "CFU")
"""Units that mean the same everywhere; a tablet is as strong as the product it is of."""


def alike(facts: Sequence[Located]) -> Iterator[list[Located]]:
    """The facts of one subject in groups that may be compared, each in the order of its pages."""
    only = _only_values(facts)
    keyed = [((fact.kind, _filled(fact.scope, only)), location, fact) for location, fact in facts]
    if _strengths(facts) > 1:
        keyed = [each for each in keyed if not _is_counted(each[2])]
    keyed.sort(key=lambda each: (each[0], each[1], each[2].place.location))
    for _, group in groupby(keyed, key=lambda each: each[0]):
        yield [(location, fact) for _, location, fact in group]


def key_of(fact: Fact, key: str) -> str:
    """The value of a scope key; empty where the fact is silent on it."""
    start = f"{key}: "
    return next((each[len(start) :] for each in fact.scope if each.startswith(start)), "")


def _only_values(facts: Iterable[Located]) -> dict[str, str]:
    """For each open key, the value that the site names, where it names one only."""
    seen: dict[str, set[str]] = {key: set() for key in _OPEN}
    for _, fact in facts:
        for each in fact.scope:
            key, _, value = each.partition(": ")
            if key in seen:
                seen[key].add(value)
    return {key: f"{key}: {values.pop()}" for key, values in seen.items() if len(values) == 1}


def _filled(scope: tuple[str, ...], only: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted({*scope, *only.values()}))


def _strengths(facts: Iterable[Located]) -> int:
    """How many strengths the site names."""
    return len({value for _, fact in facts if fact.kind is FactKind.STRENGTH for value in (*fact.values, fact.low)})


def _is_counted(fact: Fact) -> bool:
    """Whether it is a dose in tablets, sprays and the like."""
    unit = key_of(fact, "unit")
    amount = fact.kind is FactKind.DOSE and key_of(fact, "quantity") in ("amount a day", "amount of a dose", "most")
    return amount and unit.split("/")[0] not in _MEASURED
