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
"""The share of the pages, three in four, that settles what a site says."""
_LEAST_AGREEING = 3
"""Fewer pages settle nothing."""


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


def usual_of(pages: Mapping[Value, Sequence[str]], *, firmly: bool = False) -> Value | None:
    """The value that most pages state, of equals that of the first page; None where nothing can be compared.

    Args:
        pages: for each value the pages that state it.
        firmly: whether the pages may well speak of different products, so that the value has to prevail.
    """
    if len(pages) < 2:
        return None
    usual = min(pages, key=lambda value: (-len(pages[value]), pages[value][0]))
    coarse = len(pages) > _MOST_VALUES
    if not prevails(usual, pages) and (coarse or firmly):
        return None
    return usual


def prevails(usual: Value, pages: Mapping[Value, Sequence[str]]) -> bool:
    """Whether so many pages state a value that the others must be mistaken."""
    agreeing, all_pages = len(pages[usual]), sum(map(len, pages.values()))
    return agreeing >= _LEAST_AGREEING and agreeing * _PREVAILS[1] >= all_pages * _PREVAILS[0]
