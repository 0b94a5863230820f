"""The words of a text as guards look them up: whether a costly pattern can find anything there at all."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from auditor.extract.numbers import ALIKE

_LETTERS = bytes(each if chr(each).isalpha() and each < 128 else 32 for each in range(256))
_SMALL_LETTERS = _LETTERS.lower()
"""Everything but letters of ASCII is a space."""
_SHORT = 1_000
"""Characters; the words of longer texts are not kept, so that memory stays small whatever a page holds."""


def words_of(text: str) -> frozenset[bytes]:
    """The runs of ASCII letters in a text, in lower case; of what was just asked for they are still known."""
    return _kept(text) if len(text) <= _SHORT else frozenset(_runs(text))


def written_words_of(text: str) -> frozenset[bytes]:
    """The runs of ASCII letters in a text as they are written."""
    return frozenset(_written(text))


def matches(pattern: re.Pattern[str], text: str, starts: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(text)`, but tried only where `starts` matches: wherever a match of the pattern can begin."""
    end = 0
    for start in starts.finditer(text):
        match = pattern.match(text, start.start()) if start.start() >= end else None
        if match is not None:
            end = match.end()
            yield match


def runs_of(terms: Iterable[str]) -> frozenset[bytes]:
    """For each term the longest run of letters in it, without which the term is not there; terms without any: none."""
    return frozenset(_longest(terms, _runs))


def written_runs_of(terms: Iterable[str]) -> frozenset[bytes]:
    """As `runs_of`, for terms that must stand in a text as they are written; runs with a capital tell more."""
    return frozenset(_longest(terms, _written))


@lru_cache(maxsize=500)
def _kept(text: str) -> frozenset[bytes]:
    """Several extractors ask about the same sentences of a page, one extractor after the other."""
    return frozenset(_runs(text))


def _longest(terms: Iterable[str], runs_in: Callable[[str], list[bytes]]) -> Iterator[bytes]:
    for term in terms:
        runs = runs_in(term)
        if runs:
            yield max(runs, key=lambda run: (not run.islower(), len(run)))


def _runs(text: str) -> list[bytes]:
    if not text.isascii():
        text = text.translate(ALIKE)
    return text.encode("ascii", "replace").translate(_SMALL_LETTERS).split()


def _written(text: str) -> list[bytes]:
    return text.encode("ascii", "replace").translate(_LETTERS).split()
