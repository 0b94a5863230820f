"""The units of doses and the forms they are counted in: the words for them, and what they stand for."""

import re
from decimal import Decimal
from functools import cache

from auditor.extract.dosages.words import alternatives, table
from auditor.extract.numbers import small

_LETTERS = re.compile(r"[a-zµμ%]+")


@cache
def unit_values() -> dict[str, tuple[str, Decimal]]:
    """Every unit word: its canonical unit and how many of them it stands for."""
    return {word: (unit, Decimal(factor)) for unit, words in table("units").items() for word, factor in words.items()}


@cache
def form_names() -> dict[str, str]:
    """Every word of a counted form: its canonical form."""
    return {word: form for form, words in table("forms").items() for word in words}


def letters(text: str) -> list[str]:
    """The runs of letters of a text in lower case, units torn from their numbers."""
    return _LETTERS.findall(text.lower())


@cache
def unit_words() -> frozenset[str]:
    """The last words of units: no amount is without one."""
    return frozenset(letters(phrase)[-1] for phrase in unit_values())


@cache
def form_words() -> frozenset[str]:
    """The last words of counted forms: no count is without one."""
    return frozenset(letters(phrase)[-1] for phrase in form_names())


@cache
def unit_pattern() -> str:
    """A pattern of any unit, to be used with re.IGNORECASE."""
    return rf"(?:%|(?:{alternatives([unit for unit in unit_values() if unit != '%'])})(?![A-Za-zµμ]))"


def plain(words: str) -> str:
    """Words as they are looked up: in lower case, single spaces."""
    return " ".join(small(words).split())
