"""Reads what an amount is divided by: body weight, time, a volume, a tablet."""

import re
from dataclasses import replace
from decimal import Decimal

from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.units import form_names, plain

_PER = re.compile(
    r"""\s?(?:/|\bper\b|\ba(?=\s+kilo)|\bof\b(?=\s+body)|\beach\b|\bin\b(?=\s*\d))\s?
        (?P<what>kg|kilograms?|kilo|m2|m²|m\^2|square\s+met(?:er|re)|lbs?|pounds?|hr|hrs|h|hours?|min|mins|minutes?|
        \d*(?:\.\d+)?\s?ml|millilit(?:re|er)|dl|l|lit(?:re|er)|day|d|night|dose|week|wk|month|
        \d*\s?(?:g|grams?|oz|ounces?|cups?|serving|slices?|squares?|tbsp)|
        tablets?|tabs?|capsules?|caps?|pills?|caplets?|softgels?|sachets?|packets?|scoops?|gumm(?:y|ies)|lozenges?|
        troches?|patch|spray|puff|actuation|drops?|vial|ampoule|pen|syringe|injection|bottle|serving|piece|strip|half)
        (?![A-Za-z])(?:\s+of\s+(?:ideal\s+|lean\s+)?body\s*-?(?:weight|mass)|\s+body\s*-?weight|\s+bodyweight)?""",
    re.VERBOSE | re.IGNORECASE,
)
_BODY = {"m²": "m2", "m^2": "m2", "lbs": "lb", "pound": "lb", "pounds": "lb"}
_BODY |= dict.fromkeys(("kilogram", "kilograms", "kilo"), "kg")
_TIME = {"hr": "h", "hrs": "h", "hour": "h", "hours": "h", "mins": "min", "minute": "min", "minutes": "min"}


def with_divisor(text: str, amount: Amount) -> tuple[int, Amount | None]:
    """Where it ends, and the amount with what it is divided by; None for the content of food or blood."""
    for _ in range(3):
        match = _PER.match(text, amount.end)
        if match is None:
            break
        changed = _divided(amount, plain(match["what"]))
        if changed is None:
            return match.end(), None
        amount = replace(changed, end=match.end())
    return amount.end, amount


def _divided(amount: Amount, what: str) -> Amount | None:
    body, form = _BODY.get(what, what), form_names().get(what)
    if body in ("kg", "m2", "lb"):
        return replace(amount, unit=f"{amount.unit}/{body}")
    if _TIME.get(what, what) in ("h", "min"):
        return replace(amount, unit=f"{amount.unit}/{_TIME.get(what, what)}")
    if what in ("day", "d", "night"):
        return replace(amount, per_day=True)
    if what in ("week", "wk", "month"):
        return replace(amount, unit=f"{amount.unit}/{'week' if what == 'wk' else what}")
    if what == "dose":
        return amount
    volume = re.fullmatch(r"(\d*(?:\.\d+)?)\s?(?:ml|millilit(?:re|er))", what)
    if volume:
        divisor = Decimal(volume[1] or 1) or Decimal(1)
        return replace(amount, unit=f"{amount.unit}/mL", values=tuple(value / divisor for value in amount.values))
    return replace(amount, per=form) if form else None
