"""Reads numbers as they stand in text: digits, fractions, words, and half of something."""

import re
from decimal import Decimal

SIGNS = {
    "½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3,
    "⅕": Decimal("0.2"), "⅛": Decimal("0.125"),
}  # fmt: skip
SIGN = f"[{''.join(SIGNS)}]"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+,\d{1,2}(?!\d)|\d+(?:\.\d+)?|\.\d+)"

_ONES = {
    word: Decimal(value)
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}  # fmt: skip
_TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_DIGIT_WORDS = [*_ONES][1:10]
_VALUES = (
    _ONES
    | _TENS
    | {f"{ten}-{one}": _TENS[ten] + _ONES[one] for ten in _TENS for one in _DIGIT_WORDS}
    | {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
)

WORDS = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_DIGIT_WORDS)}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
)
"""A pattern of a number in words, zero to ninety-nine; to be ended by a word border."""

NUMBER = (
    rf"(?:{DIGITS}\s?(?:million|billion|thousand)\b|\d+\s\d/\d|\d/\d(?![\d/])|{DIGITS}\s?{SIGN}|{DIGITS}|{SIGN}"
    rf"|(?:{WORDS}|half|quarter)\s+and\s+a\s+half\b|(?:{WORDS}|half|quarter)\b)"
)
"""A pattern of one number, to be used with re.IGNORECASE."""

_ONE_NUMBER, _DECIMAL_COMMA = re.compile(DIGITS), re.compile(r"\d+,\d{1,2}")
MAGNITUDES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip


ALIKE = str.maketrans({"\u017f": "s", "\u0131": "i", "\u0130": "i", "\u212a": "k"})
"""Letters that patterns without regard to case take for letters of ASCII: the long s, i with and without its dot
where it should be otherwise, and the sign of the kelvin."""


def small(text: str) -> str:
    """A text that such a pattern has matched, as lists have it: in lower case."""
    return text.lower() if text.isascii() else text.translate(ALIKE).lower()


def read_number(text: str) -> Decimal:
    """The value of a text that NUMBER or WORDS matches.

    Raises:
        ValueError: the text is no such number.
    """
    words = small(text).split()
    if words[1:] == ["and", "a", "half"]:
        return read_number(words[0]) + Decimal("0.5")
    if len(words) > 1 and words[-1] in MAGNITUDES:
        return read_number(" ".join(words[:-1])) * MAGNITUDES[words[-1]]
    if len(words) == 2:
        return read_number(words[0]) + read_number(words[1])
    return _read_one(words[0])


def _read_one(word: str) -> Decimal:
    value = _VALUES.get(word)
    if value is not None:
        return value
    if word[-1] in SIGNS:
        return SIGNS[word[-1]] + (read_number(word[:-1]) if word[:-1] else 0)
    above, slash, below = word.partition("/")
    if slash:
        return Decimal(above) / (Decimal(below) or 1)
    magnitude = re.fullmatch(rf"({DIGITS})(million|billion|thousand)", word)
    if magnitude:
        return _read_digits(magnitude[1]) * MAGNITUDES[magnitude[2]]
    return _read_digits(word)


def _read_digits(digits: str) -> Decimal:
    if digits.isdecimal():
        return Decimal(digits)
    if not _ONE_NUMBER.fullmatch(digits):
        raise ValueError(f"no number: {digits!r}")
    if _DECIMAL_COMMA.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    return Decimal(digits.replace(",", ""))
