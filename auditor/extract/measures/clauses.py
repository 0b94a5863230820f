"""The part of a sentence that says what one of its figures is of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
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


@dataclass(frozen=True)
class Clauses:
    """A sentence with figures, read once for all of them."""

    sentence: Sentence
    figures: Sequence[Span]
    """Of all its statistics, in order."""
    sources: Sequence[Span]
    """The stretches of it that name a source."""

    def told(self, span: Span) -> Told:
        """What the sentence tells of one of its figures."""
        clause = tuple(words_of(self._clause(self._within(span))))
        whose = bool({*clause} & (listed("people") | listed("customers") | listed("own")))
        alone = len(stems(clause, "stop", "light", "own")) + whose >= _LEAST_WORDS
        return Told(clause, () if alone else self._words, self._source)

    @cached_property
    def _masked(self) -> str:
        """Its text with a gap in the place of each figure and source."""
        text = self.sentence.text
        for each in (*self.figures, *self.sources):
            first, last = self._within(each)
            text = f"{text[:first]}{' ' * (min(last, len(text)) - first)}{text[last:]}"
        return text

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(words_of(self._masked))

    @cached_property
    def _source(self) -> tuple[str, ...]:
        named = (self.sentence.text[slice(*self._within(each))] for each in self.sources)
        return tuple(words_of(" ".join(named)))

    @cached_property
    def _borders(self) -> list[tuple[int, int]]:
        return [match.span() for match in _BORDER.finditer(self._masked)]

    def _within(self, span: Span) -> tuple[int, int]:
        start = self.sentence.span.start
        return max(0, span.start - start), max(0, span.end - start)

    def _clause(self, figure: tuple[int, int]) -> str:
        """The piece between the nearest borders, with the pieces beside it that tell when, where or of whom."""
        pieces = self._pieces(*figure)
        at = next(index for index, (_, last) in enumerate(pieces) if last >= figure[1])
        first = last = at
        while first > 0 and self._joins(pieces[first - 1], pieces[first - 1]):
            first -= 1
        led = self._masked[pieces[at][0] : figure[0]].strip()
        if led and last + 1 < len(pieces) and self._joins(pieces[at], pieces[at]):
            last += 1  # "in 40% of walkers, pain eased": what follows is what is said
        while last + 1 < len(pieces) and self._joins(pieces[last], pieces[last + 1]):
            last += 1
        return self._masked[pieces[first][0] : pieces[last][1]]

    def _joins(self, former: tuple[int, int], piece: tuple[int, int]) -> bool:
        """Whether a piece behind or before a comma belongs to its neighbour; `former` is the one before the comma."""
        return self._masked.startswith(",", former[1]) and _joining().match(self._masked, *piece) is not None

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches between borders; a figure beside this one is behind a border as well."""
        others = [self._within(each)[0] for each in self.figures]
        before = max((at for at in others if at < start), default=None)
        after = min((at for at in others if at > start), default=None)
        between = [] if before is None else self._last_between(before, start)
        between += [] if after is None else self._last_between(end, after)
        cuts = sorted(each for each in (*self._borders, *between) if each[1] <= start or each[0] >= end)
        return list(
            zip([0, *(last for _, last in cuts)], [*(first for first, _ in cuts), len(self._masked)], strict=True)
        )

    def _last_between(self, start: int, end: int) -> list[tuple[int, int]]:
        return [match.span() for match in _BETWEEN.finditer(self._masked, start, end)][-1:]


@cache
def _joining() -> re.Pattern[str]:
    times = rf"(?:{DIGITS}|{WORDS})\s(?:hour|night|day|week|month|year)s?"
    return re.compile(rf"\s*(?:{'|'.join(sorted(listed('joining')))}|{times})\b", re.IGNORECASE)
