"""A price for one unit and one for a pack, a supply or a month that are further apart than use explains."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.check.dosages.values import Range, times
from auditor.check.prices.conflict import Conflict, Subtype, is_asked
from auditor.check.prices.keys import Keys
from auditor.check.prices.offers import explaining
from auditor.check.prices.telling import figure, money
from auditor.check.prices.usage import Usage
from auditor.model import Document
from auditor.model.price import Price

_APART = 3
"""Times by which the two must differ; discounts on large packs are smaller."""
_MOST = 24
"""Different prices for one unit of a product."""
_DAYS = {"day": Decimal(1), "month": Decimal(30)}
_ONCE = (Decimal(1), Decimal(1))
_WHOLE = frozenset(("", "month", "pack", "bottle", "kit", "treatment"))
"""What a price is for that buys a pack or a supply."""
_UNCERTAIN = frozenset(("up to", "over", "under"))


def far_apart(document: Document) -> Iterator[Conflict]:
    """Each price of a pack that none of the page's prices for one unit comes near."""
    asked = [each for each in document.prices if is_asked(each) and each.bound not in _UNCERTAIN]
    units, keys = _units(asked), Keys(asked)
    usage = Usage(document)
    told: set[tuple[Range, Range]] = set()
    for pack in (each for each in asked if each.per in _WHOLE):
        same = [each for each in units.get(pack.product, ()) if _comparable(each, pack, keys)]
        count = _count(pack, usage) if same else None
        if count is None or any(_near(each, pack, count) for each in same):
            continue
        values = (same[0].low, same[0].high), (pack.low, pack.high)
        if values not in told:
            told.add(values)
            earlier, later = sorted((same[0], pack), key=lambda each: each.span)
            yield Conflict(earlier, later, Subtype.UNIT_AND_PACK, _sum(same[0], count))


def _units(asked: Sequence[Price]) -> Mapping[str, Sequence[Price]]:
    """By product, the first of equal prices for one unit; products with very many have been read too coarsely."""
    found: dict[str, dict[tuple[object, ...], Price]] = defaultdict(dict)
    for each in asked:
        if each.per == "unit":
            key = each.low, each.high, each.packs, each.strength, each.form, each.terms
            found[each.product].setdefault(key, each)
    return {product: tuple(each.values()) for product, each in found.items() if len(each) <= _MOST}


def _comparable(unit: Price, pack: Price, keys: Keys) -> bool:
    """Whether they are of one product on the same terms."""
    if unit.currency != pack.currency or (unit.packs and unit.packs != pack.packs):
        return False
    return keys.open(unit) == keys.open(pack) and explaining(unit.terms) == explaining(pack.terms)


def _near(unit: Price, pack: Price, count: Range) -> bool:
    low, high = times((unit.low, unit.high), count)
    return low <= pack.high * _APART and pack.low <= high * _APART


def _count(price: Price, usage: Usage) -> Range | None:
    """How many units the amount buys; None where that is not known."""
    counted = [each.number for each in price.packs if each.unit == "unit"]
    if counted:
        return counted[0], counted[0]
    days = [each.number * _DAYS[each.unit] for each in price.packs if each.unit in _DAYS]
    if not days and (price.per != "month" or price.packs):
        return None
    use = usage.units_a_day(price, _ONCE if days else None)
    length = days[0] if days else _DAYS["month"]
    return times((length, length), use) if use is not None else None


def _sum(unit: Price, count: Range) -> str:
    low, high = times((unit.low, unit.high), count)
    number = figure(count[0]) if count[0] == count[1] else f"{figure(count[0])} to {figure(count[1])}"
    each = money(unit.low, unit.high, unit.currency)
    return f"{number} at {each} would be {money(low, high, unit.currency)}"
