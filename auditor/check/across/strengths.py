"""Finds the strengths in which the product of the other pages does not come."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from auditor.check.across.odd import Odd, prevails, support_of, usual_of
from auditor.check.across.pages import Profile, Said, Tally
from auditor.check.across.scopes import Group


def strengths_apart(group: Group, tallies: Mapping[Profile, Tally], named: Collection[Decimal]) -> Iterator[Odd]:
    """What pages say where their strengths and the usual ones leave one another out.

    A page may list fewer strengths than another, and any by which the site itself calls the product.
    Two single strengths of what has no brand may be two products, unless nearly all pages agree on one.
    """
    supports = support_of(((profile, _strengths(said)) for profile, said in group.items()), tallies)
    usual = usual_of(supports)
    if usual is None:
        return
    most = supports[usual]
    usually = min(group[most.first_profile])
    settled = len(usual) > 1 or bool(usually.key("brand") or usually.key("ingredient")) or prevails(usual, supports)
    known = usual.union(named, *(strengths for strengths in supports if strengths >= usual))
    for strengths, support in supports.items():
        if (settled or len(strengths) > 1) and not (strengths <= known or usual <= strengths):
            for profile in support.profiles:
                odd = min(each for each in group[profile] if not set(_values(each)) <= known)
                yield Odd(profile, odd, support.pages, usually, tallies[most.first_profile], most.pages)


def _strengths(said: Sequence[Said]) -> frozenset[Decimal]:
    return frozenset(value for each in said for value in _values(each))


def _values(said: Said) -> tuple[Decimal, ...]:
    return said.values or (said.low, said.high)
