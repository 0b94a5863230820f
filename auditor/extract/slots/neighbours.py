"""Reads what stands right before and behind a possible stand-in: a currency sign, a unit, a counted noun."""

import re
from functools import cache

from auditor.extract.slots.words import any_of, lists
from auditor.model import Neighbour


def widened(text: str, start: int, end: int) -> tuple[int, int, Neighbour]:
    """The range [start, end) widened by what belongs to it, and how strongly that asks for a number."""
    sign = _sign().search(text, max(0, start - 6), start)
    measure, strength = None, Neighbour.NONE
    for pattern, each in _measures():
        measure = pattern.match(text, end)
        if measure:
            strength = each
            break
    return (
        sign.start() if sign else start,
        measure.end() if measure else end,
        Neighbour.STRONG if sign else strength,
    )


@cache
def _sign() -> re.Pattern[str]:
    signs, codes = "".join(lists()["currency_signs"]), any_of("currency_codes")
    return re.compile(rf"(?:(?:\b[A-Z]{{1,3}})?[{signs}]|\b(?:{codes}))\s?$")


@cache
def _measures() -> tuple[tuple[re.Pattern[str], Neighbour], ...]:
    """What can follow, the strongest first; compiled on first use, since most pages need none of it."""
    signs, codes = "".join(lists()["currency_signs"]), any_of("currency_codes")
    units, counted = any_of("units"), any_of("counted")
    strong = (
        rf"\+?(?:\s?(?:{any_of('percent', 'magnitudes')})|(?-i:[KMB]|bn|m))(?!\w)(?:\s(?:{units}|{counted})(?!\w))?"
        rf"|\s?[{signs}](?![\w\[])|\s(?-i:{codes})\b"
    )
    unit = (
        rf"\+?[\s-]?(?:{units})(?!\w)"
        r"|\s?(?:out\s)?of\s(?:every\s)?(?:\d[\d,]*|five|ten|twenty|hundred)(?!\w)"
        r"|\s?in\s(?:every\s)?(?:five|ten|twenty|hundred|5|10+|20|25|50|200|500|1,000|10,000|100,000)(?![\w,])"
    )
    forms = {Neighbour.STRONG: strong, Neighbour.UNIT: unit, Neighbour.COUNTED: rf"\+?\s(?:{counted})(?!\w)"}
    return tuple((re.compile(form, re.IGNORECASE), each) for each, form in forms.items())
