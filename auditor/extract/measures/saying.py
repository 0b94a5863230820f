"""The words by which a statistic's measure is known."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from auditor.extract.measures.clauses import Told
from auditor.extract.measures.figures import Figure
from auditor.extract.measures.topics import Topics
from auditor.extract.measures.words import listed, numbers, sizes, stem, stems, words_of
from auditor.model import QuantityKind

_LABEL_WORDS = 3
"""A statement with fewer words that is no whole sentence is a label, whose headings belong to it."""
_LEAST_WORDS = 2
"""With fewer words left, those by which findings are reported count as well."""
_ENDS = (".", "!", "?", ".)", "]")
_POINTING = frozenset(("it", "its", "this", "these", "they", "them", "their"))
_BARE = ("stop", "light", "own")


@dataclass(frozen=True, slots=True)
class Saying:
    """What a statistic measures."""

    words: tuple[str, ...]
    general: bool = False
    """Whether it holds whatever product the page is about."""
    label: bool = False
    """Whether the words say too little without the headings above."""


def said(figure: Figure, words: Told, product: Sequence[str], topics: Topics) -> Saying:
    """What a figure is said to measure.

    Args:
        figure: the figure.
        words: what its sentence tells of it.
        product: what it is said of.
        topics: what its page is about.
    """
    counted = words_of(figure.quantity.unit) if figure.quantity.kind is QuantityKind.COUNT else []
    all_words = [*words.clause, *words.rest, *counted]
    if _of_customers(all_words, topics.brand):
        return Saying(("seller", *sorted(_customers() & set(stems(all_words)))), general=True)
    out = topics.naming(product)
    told = _stems([each for each in all_words if each not in out])
    few = len(told) < _LABEL_WORDS
    if words.rest and words.rest != words.clause:
        told += tuple(f"> {each}" for each in _stems([each for each in words.clause if each not in out]))
    general = not few and (_of_people(figure, all_words) or _of_seller(figure, all_words, topics.brand))
    return Saying(told, general, label=few and not figure.sentence.text.rstrip().endswith(_ENDS))


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    found = stems(words, *_BARE)
    said_with = tuple(each for each in numbers(words) if each not in sizes(words))
    return (*said_with, *(found if len(found) >= _LEAST_WORDS else stems(words, "stop", "own")))


def _of_people(figure: Figure, words: Sequence[str]) -> bool:
    """Whether it is of people in general, not of those who take something."""
    people = figure.population in listed("people") and not figure.of_treatment
    return people and not _POINTING & {*words} and not listed("customers") & {*words}


def _of_seller(figure: Figure, words: Sequence[str], brand: Set[str]) -> bool:
    """Whether the seller counts its own, whatever page says so."""
    return figure.quantity.kind is QuantityKind.COUNT and bool({*words} & (listed("own") | brand))


def _of_customers(words: Sequence[str], brand: Set[str]) -> bool:
    """Whether no more is said than how many customers the seller has."""
    own = {*words} & (listed("own") | listed("praise") | brand) and not {*words} & listed("studied")
    rest = stems([word for word in words if word not in brand], *_BARE, "custom")
    return bool(own) and bool(rest) and {*rest} <= _customers()


@cache
def _customers() -> frozenset[str]:
    return frozenset(map(stem, listed("customers")))
