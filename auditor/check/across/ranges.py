"""Finds the pages whose range of values cannot hold beside what most pages of a site state."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.check.across.scopes import Located
from auditor.check.dosages.values import Range, disjoint
from auditor.model.fact import Fact

MOST_VALUES = 3
"""A scope with more different values, none of which prevails, has been read too coarsely to compare."""
_PREVAILS = (3, 4)
"""The share of the pages, as a fraction, that settles what the site says among many values."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A page that stands alone, and the page and count of what it stands against."""

    location: str
    fact: Fact
    pages: int
    """How many pages state the value of `fact`."""
    other: str
    """The first page that states the value which most pages state."""
    usual: Fact
    usual_pages: int


def apart(group: Sequence[Located]) -> Iterator[Odd]:
    """Each page whose only value cannot hold beside the usual one, which most pages state; the later of equals.

    Values that one page states side by side are choices and hold beside each other everywhere; so do
    two values where a range that some page states meets both.
    """
    by_page = _by_page(group)
    single = [(location, ranges) for location, ranges in by_page.items() if len(ranges) == 1]
    counted = _counted(single)
    if len(counted) < 2 or _too_coarse(counted):
        return
    usual = min(counted, key=lambda value: (-len(counted[value]), counted[value][0]))
    other, pages = counted[usual][0], len(counted[usual])
    low, high = _reach(usual, by_page)
    choices = {each for ranges in by_page.values() if usual in ranges for each in ranges}
    for value, locations in counted.items():
        if disjoint(value, (low, high)) and value not in choices:
            for location in locations:
                yield Odd(location, by_page[location][value], len(locations), other, by_page[other][usual], pages)


def _by_page(group: Sequence[Located]) -> dict[str, dict[Range, Fact]]:
    """For each page, its values and the first place of each."""
    by_page: dict[str, dict[Range, Fact]] = defaultdict(dict)
    for location, fact in group:
        by_page[location].setdefault((fact.low, fact.high), fact)
    return by_page


def _counted(single: Sequence[tuple[str, Mapping[Range, Fact]]]) -> dict[Range, list[str]]:
    """For each value, the pages that state it alone, in order."""
    counted: dict[Range, list[str]] = defaultdict(list)
    for location, ranges in single:
        for value in ranges:
            counted[value].append(location)
    return counted


def _too_coarse(counted: Mapping[Range, Sequence[str]]) -> bool:
    most, all_pages = max(map(len, counted.values())), sum(map(len, counted.values()))
    return len(counted) > MOST_VALUES and most * _PREVAILS[1] < all_pages * _PREVAILS[0]


def _reach(usual: Range, by_page: Mapping[str, Mapping[Range, Fact]]) -> Range:
    """The least and the most of all ranges that meet the usual value."""
    meeting = [value for ranges in by_page.values() for value in ranges if not disjoint(value, usual)]
    return min(low for low, _ in meeting), max(high for _, high in meeting)
