"""The part of a sentence that says what one of its figures is of."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from auditor.extract.measures.words import listed, stems, words_of
from auditor.extract.numbers import DIGITS, WORDS
from auditor.model import Sentence, Span

_LEAST_WORDS = 3
"""A clause with fewer words, one less where it says of whom, says what it measures in the rest of its sentence."""
_BORDER = re.compile(r"[;,]\s(?:and\s)?|\s[–—-]\s|—|\ssince\s(?!\d)")
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
def _joining() -> re.Pattern[str]:
    times = rf"(?:{DIGITS}|{WORDS})\s(?:hour|night|day|week|month|year)s?"
    return re.compile(rf"\s*(?:{'|'.join(sorted(listed('joining')))}|{times})\b", re.IGNORECASE)


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
    clause = words_of(_clause(masked, span.start - start, span.end - start, [each.start - start for each in figures]))
    whose = bool({*clause} & (listed("people") | listed("customers") | listed("own")))
    alone = len(stems(clause, "stop", "light", "own")) + whose >= _LEAST_WORDS
    named = words_of(" ".join(sentence.text[each.start - start : each.end - start] for each in sources))
    return Told(tuple(clause), () if alone else tuple(words_of(masked)), tuple(named))


def _blanked(sentence: Sentence, spans: Sequence[Span]) -> str:
    text, start = sentence.text, sentence.span.start
    for each in spans:
        first, last = max(0, each.start - start), max(0, each.end - start)
        text = text[:first] + " " * (min(last, len(text)) - first) + text[last:]
    return text


def _clause(masked: str, start: int, end: int, figures: Sequence[int]) -> str:
    """The piece between the nearest borders, with the pieces beside it that tell when, where or of whom."""
    pieces = _pieces(masked, start, end, figures)
    at = next(index for index, (_, last) in enumerate(pieces) if last >= end)
    first = last = at
    while first > 0 and _joins(masked, pieces[first - 1], pieces[first - 1]):
        first -= 1
    led = masked[pieces[at][0] : start].strip()
    if led and last + 1 < len(pieces) and _joins(masked, pieces[at], pieces[at]):
        last += 1  # "in 40% of walkers, pain eased": what follows is what is said
    while last + 1 < len(pieces) and _joins(masked, pieces[last], pieces[last + 1]):
        last += 1
    return masked[pieces[first][0] : pieces[last][1]]


def _joins(masked: str, former: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether a piece behind or before a comma belongs to its neighbour; `former` is the one before the comma."""
    return masked.startswith(",", former[1]) and _joining().match(masked, *piece) is not None


def _pieces(masked: str, start: int, end: int, figures: Sequence[int]) -> list[tuple[int, int]]:
    borders = [match.span() for match in _BORDER.finditer(masked)]
    before, after = [at for at in figures if at < start], [at for at in figures if at > start]
    if before:
        borders += _last(_BETWEEN, masked, max(before), start)
    if after:
        borders += _last(_BETWEEN, masked, end, min(after))
    cuts = sorted(border for border in borders if border[1] <= start or border[0] >= end)
    return list(zip([0, *(last for _, last in cuts)], [*(first for first, _ in cuts), len(masked)], strict=True))


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = [match.span() for match in pattern.finditer(text, start, end)]
    return found[-1:]
