"""Joins figures that make one quantity: shares ("nine in ten"), ranges ("from 30 to 18"), intervals."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from auditor.extract.quantities.figures import Figure
from auditor.model import QuantityKind

_SHARE = re.compile(
    r"(?:\stimes)?\s(?:in|out\sof|of|per|for\severy)(?:\s(?:every|each|the|all|an?|our))?\s(?:about\s)?|\s?/\s?"
)
_ONE_OF = re.compile(r"\sof\s")
_TIME = re.compile(
    r"\s?(?:[-–—‑]|to)\s?\d+\+?[\s-]?(?:min(?:ute)?|hr|hour|day|night|week|wk|month|mo|year|yr|decade)s?\b"
)
"""The second end of a length of time, when the number before is the first: "stage 2 to 3 in 4-6 years"."""
_RANGE = re.compile(r"\s?(?:[-–—‑−~]|\bto\b|\bup\sto\b)\s?(?:about\s|over\s|nearly\s)?")
_CHANGE = re.compile(
    r"(?:\s(?:in|at|on|of|with|before|for|among)\s[^.;:()\d]{1,30}(?:\d{4})?)?,?\s(?:down\s|up\s)?to\s(?:\w+\s)?"
)
_BETWEEN = re.compile(r"\bbetween\s(?:\w+\s)?$")
_FROM = re.compile(r"\bfrom\s(?:\w+\s)?$")
_INTERVAL = re.compile(
    r"\s?(?:ci|cri|(?:confidence|credible)\sintervals?|confidence\slimits?)\b(?:\s(?:of|was|is|from))?[\s,:;=(\[]*"
)
_LEVELS = (Decimal(90), Decimal(95), Decimal(99))
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def join(text: str, figures: Iterable[Figure]) -> Iterator[Figure]:
    """The quantities of a text in lower case, in order."""
    shares = _pairwise(text, figures, _share)
    yield from _intervals(text, list(_pairwise(text, shares, _range)))


def _pairwise(
    text: str, figures: Iterable[Figure], joined: Callable[[str, Figure, Figure], Figure | None]
) -> Iterator[Figure]:
    """The figures in order, neighbours made one where `joined` says so."""
    last: Figure | None = None
    for figure in figures:
        both = joined(text, last, figure) if last is not None else None
        if both is None and last is not None:
            yield last
        last = both or figure
    if last is not None:
        yield last


def _share(text: str, part: Figure, whole: Figure) -> Figure | None:
    """Part and whole as one share; "one of the six" is no share but one of them."""
    bare = whole.kind is QuantityKind.NUMBER and part.kind in (QuantityKind.NUMBER, QuantityKind.FOLD)
    if not bare or not _SHARE.fullmatch(text, part.end, whole.start):
        return None
    if text[part.first : part.last] == "one" and _ONE_OF.match(text, part.end):
        return None
    if (
        not 0 <= part.low <= whole.low
        or whole.low == 0
        or is_year(part)
        or is_year(whole)
        or _TIME.match(text, whole.end)
    ):
        return None
    value, unit = part.low / whole.low, QuantityKind.SHARE.value
    return Figure(part.start, whole.end, part.first, whole.last, value, value, QuantityKind.SHARE, unit, 1 / whole.low)


def is_year(figure: Figure) -> bool:
    """Whether a bare number reads as a year."""
    return (
        figure.kind is QuantityKind.NUMBER
        and figure.low == figure.low.to_integral()
        and _FIRST_YEAR <= figure.low <= _LAST_YEAR
        and figure.last - figure.first == 4
    )


def _range(text: str, low: Figure, high: Figure) -> Figure | None:
    if not _is_range(text, low, high):
        return None
    ends = sorted((_scaled(low, high), high.low))
    named = low if low.kind is QuantityKind.MONEY else high
    return replace(high, start=low.start, first=low.first, low=ends[0], high=ends[1], kind=named.kind, unit=named.unit)


def _is_range(text: str, low: Figure, high: Figure) -> bool:
    same = low.unit == high.unit and low.kind is high.kind
    bare = low.kind is QuantityKind.NUMBER or (low.kind is QuantityKind.MONEY and high.kind is QuantityKind.NUMBER)
    if not (same or bare) or low.low != low.high or (is_year(low) and not is_year(high)):
        return False
    if _RANGE.fullmatch(text, low.end, high.start):
        return True
    link, before = text[low.end : high.start], text[max(0, low.start - 20) : low.start]
    if link == " and ":
        return _BETWEEN.search(before) is not None
    return " to " in link and bool(_FROM.search(before) and _CHANGE.fullmatch(text, low.end, high.start))


def _scaled(low: Figure, high: Figure) -> Decimal:
    """The low end in the measure of the high one: 0.3 in "30 to 18 per 100", 3,000,000 in "3 to 5 million"."""
    if low.factor != 1 or low.kind not in (QuantityKind.NUMBER, QuantityKind.MONEY):
        return low.low
    scaled = low.low * high.factor
    return low.low if high.kind is not QuantityKind.SHARE and scaled > high.low else scaled


def _intervals(text: str, figures: list[Figure]) -> Iterator[Figure]:
    """Confidence levels joined with the interval behind them; a level without one is no quantity."""
    at = 0
    while at < len(figures):
        level, following = figures[at], figures[at + 1 : at + 3]
        at += 1
        named = _INTERVAL.match(text, level.end) if level.low in _LEVELS and level.unit == "%" else None
        if named is None:
            yield level
            continue
        ends = [each for each in following if each.start - named.end() <= 1 or each.low != each.high]
        if not ends or ends[0].start - named.end() > 1:
            continue
        taken = ends[:1] if ends[0].low != ends[0].high else following[:2]
        at += len(taken)
        low, high = min(each.low for each in taken), max(each.high for each in taken)
        yield Figure(level.start, taken[-1].end, taken[0].first, taken[-1].last, low, high, QuantityKind.INTERVAL)
