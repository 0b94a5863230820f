"""Tells quickly whether a sentence can hold a dosage statement."""

import re
from functools import cache

from auditor.extract.dosages.amounts import form_names, unit_values
from auditor.extract.dosages.words import table

LONGEST = 3000
"""Characters; what runs longer without an end is no sentence and is not read."""
_LETTERS = re.compile(r"[a-zµμ%]+")
_DIGIT = re.compile(r"\d")


def worth_reading(text: str) -> bool:
    """Whether a text has a number with a unit or counted form, or tells to take something so often."""
    if len(text) > LONGEST:
        return False
    words = set(_LETTERS.findall(text.lower()))
    if not words.isdisjoint(_measures()) and (_DIGIT.search(text) or not words.isdisjoint(_counts())):
        return True
    return not words.isdisjoint(_named("times")) and not words.isdisjoint(_named("verbs"))


@cache
def _measures() -> frozenset[str]:
    """The last words of units and counted forms."""
    return frozenset(_LETTERS.findall(phrase)[-1] for phrase in (*unit_values(), *form_names()))


@cache
def _counts() -> frozenset[str]:
    return frozenset((*table("numbers"), "a", "an", "another"))


@cache
def _named(name: str) -> frozenset[str]:
    return frozenset(table("guard")[name])
