"""Tells quickly whether a sentence can hold a dosage statement."""

import re
from functools import cache

from auditor.extract.dosages.units import form_words, letters, unit_words
from auditor.extract.dosages.words import table
from auditor.extract.words import runs_of, words_of

LONGEST = 3000
"""Characters; what runs longer without an end is no sentence and is not read."""
_SHORT = 30
_DIGIT = re.compile(r"\d")


def worth_reading(text: str) -> bool:
    """Whether a text has a number with a unit or counted form, or tells to take something so often or so long.

    A text of a few words need not say to take it: a header may.
    """
    if len(text) > LONGEST:
        return False
    if words_of(text).isdisjoint(_telling()) and "%" not in text:
        return False
    words = set(letters(text))
    numbered = bool(_DIGIT.search(text) or words & _counts())
    if numbered and (words & _measures() or ("%" in words and (len(text) <= _SHORT or words & _named("made")))):
        return True
    timed = words & _named("times") or (words & _named("periods") and (numbered or words & _named("every")))
    return bool(timed) and (len(text) <= _SHORT or bool(words & _named("verbs")))


@cache
def _telling() -> frozenset[bytes]:
    """What most sentences have none of."""
    return runs_of((*_measures(), *_named("times"), *_named("periods")))


@cache
def _measures() -> frozenset[str]:
    return (unit_words() | form_words()) - {"%", "percent", "cent"}


@cache
def _counts() -> frozenset[str]:
    return frozenset((*table("numbers"), "a", "an", "another"))


@cache
def _named(name: str) -> frozenset[str]:
    return frozenset(table("guard")[name])
