"""Reads numbers as they stand in doses: digits, fractions, words, and half of something."""

import re
from decimal import Decimal

from auditor.extract.dosages.words import alternatives, table

_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}
_SIGN = "[½¼¾⅓⅔]"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+,\d{1,2}(?!\d)|\d+(?:\.\d+)?|\.\d+)"
_WORDS = alternatives([*table("numbers")])

NUMBER = (
    rf"(?:{_DIGITS}\s?(?:million|billion|thousand)\b|\d+\s\d/\d|\d/\d(?![\d/])|{_DIGITS}\s?{_SIGN}|{_DIGITS}|{_SIGN}"
    rf"|(?:{_WORDS})\s+and\s+a\s+half\b|(?:{_WORDS})\b)"
)
"""A pattern of one number, to be used with re.IGNORECASE."""

_MAGNITUDE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}


def read_number(text: str) -> Decimal:
    """The value of a text that NUMBER matches.

    Raises:
        ValueError: the text is no such number.
    """
    words = text.lower().split()
    if words[1:] == ["and", "a", "half"]:
        return read_number(words[0]) + Decimal("0.5")
    if words[-1] in _MAGNITUDE and len(words) > 1:
        return read_number(" ".join(words[:-1])) * _MAGNITUDE[words[-1]]
    if len(words) == 2:
        return read_number(words[0]) + read_number(words[1])
    return _read_one(words[0])


def _read_one(word: str) -> Decimal:
    if word in table("numbers"):
        return Decimal(table("numbers")[word])
    if word[-1] in _SIGNS:
        return _SIGNS[word[-1]] + (read_number(word[:-1]) if word[:-1] else 0)
    above, slash, below = word.partition("/")
    if slash:
        return Decimal(above) / (Decimal(below) or 1)
    magnitude = re.fullmatch(rf"({_DIGITS})(million|billion|thousand)", word)
    if magnitude:
        return _read_digits(magnitude[1]) * _MAGNITUDE[magnitude[2]]
    return _read_digits(word)


def _read_digits(digits: str) -> Decimal:
    if not re.fullmatch(_DIGITS, digits):
        raise ValueError(f"no number: {digits!r}")
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        return Decimal(digits.replace(",", "."))
    return Decimal(digits.replace(",", ""))
