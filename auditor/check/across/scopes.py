"""What a site says of one subject, and which of it holds for the same scope."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from auditor.check.across.pages import Profile, Said
from auditor.model.fact import FactKind

Group = dict[Profile, list[Said]]
"""What may be compared: by profile, all that its pages say for one scope."""

_OPEN = ("form", "route", "brand", "salt", "strength", "pack", "product", "size", "years", "source")
"""Keys on which silence agrees with the only value that the site names for the subject."""
_MEASURED = ("mg", "unit", "mmol", "mEq", "CFU")
"""Units that mean the same everywhere; a tablet or a millilitre is as strong as the product it is of."""
_AMOUNTS = ("amount a day", "amount of a dose", "most")
_NAMED = "strength named"


@dataclass(frozen=True)
class Subject:
    """All that the pages of one site say of one product or drug."""

    profiles: Collection[Profile]

    def groups(self) -> Iterator[Group]:
        """What may be compared with one another.

        Doses in tablets, millilitres and the like are left out where the site names several strengths.
        """
        several = len({value for values in self.strengths.values() for value in values}) > 1
        groups: dict[tuple[object, ...], Group] = defaultdict(lambda: defaultdict(list))
        for profile in self.profiles:
            for said in profile:
                if not (several and is_counted(said)) and said.key("quantity") != _NAMED:
                    groups[said.kind, *self._filled(said.scope)][profile].append(said)
        yield from groups.values()

    @cached_property
    def strengths(self) -> dict[str, set[Decimal]]:
        """For each unit, all strengths that the site states or by which it calls the product."""
        return _values_by_unit(each for each in self._said if each.kind is FactKind.STRENGTH)

    @cached_property
    def named(self) -> dict[str, set[Decimal]]:
        """For each unit, the strengths by which the site calls the product in titles, beside prices and in doses."""
        return _values_by_unit(each for each in self._said if each.key("quantity") == _NAMED)

    @cached_property
    def _said(self) -> Profile:
        return frozenset[Said]().union(*self.profiles)

    @cached_property
    def _only(self) -> frozenset[str]:
        """The scope entries of open keys for which the site names no other value."""
        seen: dict[str, set[str]] = defaultdict(set)
        for entry in {entry for said in self._said for entry in said.scope}:
            seen[entry.partition(": ")[0]].add(entry)
        return frozenset(entry for key in _OPEN if len(seen[key]) == 1 for entry in seen[key])

    def _filled(self, scope: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({*scope, *self._only}))


def _values_by_unit(strengths: Iterator[Said]) -> dict[str, set[Decimal]]:
    found: dict[str, set[Decimal]] = defaultdict(set)
    for each in strengths:
        found[each.key("unit")].update(each.values or (each.low, each.high))
    return found


def is_counted(said: Said) -> bool:
    """Whether it is a dose in tablets, millilitres and the like."""
    unit = said.key("unit").split("/")[0]
    return said.kind is FactKind.DOSE and said.key("quantity") in _AMOUNTS and unit not in _MEASURED
