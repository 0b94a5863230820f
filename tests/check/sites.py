"""Invented sites of several pages, for the tests of what is compared across pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain, groupby

from auditor.check.across import differences
from auditor.model import LocatedFinding, RawPage
from auditor.model.fact import Fact
from auditor.pipeline import examine
from auditor.settings import Settings

SETTINGS = Settings(as_of=date(2026, 1, 15))


def facts(pages: Mapping[str, str]) -> list[tuple[str, Fact]]:
    """The facts of Markdown pages, each with the location of its page."""
    return [
        (location, fact)
        for location, text in pages.items()
        for fact in examine(RawPage(location, text.encode(), "text/markdown"), SETTINGS)[1]
    ]


def compared(stated: Iterable[tuple[str, Fact]]) -> list[tuple[str, LocatedFinding]]:
    """All differences of a site, subject by subject, in the order of pages and places."""
    ordered = sorted(stated, key=lambda each: (each[1].compared_as, each[0]))
    told = (differences(same) for _, same in groupby(ordered, key=lambda each: each[1].compared_as))
    return sorted(chain.from_iterable(told), key=lambda each: (each[0], each[1].location))


def found(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """The location and the quote of each difference."""
    return [(location, each.quote) for location, each in compared(facts(pages))]
