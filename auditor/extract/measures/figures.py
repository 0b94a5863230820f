"""The figures of a page that are values of a measure: those of statistics, and what a seller counts of its own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.extract.measures.topics import Topics
from auditor.extract.measures.words import listed, words_of
from auditor.model import Quantity, QuantityKind, Sentence, Statistic, StatisticKind

MANY = 100
"""A seller may count fewer of anything, none of which is told as what it has achieved."""


class Figure(NamedTuple):
    """A quantity of a sentence, and what is known of it."""

    quantity: Quantity
    sentence: Sentence
    population: str = ""
    of_treatment: bool = False


def of_statistics(statistics: Sequence[Statistic]) -> Iterator[Figure]:
    """The figures of the statistics that give one."""
    for each in statistics:
        if each.kind is not StatisticKind.SIGNIFICANCE and len(each.quantities) == 1:
            yield Figure(each.quantities[0], each.sentence, each.population, each.treatment_outcome)


def of_sellers(
    sentences: Sequence[Sentence], quantities: Mapping[int, Sequence[Quantity]], topics: Topics
) -> Iterator[Figure]:
    """What sellers count of their own: "11,200 babies were born with our help", "our patients need 7 visits"."""
    for sentence in sentences:
        counted = [each for each in quantities.get(sentence.index, ()) if may_be_counted(each)]
        if counted:
            said = {*words_of(sentence.text)}
            if said & (listed("own") | topics.brand) and not said & listed("studied"):
                yield from (
                    Figure(each, sentence) for each in counted if (each.high or 0) >= MANY or said & listed("averages")
                )


def may_be_counted(quantity: Quantity) -> bool:
    """Whether it is a count or measure, not one of money, doses and the like."""
    return quantity.kind is QuantityKind.COUNT or (quantity.kind is QuantityKind.MEASURE and quantity.unit in _TIMES)


_TIMES = frozenset(("day", "week", "month", "year", "h", "min", "hour", "minute"))
