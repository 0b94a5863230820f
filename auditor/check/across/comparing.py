"""Compares the facts of one subject: which pages stand alone against what most pages of the site state."""

from collections.abc import Iterable, Iterator, Sequence

from auditor.check.across.judging import finding
from auditor.check.across.ranges import apart
from auditor.check.across.scopes import Located, alike
from auditor.check.across.strengths import apart as strengths_apart
from auditor.model import LocatedFinding
from auditor.model.fact import FactKind


def differences(stated: Iterable[Located]) -> Iterator[tuple[str, LocatedFinding]]:
    """What the pages of a site state differently.

    Args:
        stated: all facts of one site on one subject, each with the location of its page, in any order.

    Yields:
        For each page that stands alone and each scope, its location and one finding, ordered by
        location and place; the same whatever the order of `stated`.
    """
    found: dict[tuple[str, object], LocatedFinding] = {}
    for group in _groups(stated):
        compare = strengths_apart if group[0][1].kind is FactKind.STRENGTH else apart
        for odd in compare(group):
            found.setdefault((odd.location, odd.fact.place.location), finding(odd))
    for (location, _), each in sorted(found.items(), key=lambda item: (item[0][0], item[1].location)):
        yield location, each


def _groups(stated: Iterable[Located]) -> Iterator[Sequence[Located]]:
    return alike(list(stated))
