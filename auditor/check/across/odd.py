"""Values that stand alone, and how that is settled: against what most pages of the site state."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from auditor.check.across.pages import Profile, Said, Tally

Value = TypeVar("Value", bound=Hashable)

_MOST_VALUES = 3
"""A scope with more different values, none of which prevails, has been read too coarsely to compare."""
_PREVAILS = (3, 4)
"""The share of the pages, three in four, that settles what a site says."""
_LEAST_AGREEING = 3
"""Fewer pages settle nothing."""


@dataclass(frozen=True, slots=True)
class Odd:
    """What the pages of a profile say alone, and what it stands against."""

    profile: Profile
    said: Said
    pages: int
    """How many pages say so, all profiles together."""
    usual: Said
    usual_tally: Tally
    """Of the page that is named for the usual value."""
    usual_pages: int


@dataclass(slots=True)
class Support:
    """The pages behind one value."""

    pages: int = 0
    first: str = ""
    """The first of them by location."""
    profiles: list[Profile] = field(default_factory=list)
    first_profile: Profile = frozenset()

    def add(self, profile: Profile, tally: Tally) -> None:
        """Counts the pages of a profile in."""
        self.pages += tally.pages
        self.profiles.append(profile)
        if len(self.profiles) == 1 or tally.first < self.first:
            self.first, self.first_profile = tally.first, profile


def support_of(stated: Iterable[tuple[Profile, Value]], tallies: Mapping[Profile, Tally]) -> dict[Value, Support]:
    """For each value, the pages of the profiles that state it."""
    found: dict[Value, Support] = {}
    for profile, value in stated:
        found.setdefault(value, Support()).add(profile, tallies[profile])
    return found


def usual_of(supports: Mapping[Value, Support], *, firmly: bool = False) -> Value | None:
    """The value that most pages state, of equals that of the first page; None where nothing can be compared.

    Args:
        supports: for each value the pages that state it.
        firmly: whether the pages may well speak of different products, so that the value has to prevail.
    """
    if len(supports) < 2:
        return None
    usual = min(supports, key=lambda value: (-supports[value].pages, supports[value].first))
    coarse = len(supports) > _MOST_VALUES
    return None if (coarse or firmly) and not prevails(usual, supports) else usual


def prevails(usual: Value, supports: Mapping[Value, Support]) -> bool:
    """Whether so many pages state a value that the others must be mistaken."""
    agreeing, all_pages = supports[usual].pages, sum(each.pages for each in supports.values())
    return agreeing >= _LEAST_AGREEING and agreeing * _PREVAILS[1] >= all_pages * _PREVAILS[0]
