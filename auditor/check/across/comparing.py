"""Compares what the pages of a site say of one subject and gives a finding for each page that stands alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from auditor.check.across.odd import Odd
from auditor.check.across.pages import Located, Pages, Profile, Tally, first_saying, profile_of
from auditor.check.across.ranges import apart
from auditor.check.across.scopes import Group, Subject, is_counted
from auditor.check.across.strengths import strengths_apart
from auditor.check.across.telling import finding
from auditor.model import LocatedFinding
from auditor.model.fact import Fact, FactKind


def differences(stated: Iterable[Located]) -> Iterator[tuple[str, LocatedFinding]]:
    """What the pages of a site state differently, each time as a finding of the page that stands alone.

    All pages are read once before the first finding; what is kept in memory grows with what the
    site says differently and not with its pages.

    Args:
        stated: all facts of one site on one subject, each with the location of its page: those of a
            page together, the pages in any order.

    Yields:
        A location and its finding, one for each page and scope that differs from what most pages
        state, in the order of the pages.
    """
    with Pages(stated) as pages:
        odd = _odd_by_profile(pages.tallies)
        if odd:
            for location, facts in pages:
                yield from ((location, each) for each in _findings(facts, odd.get(profile_of(facts), ())))


def _odd_by_profile(tallies: Mapping[Profile, Tally]) -> Mapping[Profile, list[Odd]]:
    subject = Subject(tallies.keys())
    found: dict[Profile, list[Odd]] = defaultdict(list)
    for group in subject.groups():
        for odd in _odd(group, subject, tallies):
            found[odd.profile].append(odd)
    return found


def _odd(group: Group, subject: Subject, tallies: Mapping[Profile, Tally]) -> Iterator[Odd]:
    first = next(iter(group.values()))[0]
    if first.kind is FactKind.STRENGTH:
        return strengths_apart(group, tallies, subject.named.get(first.key("unit"), ()))
    return apart(group, tallies, firmly=is_counted(first) and not subject.strengths)


def _findings(facts: Iterable[Fact], odd: Iterable[Odd]) -> Iterator[LocatedFinding]:
    """The findings of a page in reading order; the amount of a day stands for that of the dose within its words."""
    found = [finding(first_saying(each.said, facts), each) for each in odd]
    found.sort(key=lambda each: (each.location.start.offset, -each.location.end.offset, each.message))
    end = -1
    for each in found:
        if each.location.start.offset >= end:
            end = each.location.end.offset
            yield each
