"""Compares the facts of one subject and gives a finding for each page that stands alone."""

from collections.abc import Iterable, Iterator, Sequence

from auditor.check.across.odd import Odd
from auditor.check.across.ranges import apart
from auditor.check.across.scopes import Located, Subject, is_counted, key_of
from auditor.check.across.strengths import strengths_apart
from auditor.check.across.telling import finding
from auditor.model import LocatedFinding
from auditor.model.fact import FactKind


def differences(stated: Iterable[Located]) -> Iterator[tuple[str, LocatedFinding]]:
    """What the pages of a site state differently, each time as a finding of the page that stands alone.

    Args:
        stated: all facts of one site on one subject, each with the location of its page, in any order.

    Yields:
        A location and its finding, one for each page and scope that differs from what most pages
        state, ordered by location and place; the same whatever the order of `stated`.
    """
    subject = Subject(tuple(stated))
    found = [(odd.location, finding(odd)) for group in subject.groups() for odd in _odd(group, subject)]
    found.sort(key=lambda each: (each[0], _longest_first(each[1]), each[1].message))
    last = None
    for location, each in found:
        if last is None or last[0] != location or each.location.start.offset >= last[1]:
            last = location, each.location.end.offset
            yield location, each


def _longest_first(found: LocatedFinding) -> tuple[int, int]:
    """The order in which words that say how much in a day come before the words of the dose within them."""
    start, end = found.location
    return start.offset, -end.offset


def _odd(group: Sequence[Located], subject: Subject) -> Iterator[Odd]:
    first = group[0][1]
    if first.kind is FactKind.STRENGTH:
        return strengths_apart(group, subject.named.get(key_of(first, "unit"), ()))
    return apart(group, firmly=is_counted(first) and not subject.strengths)
