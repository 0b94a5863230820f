"""Reads what stands right before and behind a possible stand-in: a currency sign, a unit, a counted noun."""

import re

from auditor.extract.slots.words import any_of, lists
from auditor.model import Neighbour

_SIGN = re.compile(
    rf"(?:(?:\b[A-Z]{{1,3}})?[{''.join(lists()['currency_signs'])}]|\b(?:{any_of('currency_codes')}))\s?$"
)
_STRONG = re.compile(
    rf"\+?(?:\s?(?:{any_of('percent', 'magnitudes')})|(?-i:[KMB]|bn|m))(?!\w)"
    rf"(?:\s(?:{any_of('units', 'counted')})(?!\w))?"
    rf"|\s?[{''.join(lists()['currency_signs'])}](?![\w\[])|\s(?-i:{any_of('currency_codes')})\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    rf"\+?[\s-]?(?:{any_of('units')})(?!\w)"
    r"|\s?(?:out\s)?of\s(?:every\s)?(?:\d[\d,]*|five|ten|twenty|hundred)(?!\w)"
    r"|\s?in\s(?:every\s)?(?:five|ten|twenty|hundred|5|10+|20|25|50|200|500|1,000|10,000|100,000)(?![\w,])",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\+?\s(?:{any_of('counted')})(?!\w)", re.IGNORECASE)

_BEHIND = ((_STRONG, Neighbour.STRONG), (_UNIT, Neighbour.UNIT), (_COUNTED, Neighbour.COUNTED))


def widened(text: str, start: int, end: int) -> tuple[int, int, Neighbour]:
    """The range [start, end) widened by what belongs to it, and how strongly that asks for a number."""
    sign = _SIGN.search(text, max(0, start - 6), start)
    measure, strength = None, Neighbour.NONE
    for pattern, each in _BEHIND:
        measure = pattern.match(text, end)
        if measure:
            strength = each
            break
    return (
        sign.start() if sign else start,
        measure.end() if measure else end,
        Neighbour.STRONG if sign else strength,
    )
