"""How many units of a product are taken a day, as its page tells."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from auditor.check.dosages.units import Amount, day_of
from auditor.check.dosages.values import Range
from auditor.model import Document
from auditor.model.price import Price

_COUNTED = frozenset(("tablet", "capsule", "pill", "gummy", "lozenge", "film", "patch", "sachet", "chew"))
_ONE = Decimal(1)


class Usage:
    """What a page says is taken a day."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def units_a_day(self, price: Price, untold: Range | None) -> Range | None:
        """From one to the most that the page tells of the product or without a name.

        `untold` where it tells nothing; None where what it tells cannot be counted in units.
        """
        told = [_most(day, price) for name in self._names(price) for day in self._days.get(name, ())]
        known = [each for each in told if each is not None]
        if not told:
            return untold
        return (min(_ONE, *known), max(_ONE, *known)) if len(known) == len(told) else None

    def _names(self, price: Price) -> set[str]:
        return {price.product, *self._drugs.get(price.product, ()), ""}

    @cached_property
    def _days(self) -> Mapping[str, frozenset[Amount]]:
        """By drug and by brand, the amounts of a day."""
        found: dict[str, set[Amount]] = defaultdict(set)
        for each in self._document.dosages:
            day = day_of(each)
            if day is not None:
                found[each.scope.drug].add(day)
                found[each.scope.brand or each.scope.drug].add(day)
        return {name: frozenset(days) for name, days in found.items()}

    @cached_property
    def _drugs(self) -> Mapping[str, frozenset[str]]:
        """By any name of a drug, the names under which its doses stand."""
        found: dict[str, set[str]] = defaultdict(set)
        for drug in self._document.drugs:
            for name in drug.aliases:
                found[name].add(drug.name)
        return {name: frozenset(drugs) for name, drugs in found.items()}


def _most(day: Amount, price: Price) -> Decimal | None:
    """The most of a day in units, counted or by the price's strength."""
    (_, most), unit = day
    if unit in _COUNTED:
        return most
    amount, _, measure = price.strength.partition(" ")
    return most / Decimal(amount) if measure == unit and Decimal(amount) else None
