"""Two prices for one unit or pack of one product, stated in different places of a page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from auditor.check.dosages.values import Range, disjoint
from auditor.check.prices.conflict import Conflict, Subtype, is_asked
from auditor.model import BlockKind, Document, Region
from auditor.model.price import Price

_HEAD = frozenset((BlockKind.TITLE, BlockKind.META_DESCRIPTION, BlockKind.JSON_LD, BlockKind.FRONT_MATTER))
_HARMLESS = frozenset(("billed", "once", "plan"))
"""Said of any price of a page."""

Scope = tuple[object, ...]
Place = tuple[object, ...]


def two_prices(document: Document) -> Iterator[Conflict]:
    """For each price that stands alone in its place the first one elsewhere that it cannot hold beside.

    What one place states side by side are choices: sizes, plans, strengths.
    """
    prices = [each for each in document.prices if is_asked(each) and not each.malformed and _is_main(each, document)]
    said = frozenset(_described(document))
    groups: dict[Scope, list[Price]] = defaultdict(list)
    for price in prices:
        groups[_scope(price, prices, said)].append(price)
    for group in groups.values():
        yield from _apart(_by_place(group, document))


def _is_main(price: Price, document: Document) -> bool:
    return document.page.block_of(price.span).region is Region.MAIN


def _described(document: Document) -> Iterator[str]:
    """The words by which the page calls what it is about."""
    page = document.page
    headings = (each.text for each in page.blocks if each.kind is BlockKind.HEADING and each.level == 1)
    for text in (page.metadata.title, *headings):
        yield from text.lower().replace(",", " ").split()


def _scope(price: Price, prices: Sequence[Price], said: frozenset[str]) -> Scope:
    """What must agree; silence on strength or form agrees with the only value of the product."""
    same = [each for each in prices if each.product == price.product]
    terms = frozenset(price.terms) - said - _HARMLESS
    keys = price.product, price.currency, price.bound, price.per, price.packs, terms
    return *keys, _only(price.strength, same, "strength"), _only(price.form, same, "form")


def _only(value: str, same: Sequence[Price], key: str) -> str:
    named = {getattr(each, key) for each in same} - {""}
    return next(iter(named)) if not value and len(named) == 1 else value


def _by_place(group: Sequence[Price], document: Document) -> Mapping[Place, list[Price]]:
    places: dict[Place, list[Price]] = defaultdict(list)
    for price in group:
        block = document.page.block_of(price.span)
        head = block.kind in _HEAD
        places[(block.kind,) if head else (block.section, block.group, price.pressed)].append(price)
    return places


def _apart(places: Mapping[Place, list[Price]]) -> Iterator[Conflict]:
    """Each value that is the only one of its place, against the places that do not hold it."""
    choices = {frozenset(pair) for stated in places.values() for pair in _pairs(stated)}
    told: set[frozenset[Range]] = set()
    for place, stated in places.items():
        if len(_values(stated)) > 1:
            continue
        for other, elsewhere in places.items():
            if other == place or not _stand_against(stated[0], elsewhere, choices):
                continue
            earlier, later = sorted((stated[0], elsewhere[0]), key=lambda each: each.span)
            pair = frozenset((_value(earlier), _value(later)))
            if pair not in told:
                told.add(pair)
                yield Conflict(earlier, later, Subtype.TWO_PRICES, "")


def _stand_against(price: Price, elsewhere: Sequence[Price], choices: set[frozenset[Range]]) -> bool:
    """Whether a price lies outside all that another place states; bare amounts only where one is to be pressed."""
    certain = price.per or price.packs or price.pressed or any(each.pressed for each in elsewhere)
    hull = min(each.low for each in elsewhere), max(each.high for each in elsewhere)
    chosen = any(frozenset((_value(price), _value(each))) in choices for each in elsewhere)
    return bool(certain) and disjoint(_value(price), hull) and not chosen


def _pairs(stated: Sequence[Price]) -> Iterator[tuple[Range, Range]]:
    yield from pairwise(sorted(_values(stated)))


def _values(stated: Sequence[Price]) -> frozenset[Range]:
    return frozenset(map(_value, stated))


def _value(price: Price) -> Range:
    return price.low, price.high
