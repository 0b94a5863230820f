"""A page that stands alone, and how it is chosen: against what most pages of the site state."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from auditor.model.fact import Fact

Value = TypeVar("Value", bound=Hashable)

_MOST_VALUES = 3
"""A scope with more different values, none of which prevails, has been read too coarsely to compare."""
_PREVAILS = (3, 4)
"""The share of the pages that settles what a site says among so many values."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A page that stands alone, and what it stands against."""

    location: str
    fact: Fact
    pages: int
    """How many pages state the value of `fact`, this one included."""
    usual_location: str
    """The first page that states the usual value."""
    usual: Fact
    usual_pages: int


def pages_by_value(stated: Iterable[tuple[str, Value]]) -> dict[Value, list[str]]:
    """For each value, the pages that state it, in order."""
    pages: dict[Value, list[str]] = defaultdict(list)
    for location, value in stated:
        pages[value].append(location)
    return pages


def usual_of(pages: Mapping[Value, Sequence[str]]) -> Value | None:
    """The value that most pages state, of equals that of the first page; None where nothing can be compared."""
    if len(pages) < 2:
        return None
    usual = min(pages, key=lambda value: (-len(pages[value]), pages[value][0]))
    share = len(pages[usual]) * _PREVAILS[1], sum(map(len, pages.values())) * _PREVAILS[0]
    return usual if len(pages) <= _MOST_VALUES or share[0] >= share[1] else None
