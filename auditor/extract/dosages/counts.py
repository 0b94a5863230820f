"""Finds counts of tablets, puffs and the like."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.units import form_names, plain, unit_pattern, unit_values
from auditor.extract.dosages.words import alternatives
from auditor.extract.numbers import NUMBER, read_number

_FLAGS = re.IGNORECASE
_IN_DIGITS = re.compile(r"\s\(\d+\)")
"""A number said again in digits: "two (2) capsules"."""


@cache
def _count_pattern() -> re.Pattern[str]:
    form, unit = alternatives(list(form_names())), unit_pattern()
    spread = rf"{NUMBER}(?:\s\(\d+\))?(?:\s*(?:-|–|—|\bto\b|\bor\b)\s*{NUMBER}(?:\s\(\d+\))?)?"
    strength = rf"(?:(?P<each>{NUMBER})[\s-]?\s?(?P<unit>{unit})[\s-]*)?"
    adjective = r"(?:(?:whole|full|level|heaped|single|metered|oral|soft|hard|small|large|new|more|further)\s+){0,2}"
    article = r"(?:half\s+an?|half\s+of\s+an?|a\s+half|half|a\s+quarter\s+of\s+an?|an?|another)"
    return re.compile(
        rf"(?<![\w.,$€£/#-])(?:(?P<count>{spread})|(?P<article>{article}))\s+{adjective}{strength}{adjective}"
        rf"(?:[a-z][a-z-]{{3,24}}\s+(?={form}))?(?P<form>{form})(?![\w-])(?!\s+per\s+\d)"
        rf"(?:\s+of\s+(?:(?P<each2>{NUMBER})[\s-]?(?P<unit2>{unit})|(?=\d)(?P<pack>)))?",
        _FLAGS,
    )


_SHARES = {"half": Decimal("0.5"), "a half": Decimal("0.5"), "a quarter": Decimal("0.25")}


def find_counts(text: str) -> Iterator[Amount]:
    """Counted forms; "a 5 mL spoonful" and "one 15 mL spoonful" are volumes and come out as such."""
    for match in _count_pattern().finditer(text):
        values, form = _count_values(match), form_names()[plain(match["form"])]
        each: tuple[Decimal, ...] = ()
        each_unit = ""
        if match["pack"] is not None:
            continue  # "three boxes of 28"
        strength, strength_unit = match["each"] or match["each2"], match["unit"] or match["unit2"]
        if strength:
            each_unit, factor = unit_values()[plain(strength_unit)]
            each = (read_number(strength) * factor,)
        amount = Amount(match.start(), match.end(), values, form, each=each, each_unit=each_unit)
        if form == "spoonful":
            if not each:
                continue
            amount = Amount(match.start(), match.end(), tuple(value * each[0] for value in values), each_unit)
        if match["article"] and not each and plain(match["article"]) in ("a", "an", "another"):
            amount = replace(amount, values=(Decimal(1),))
        yield amount


def _count_values(match: re.Match[str]) -> tuple[Decimal, ...]:
    if match["count"]:
        count = _IN_DIGITS.sub("", match["count"])
        return tuple(read_number(number) for number in re.findall(NUMBER, count, _FLAGS))
    article = plain(match["article"])
    return (next((value for words, value in _SHARES.items() if article.startswith(words)), Decimal(1)),)
