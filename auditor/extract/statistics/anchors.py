"""The anchor of a statistic: approximator, number, and the unit or noun it shares out."""

import re

from auditor.extract.statistics.place import Place
from auditor.extract.statistics.recurrences import EVERY
from auditor.model import QuantityKind, Span

_SHARED = {QuantityKind.PERCENT, QuantityKind.SHARE, QuantityKind.COUNT}
_BETWEEN = re.compile(
    r"\s(?:of\s)?(?:(?!(?:of|in|with|for|at|on|to|by|from|and|or|than|as|who|that|were|was|are|is|have|had)\s)(?:[a-z'’-]+|(?:[a-z]\.){2,})\s){0,3}"
)
_REACH = 3
"""Words between number and noun."""


def anchor(place: Place) -> Span:
    """From the approximator to the counted people or the compared word behind the number."""
    span = place.quantity.span
    every = EVERY.search(place.preceding) if place.quantity.kind is QuantityKind.MEASURE else None
    if every is not None:
        return Span(span.block, span.start - len(every.group()), span.end)
    end = _noun_end(place) if place.quantity.kind in _SHARED else _compared_end(place)
    return Span(span.block, span.start, span.end if end is None else place.scene.sentence.span.start + end)


def _noun_end(place: Place) -> int | None:
    for word in place.scene.words_between(place.end, place.clause_end)[: _REACH + 1]:
        if word.labels & {"person", "event"} and _joined(place, word.start):
            return word.end
    return None


def _joined(place: Place, start: int) -> bool:
    """Whether only "of", an article and adjectives stand between the number and the noun."""
    return _BETWEEN.fullmatch(place.scene.text, place.end, start) is not None


def _compared_end(place: Place) -> int | None:
    words = place.scene.words_between(place.end, place.clause_end)[:1]
    if place.quantity.kind in (QuantityKind.FOLD, QuantityKind.MEASURE) and words and "comparative" in words[0].labels:
        return words[0].end
    return None
