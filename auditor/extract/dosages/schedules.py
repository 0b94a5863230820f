"""Finds how often and for how long: frequencies in doses per day, courses in days."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from auditor.extract.numbers import NUMBER, read_number, small
from auditor.extract.words import runs_of, words_of

_FLAGS = re.IGNORECASE | re.VERBOSE
_SPREAD = rf"{NUMBER}(?:\s*(?:-|–|—|\bto\b|\bor\b)\s*{NUMBER})?"
_HOURS = {"minute": Decimal(1) / 60, "min": Decimal(1) / 60, "hour": Decimal(1), "hr": Decimal(1), "h": Decimal(1)}
_DAYS = {"day": Decimal(1), "night": Decimal(1), "week": Decimal(7), "month": Decimal(30), "year": Decimal(365)}
_DAYS |= {"d": Decimal(1), "wk": Decimal(7), "fortnight": Decimal(14)}
_ADVERBS = {"daily": 1, "nightly": 1, "weekly": 7, "monthly": 30, "yearly": 365, "annually": 365, "fortnightly": 14}
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_PERIOD = r"(?:day|night|week|month|year|fortnight|24[\s-]?h(?:ou)?rs?|24[\s-]?h\b|d\b|wk\b)"


class FrequencyKind(StrEnum):
    """What the words of a frequency say."""

    TIMES = "times"
    """How often a dose is taken: "twice a day", "every 8 hours"."""
    PERIOD = "period"
    """The time an amount is meant for: "daily", "in 24 hours"; the number of doses is open."""
    DIVIDED = "divided"
    """Into how many doses the amount of a day is split."""
    ONCE = "once"
    """A single dose without repetition."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """A frequency at [start, end) of a text; `values` are doses per day, or parts for DIVIDED."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    kind: FrequencyKind

    @property
    def low(self) -> Decimal:
        return min(self.values)

    @property
    def high(self) -> Decimal:
        return max(self.values)


@dataclass(frozen=True, slots=True)
class Course:
    """A length of treatment at [start, end) of a text, in days."""

    start: int
    end: int
    values: tuple[Decimal, ...]


@cache
def _frequencies() -> re.Pattern[str]:
    return re.compile(
        rf"""(?<![\w$€£])(?:
          (?P<divided>in\s+(?P<parts>{_SPREAD})\s+(?:equal\s+|equally\s+)?(?:divided\s+|separate\s+|split\s+)?doses
             |(?:divided|split)\s+(?:into\s+|in\s+)?(?P<parts2>{_SPREAD})(?:\s+doses)?)
        | (?P<every>(?:every|each|q)\s?(?P<interval>{_SPREAD})(?:\s|-)?
             (?P<unit>minutes?|mins?|hours?|hrs?|h|days?|weeks?|wks?|months?|years?)\b)
        | (?P<times>(?P<upto>(?:up\s+to|at\s+most|maximum\s+of|max\.?|a\s+maximum\s+of)\s+)?
             (?:(?P<word>once|twice|thrice)|(?P<count>{_SPREAD})\s*(?:times?|x|×|doses))
             (?:\s*(?:-|/|\ba\b|\bper\b|\beach\b|\bevery\b|\bin\b|\bin\s+any\b|\bwithin\b|\bover\b|\bin\s+a\b)?\s*(?:single\s+)?
                 (?P<period>{_PERIOD})s?\b|[\s-](?P<adverb>daily|nightly|weekly|monthly|yearly|annually)\b))
        | (?P<other>(?:every|each)\s+(?:other|second|alternate)\s+(?P<otherunit>day|night|week|month)\b
             |(?:on\s+)?alternate\s+days\b)
        | (?P<latin>(?:b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|t\.?d\.?s|q\.?d\.?s|b\.?d|q\.?o\.?d|q\.?d|o\.?d|q\.?h\.?s
             |qam|qpm|qday|qweek|tiw|nocte)\b\.?)
        | (?P<both>(?:in\s+the\s+|each\s+|every\s+)?morning\s*(?:,?\s*and|&|\+)\s*(?:again\s+)?
             (?:in\s+the\s+|at\s+|each\s+|every\s+)?(?:evening|night|bedtime))
        | (?P<part>(?:each|every|in\s+the|at|before|one|a)\s+
             (?:morning|evening|night|bedtime|bed|noon|breakfast|dinner|supper|lunch)
             (?:\s+before\s+bed|\s+at\s+bedtime)?\b|nightly\b)
        | (?P<meal>(?:with|before|after|at)\s+(?:each|every)\s+meal\b)
        | (?P<weekday>(?:every|each|on)\s+(?:{"|".join(_WEEKDAYS)})days?\b)
        | (?P<span>(?:per|a|each|every|in\s+any|in|within|over)\s*(?P<spanperiod>{_PERIOD})\b|/\s?(?:day|d|24\s?h)\b
             |(?P<spanadverb>daily|weekly|monthly|fortnightly|yearly|annually|hourly)\b)
        | (?P<once>once\b|(?:as\s+)?a\s+single\s+dose\b|one[\s-](?:off|time)\b)
        )""",
        _FLAGS,
    )


_LATIN = {"bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4, "qd": 1, "od": 1, "qday": 1, "qhs": 1}
_LATIN |= {"qam": 1, "qpm": 1, "nocte": 1}
_LASTING = runs_of(f"{unit}{ending}" for unit in ("day", "night", "week", "month") for ending in ("", "s"))
_OFTEN = _LASTING | runs_of(
    (
        *_ADVERBS,
        *_HOURS,
        *_DAYS,
        *_LATIN,
        *("divided", "split", "dose", "doses", "once", "twice", "thrice", "hourly", "time", "qod", "qweek", "tiw", "s"),
        *("minutes", "mins", "hours", "hrs", "years", "wks", "fortnights"),
        *("morning", "evening", "bedtime", "bed", "noon", "breakfast", "dinner", "supper", "lunch", "meal"),
        *(f"{day}day{ending}" for day in _WEEKDAYS for ending in ("", "s")),
    )
)
"""Words of which every frequency has one, and every course one of the former; "b.i.d" and "t.d.s" end in a word."""


def find_frequencies(text: str) -> tuple[Frequency, ...]:
    """The frequencies of a text in order."""
    if words_of(text).isdisjoint(_OFTEN):
        return ()
    return tuple(each for match in _frequencies().finditer(text) if (each := _frequency(match)) is not None)


def _frequency(match: re.Match[str]) -> Frequency | None:
    kind = next(name for name in _READERS if match[name])
    values = _READERS[kind](match)
    if not values:
        return None
    sort = {"divided": FrequencyKind.DIVIDED, "span": FrequencyKind.PERIOD, "once": FrequencyKind.ONCE}
    return Frequency(match.start(), match.end(), values, sort.get(kind, FrequencyKind.TIMES))


def numbers(text: str) -> tuple[Decimal, ...]:
    """All numbers of a text that holds one or a range."""
    return tuple(read_number(number) for number in re.findall(NUMBER, text, re.IGNORECASE))


def days_of(unit: str) -> Decimal:
    """The days a unit of time stands for: "weeks" 7, "h" a twenty-fourth."""
    word = small(unit).rstrip("s")
    return _HOURS[word] / 24 if word in _HOURS else _DAYS[word]


def _every(match: re.Match[str]) -> tuple[Decimal, ...]:
    unit = days_of(match["unit"])
    return tuple(1 / (value * unit) for value in numbers(match["interval"]) if value)


def _times(match: re.Match[str]) -> tuple[Decimal, ...]:
    words = {"once": 1, "twice": 2, "thrice": 3}
    counts = (Decimal(words[small(match["word"])]),) if match["word"] else numbers(match["count"])
    if match["upto"]:
        counts = (Decimal(0), *counts)
    period = Decimal(_ADVERBS[small(match["adverb"])]) if match["adverb"] else _period(match["period"])
    return tuple(count / period for count in counts)


def _period(word: str) -> Decimal:
    return Decimal(1) if word.startswith("24") else days_of(word)


def _other(match: re.Match[str]) -> tuple[Decimal, ...]:
    return (1 / (2 * days_of(match["otherunit"] or "day")),)


def _latin(match: re.Match[str]) -> tuple[Decimal, ...]:
    word = small(match["latin"]).replace(".", "")
    fractions = {"qod": Decimal("0.5"), "tiw": Decimal(3) / 7, "qweek": Decimal(1) / 7}
    return (fractions.get(word) or Decimal(_LATIN[word]),)


def _span(match: re.Match[str]) -> tuple[Decimal, ...]:
    if match["spanadverb"]:
        word = small(match["spanadverb"])
        return (1 / Decimal(_ADVERBS[word]),) if word in _ADVERBS else (Decimal(24),)
    return (1 / _period(match["spanperiod"]),) if match["spanperiod"] else (Decimal(1),)


_READERS: Mapping[str, Callable[[re.Match[str]], tuple[Decimal, ...]]] = {
    "divided": lambda match: numbers(match["parts"] or match["parts2"]),
    "every": _every,
    "times": _times,
    "other": _other,
    "latin": _latin,
    "both": lambda _: (Decimal(2),),
    "part": lambda _: (Decimal(1),),
    "meal": lambda _: (Decimal(3),),
    "weekday": lambda _: (Decimal(1) / 7,),
    "span": _span,
    "once": lambda _: (Decimal(1),),
}


@cache
def _courses() -> re.Pattern[str]:
    unit = r"(?P<unit>days?|weeks?|months?|nights?)"
    return re.compile(
        rf"""(?<![\w$€£])(?:(?:for|x|×|lasts?|lasting|takes|of)\s+(?:a\s+(?:total|further)\s+of\s+|the\s+full\s+)?
             (?P<bound>at\s+least\s+|up\s+to\s+|no\s+(?:more|longer)\s+than\s+|about\s+|another\s+|a\s+further\s+)?
             (?P<length>{_SPREAD})[\s-]?{unit}\b
           |(?P<length2>{_SPREAD})[\s-](?P<unit2>days?|weeks?|months?)[\s-](?:long\s+)?(?:course|treatment|cycle|regimen|pack)\b)""",
        _FLAGS,
    )


def find_courses(text: str) -> tuple[Course, ...]:
    """The lengths of treatment a text states; "at least" and "up to" are left out, they bind one end only."""
    return tuple(_read_courses(text))


def _read_courses(text: str) -> Iterator[Course]:
    if words_of(text).isdisjoint(_LASTING):
        return
    for match in _courses().finditer(text):
        if match["bound"]:
            continue
        unit = days_of(match["unit"] or match["unit2"])
        yield Course(
            match.start(), match.end(), tuple(value * unit for value in numbers(match["length"] or match["length2"]))
        )
