"""Finds two statistics of one measure whose values cannot both hold."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from auditor.check.dosages.values import disjoint
from auditor.model import Document, Region
from auditor.model.measure import Measure

_MOST_VALUES = 3
"""A page that gives more values for one measure lists what its words do not tell apart."""
_APART = frozenset((Region.NAVIGATION, Region.FOOTER))


class Conflict(NamedTuple):
    """Two statistics that cannot both be true, in reading order."""

    earlier: Measure
    later: Measure


def conflicts(document: Document) -> Iterator[Conflict]:
    """Each statistic that contradicts an earlier one of the page, with the first that it contradicts."""
    groups: dict[object, list[Measure]] = defaultdict(list)
    for each in document.measures:
        if document.page.block_of(each.span).region not in _APART and _is_sentence(each, document):
            groups[each.words, each.unit, each.bound, each.heading].append(each)
    for stated in groups.values():
        if len({(each.low, each.high) for each in stated}) <= _MOST_VALUES:
            yield from _among(stated, document)


def _among(stated: list[Measure], document: Document) -> Iterator[Conflict]:
    distinct: dict[object, Measure] = {}
    for later in stated:
        key = later.low, later.high, later.product, later.sizes, later.years, later.source
        if key not in distinct:
            earlier = next((each for each in distinct.values() if _conflict(each, later, document)), None)
            distinct[key] = later
            if earlier is not None:
                yield Conflict(earlier, later)


def _conflict(one: Measure, other: Measure, document: Document) -> bool:
    return (
        disjoint((one.low, one.high), (other.low, other.high))
        and _agree(
            (one.product, other.product),
            (one.sizes, other.sizes),
            (one.years, other.years),
            (one.source, other.source),
        )
        and not _side_by_side(one, other, document)
    )


def _is_sentence(measure: Measure, document: Document) -> bool:
    """Whether it is said in a whole sentence; what labels mean depends on all that stands around them."""
    sentence = document.sentence_at(measure.span)
    return sentence is not None and sentence.text.rstrip(")]”\"'").endswith((".", "!", "?"))


def _agree(*pairs: tuple[object, object]) -> bool:
    """Whether the two say the same of each, where both say something."""
    return all(one == other for one, other in pairs if one and other)


def _side_by_side(one: Measure, other: Measure, document: Document) -> bool:
    """Whether they stand in one sentence, list or table, which sets its values beside each other."""
    first, second = (document.page.block_of(each.span) for each in (one, other))
    if first.index == second.index:
        return document.sentence_at(one.span) == document.sentence_at(other.span)
    return first.group == second.group != 0
