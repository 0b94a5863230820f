"""The part of a sentence that says what one of its figures is of."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from auditor.extract.measures.words import listed, stems, words_of
from auditor.model import Sentence, Span

_LEAST_WORDS = 3
"""A clause with fewer words of its own says what it measures in the rest of its sentence."""
_BETWEEN = re.compile(r",?\s(?:and|or|plus)\s|,\s")


class Told(NamedTuple):
    """What a sentence tells of a figure; without any statistic's figure."""

    clause: tuple[str, ...]
    """The words of its clause."""
    rest: tuple[str, ...]
    """Those of the whole sentence, where the clause says too little by itself."""
    source: tuple[str, ...]
    """The words that name its source."""


@cache
def _border() -> re.Pattern[str]:
    return re.compile(rf"[;]\s|\s[–—-]\s|—|,\s(?:and\s)?(?:{'|'.join(sorted(listed('conjunctions')))})\b|,\sand\s")


def told(span: Span, sentence: Sentence, figures: Sequence[Span], sources: Sequence[Span]) -> Told:
    """What a sentence tells of the figure at `span`.

    Args:
        span: the figure.
        sentence: the sentence it stands in.
        figures: all statistics' figures of that sentence.
        sources: the stretches of it that name a source.
    """
    masked = _blanked(sentence, (*figures, *sources))
    start = sentence.span.start
    first, last = _clause(masked, span.start - start, span.end - start, [each.start - start for each in figures])
    clause = words_of(masked[first:last])
    alone = len(stems(clause, "stop", "light", "own")) >= _LEAST_WORDS
    named = words_of(" ".join(sentence.text[each.start - start : each.end - start] for each in sources))
    return Told(tuple(clause), () if alone else tuple(words_of(masked)), tuple(named))


def _blanked(sentence: Sentence, spans: Sequence[Span]) -> str:
    text, start = sentence.text, sentence.span.start
    for each in spans:
        first, last = max(0, each.start - start), max(0, each.end - start)
        text = text[:first] + " " * (min(last, len(text)) - first) + text[last:]
    return text


def _clause(masked: str, start: int, end: int, figures: Sequence[int]) -> tuple[int, int]:
    """The stretch between the nearest borders, or between the words that join it to a figure beside it."""
    borders = [match.span() for match in _border().finditer(masked)]
    before, after = [at for at in figures if at < start], [at for at in figures if at > start]
    if before:
        borders += _last(_BETWEEN, masked, max(before), start)
    if after:
        borders += _last(_BETWEEN, masked, end, min(after))
    first = max((last for _, last in borders if last <= start), default=0)
    return first, min((first for first, _ in borders if first >= end), default=len(masked))


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = [match.span() for match in pattern.finditer(text, start, end)]
    return found[-1:]
