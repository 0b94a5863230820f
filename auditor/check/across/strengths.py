"""Finds the pages that state a strength in which the product of the other pages does not come."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from auditor.check.across.odd import Odd, pages_by_value, prevails, usual_of
from auditor.check.across.scopes import Located, key_of
from auditor.model.fact import Fact


def strengths_apart(group: Sequence[Located], named: Collection[Decimal]) -> Iterator[Odd]:
    """Each page whose strengths and the usual ones leave one another out.

    A page may list fewer strengths than another, and any by which the site itself calls the product.
    Two single strengths of what has no brand may be two products, unless nearly all pages agree on one.
    """
    by_page: dict[str, list[Fact]] = defaultdict(list)
    for location, fact in group:
        by_page[location].append(fact)
    pages = pages_by_value((location, _strengths(facts)) for location, facts in by_page.items())
    usual = usual_of(pages)
    if usual is None or not usual:
        return
    branded = bool(key_of(group[0][1], "brand") or key_of(group[0][1], "ingredient"))
    settled = len(usual) > 1 or branded or prevails(usual, pages)
    known = usual.union(named, *(strengths for strengths in pages if strengths >= usual))
    first, most = pages[usual][0], len(pages[usual])
    for strengths, locations in pages.items():
        if (settled or len(strengths) > 1) and not (strengths <= known or usual <= strengths):
            for location in locations:
                odd = next(each for each in by_page[location] if not set(_values(each)) <= known)
                yield Odd(location, odd, len(locations), first, by_page[first][0], most)


def _strengths(facts: Sequence[Fact]) -> frozenset[Decimal]:
    return frozenset(value for fact in facts for value in _values(fact))


def _values(fact: Fact) -> tuple[Decimal, ...]:
    return fact.values or (fact.low, fact.high)
