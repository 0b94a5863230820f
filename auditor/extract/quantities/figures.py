"""The figures of a text: one number each, with what stands right at it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from auditor.extract.numbers import DIGITS, MAGNITUDES, SIGN, SIGNS, WORDS, read_number
from auditor.extract.quantities.units import canonical, unit_pattern
from auditor.model import QuantityKind

CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY",
    "₹": "INR", "rs": "INR", "rs.": "INR", "inr": "INR", "a$": "AUD", "c$": "CAD", "aud": "AUD", "cad": "CAD",
}  # fmt: skip
_MONEY_WORDS = {"dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR"}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_FOLDS: dict[str, int | Decimal] = {
    "twice": 2, "doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "halv": Decimal("0.5"),
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "hundred": 100,
}  # fmt: skip

_STARTS = re.compile(rf"[\d{''.join(SIGNS)}]")
_DIGITAL = re.compile(
    rf"""
    (?<![\w./-])(?P<above>\d{{1,3}})/(?P<below>\d{{1,6}}(?:,000)*)(?![\w/%]|\.\d)
  | (?P<digits>(?<![\w.,@#&_])(?<![^\W\d][-‑'’])(?<!\d[/:])(?:{DIGITS}(?:\s?{SIGN})?|{SIGN}))(?!/\d|:\d)
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(
    r"(?P<money>(?:(?<![\w.])(?:us|a|c))?[$]\s?|[€£¥₹]\s?|(?<![\w.])(?:usd|eur|gbp|aud|cad|inr|rs\.?)\s?)?(?P<sign>(?<![\w)%.-])[+−-])?$"
)
_WORDED = re.compile(
    rf"""\b(?:
    (?P<fold>twice|(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e[ds]?|ing)
      |(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)-?fold)\b(?!-)
  | (?:(?P<many>a|one|two|three|four|five|six|seven|eight|nine)[\s-])?
      (?P<part>half|halves|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth)s?)\b
      (?!-|\sa\s(?:million|billion)|\san\s(?:hour|inch)|\s(?:life|hour))
  | (?<!-)(?P<word>{WORDS}|(?:half\s)?an?(?=[\s-](?:hundred|thousand|million|billion|trillion)\b))\b
    )""",
    re.VERBOSE,
)
_SOME_WORD = re.compile(
    r"\b(?:t(?:w[eio]|h[ir]|en|ripl|rebl)|f(?:our|i[fv])|s(?:ix|even)|eight|nin|elev|half|halv|quart|quadr|quint|doubl"
    r"|hundr|thous|milli|billi|trilli)"
)
"""Sentences without any of these, and without digits, hold no number; "one" counts beside another number."""
_OF_SOMETHING = re.compile(
    r"\s(?:of|the|all|our|their|these|those|as|to|"
    r"(?:fewer|less|more|lower|higher|smaller|larger|greater|longer|shorter|faster|slower|cheaper)\b|"
    r"(?:had|have|has|were|are|was|is|said|say|says|did|do|felt|feel|saw|see|got|get|lost|lose|stop|\w{3,12}ed)\b)"
)
_PORTION = re.compile(r"(?:first|second|last|latter|other|former|upper|lower|bottom|top|in|by)\s$")
_IN_HALF = re.compile(
    r"\b(?:cut(?:s|ting)?|slash\w*|reduc\w+|slic\w+|dropp?\w*|lower\w*)\s(?:[\w'’-]+\s){1,7}(?:nearly\s|almost\s|about\s)?in\s$"
)
"""What was cut in half came down to half, unless it is a tablet; who judges it knows."""
_FAR = 80
_HOLDS = {2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100, 200, 500, 1000, 10_000, 100_000}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a range at [start, end) of a text, sign, unit and magnitude included."""

    start: int
    end: int
    first: int
    last: int
    """The digits or number words alone: [first, last)."""
    low: Decimal
    high: Decimal
    kind: QuantityKind
    unit: str = ""
    factor: Decimal = Decimal(1)
    """What the number itself was multiplied with: a magnitude, or the whole of a share."""


def find_figures(text: str) -> list[Figure]:
    """The figures of a text in lower case, in order; numbers that are part of a name or code are left out."""
    digital, worded = _STARTS.search(text), _SOME_WORD.search(text)
    if not digital and not worded:
        return []
    in_digits = list(_in_digits(text, digital.start())) if digital else []
    in_words = list(_in_words(text)) if worded or "one" in text else []
    return sorted((*in_digits, *in_words), key=lambda figure: figure.start)


def _in_digits(text: str, start: int) -> Iterator[Figure]:
    """Tried at digits alone: most of a text is letters."""
    covered = 0
    for digit in _STARTS.finditer(text, start):
        if digit.start() < covered:
            continue
        at = digit.start() - (text[digit.start() - 1 : digit.start()] == ".")
        match = _DIGITAL.match(text, at) or _DIGITAL.match(text, digit.start())
        if match is None:
            continue
        covered = match.end()
        if match["above"]:
            yield from _pair(match)
        else:
            yield from _number(text, *match.span(), read_number(match["digits"]))


def _in_words(text: str) -> Iterator[Figure]:
    for match in _WORDED.finditer(text):
        if match["fold"]:
            yield _fold(match)
        elif match["part"]:
            yield from _part(text, match)
        else:
            yield from _number(text, *match.span(), _value(match["word"]))


def _pair(match: re.Match[str]) -> Iterator[Figure]:
    """Two figures with a slash: "8/10" is a share, "140/90" and "24/7" are none."""
    above, below = Decimal(match["above"]), Decimal(match["below"].replace(",", ""))
    if above <= below and int(below) in _HOLDS:
        yield _whole(match, above / below, QuantityKind.SHARE)


def _fold(match: re.Match[str]) -> Figure:
    value = next(value for stem, value in _FOLDS.items() if match["fold"].startswith(stem))
    return _whole(match, Decimal(value), QuantityKind.FOLD)


def _whole(match: re.Match[str], value: Decimal, kind: QuantityKind) -> Figure:
    return Figure(*match.span(), *match.span(), value, value, kind, kind.value)


def _part(text: str, match: re.Match[str]) -> Iterator[Figure]:
    """A fraction in words; a bare "third" or "fifth" is an ordinal, and a half must be one of something."""
    part, many = match["part"], match["many"]
    whole = _PARTS.get(part) or _PARTS[part.rstrip("s")]
    if many is None and (part != "half" or _PORTION.search(text, max(0, match.start() - 8), match.start())):
        if part == "half" and _IN_HALF.search(text, max(0, match.start() - _FAR), match.start()):
            yield _whole(match, Decimal("0.5"), QuantityKind.FOLD)
        return
    if many in (None, "a") and not (_OF_SOMETHING.match(text, match.end()) or _is_step(text, match.start())):
        return
    above = Decimal(1) if many in (None, "a") else read_number(many)
    yield _whole(match, above / whole, QuantityKind.SHARE)


def _is_step(text: str, start: int) -> bool:
    """Whether the fraction says by how much something changed: "by a fifth"."""
    return text.endswith(("by ", "by about ", "by nearly ", "by almost ", "by over ", "by around ", "than "), 0, start)


def _number(text: str, first: int, last: int, value: Decimal) -> Iterator[Figure]:
    """The number at [first, last) with its sign, magnitude and unit."""
    unit = unit_pattern().match(text, last)
    assert unit is not None, "every part of the unit pattern may be empty"
    end, worded = unit.end(), text[first].isalpha()
    if text[end : end + 1].isalnum() or _NAMING.match(text, end):
        return
    before = None if worded else _BEFORE.search(text[max(0, first - _REACH) : first])
    factor = Decimal(MAGNITUDES[unit["magnitude"].strip(" -")] if unit["magnitude"] else 1)
    negative = before is not None and before["sign"] in ("-", "−")
    value *= -factor if negative else factor
    kind, symbol = _kind(before["money"] if before else None, unit)
    start = first - (len(before.group()) if before else 0)
    yield Figure(start, end, first, last, value, value, kind, symbol, factor)


_REACH = 6
"""Characters before a number that can hold a sign and a currency."""
_NAMING = re.compile(r"[-‑][a-z]")


def _value(word: str) -> Decimal:
    return {"a": Decimal(1), "an": Decimal(1), "half a": Decimal("0.5")}.get(word) or read_number(word)


def _kind(money: str | None, unit: re.Match[str]) -> tuple[QuantityKind, str]:
    if money:
        return QuantityKind.MONEY, CURRENCIES[money.strip()]
    if unit["money"]:
        return QuantityKind.MONEY, _MONEY_WORDS[unit["money"].strip()]
    if unit["percent"] or unit["points_alone"]:
        return QuantityKind.PERCENT, "pp" if unit["points"] or unit["points_alone"] else "%"
    if unit["fold"]:
        return QuantityKind.FOLD, "fold"
    if unit["measure"]:
        return QuantityKind.MEASURE, canonical(unit["unit"])
    return QuantityKind.NUMBER, ""
