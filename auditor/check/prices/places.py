"""Two prices for one unit or pack of one product, stated in different places of a page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations

from auditor.check.dosages.values import Range, disjoint
from auditor.check.prices.conflict import Conflict, Subtype, is_asked
from auditor.check.prices.keys import Keys, Scope
from auditor.check.prices.offers import is_explained
from auditor.model import BlockKind, Document, Region
from auditor.model.price import Price

_HEAD = frozenset((BlockKind.TITLE, BlockKind.META_DESCRIPTION, BlockKind.JSON_LD, BlockKind.FRONT_MATTER))
_HARMLESS = frozenset(("billed", "once", "plan"))
"""Said of any price of a page."""
_MOST = 6
"""A scope of which more places say different things has been read too coarsely to compare."""

Place = tuple[object, ...]


def two_prices(document: Document) -> Iterator[Conflict]:
    """For each price that stands alone in its place the first one elsewhere that it cannot hold beside.

    What one place states side by side are choices: sizes, plans, strengths.
    """
    prices = [each for each in document.prices if _is_certain(each, document)]
    keys = Keys(prices, frozenset(_described(document)) if prices else frozenset())
    groups: dict[Scope, list[Price]] = defaultdict(list)
    for price in prices:
        groups[keys.of(price)].append(price)
    for group in groups.values():
        yield from _apart(list(_by_place(group, document).values()))


def _is_certain(price: Price, document: Document) -> bool:
    """Whether its amount and what it is for are plain; a control to buy may offer something else to begin with."""
    main = document.page.block_of(price.span).region is Region.MAIN
    return main and is_asked(price) and not price.malformed and not (price.pressed and is_explained(price, document))


def _described(document: Document) -> Iterator[str]:
    """The words by which the page calls what it is about."""
    page = document.page
    headings = (each.text for each in page.blocks if each.kind is BlockKind.HEADING and each.level == 1)
    for text in (page.metadata.title, *headings):
        yield from text.lower().replace(",", " ").split()


def _by_place(group: Sequence[Price], document: Document) -> Mapping[Place, list[Price]]:
    places: dict[Place, list[Price]] = defaultdict(list)
    for price in group:
        block = document.page.block_of(price.span)
        head = block.kind in _HEAD
        places[(block.kind,) if head else (block.section, block.group, price.pressed)].append(price)
    return places


def _apart(places: Sequence[Sequence[Price]]) -> Iterator[Conflict]:
    """Each value that is the only one of its place, against the places that do not hold it."""
    first = {_values(stated): stated for stated in reversed(places)}
    if len(first) > _MOST:
        return
    choices = {value for values in first if len(values) > 1 for value in combinations(sorted(values), 2)}
    told: set[tuple[Range, ...]] = set()
    for stated, elsewhere in permutations(first.values(), 2):
        earlier, later = sorted((stated[0], elsewhere[0]), key=lambda each: each.span)
        pair = tuple(sorted((_value(earlier), _value(later))))
        alone = len(_values(stated)) == 1 and not any(_pair(stated[0], each) in choices for each in elsewhere)
        if alone and pair not in told and _stands_against(stated[0], elsewhere):
            told.add(pair)
            yield Conflict(earlier, later, Subtype.TWO_PRICES, "")


def _stands_against(price: Price, elsewhere: Sequence[Price]) -> bool:
    """Whether a price lies outside all that another place states; bare amounts only where one is to be pressed."""
    certain = price.per or price.packs or price.pressed or any(each.pressed for each in elsewhere)
    hull = min(each.low for each in elsewhere), max(each.high for each in elsewhere)
    return bool(certain) and disjoint(_value(price), hull)


def _values(stated: Sequence[Price]) -> frozenset[Range]:
    return frozenset(map(_value, stated))


def _pair(one: Price, other: Price) -> tuple[Range, ...]:
    return tuple(sorted((_value(one), _value(other))))


def _value(price: Price) -> Range:
    return price.low, price.high
