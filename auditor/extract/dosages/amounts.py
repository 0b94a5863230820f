"""Finds amounts: a number or several with a unit, or a count of tablets, puffs and the like."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.counts import find_counts
from auditor.extract.dosages.divisors import with_divisor
from auditor.extract.dosages.units import form_words, plain, unit_pattern, unit_values, unit_words
from auditor.extract.numbers import NUMBER, SIGNS, read_number, small
from auditor.extract.words import matches, runs_of, words_of

_FLAGS = re.IGNORECASE
_FIRST = "eEfFhHnNoOqQsStTzZ\u017f"
"""The letters with which numbers in words begin."""
_STARTS = re.compile(rf"[\d.{''.join(SIGNS)}{_FIRST}](?<![\w.,$€£/#].)")
"""Where an amount may begin."""
_BETWEEN = re.compile(r"\bbetween\s$", _FLAGS)
_SPOON = re.compile(r"\b(?P<half>half\s+)?an?\s+(?:(?:level|heaped)\s+)?(?P<unit>(?:tea|table)spoon(?:ful)?)\b", _FLAGS)


@cache
def _amounts() -> re.Pattern[str]:
    unit, gap = unit_pattern(), r"[\s-]?\s?"
    joint = r"\s*(?:-|–|—|‑|\bto\b|\bor\b|\band\b|&|,\s*(?:and|or)\b|,)\s*"
    member = rf"{NUMBER}(?:\s*/\s*|(?:{gap}{unit})?{joint})"
    return re.compile(rf"(?<![\w.,$€£/#])(?P<numbers>(?:{member}){{0,7}}{NUMBER}){gap}(?P<unit>{unit})", _FLAGS)


@cache
def _members() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>{NUMBER})(?:[\s-]?\s?(?P<unit>{unit_pattern()}))?(?P<joint>\W*(?:to|or|and)?\W*)", _FLAGS
    )


def find_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of a text in order, counted forms included; content of food and blood left out."""
    words, (units, forms) = words_of(text), _needed()
    measured = [*_measured(text), *_spoons(text)] if "%" in text or not words.isdisjoint(units) else []
    counts = list(find_counts(text)) if not words.isdisjoint(forms) else []
    taken = [(count.start, count.end) for count in counts]
    rest = [each for each in measured if not any(start <= each.start < end for start, end in taken)]
    return tuple(sorted((*rest, *counts), key=lambda amount: amount.start))


@cache
def _needed() -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Without these words of units there is no amount but in per cent, without those of forms no count."""
    return runs_of(unit_words()), runs_of(form_words())


def _measured(text: str) -> Iterator[Amount]:
    covered = 0
    for match in matches(_amounts(), text, _STARTS):
        if match.start() < covered:
            continue
        amount = _read(match, _first_member(match))
        if amount.listed and len(amount.values) == 2 and _BETWEEN.search(text, max(0, amount.start - 9), amount.start):
            amount = replace(amount, listed=False)
        end, divided = with_divisor(text, amount)
        covered = end
        if divided is not None:
            yield divided


def _spoons(text: str) -> Iterator[Amount]:
    for match in _SPOON.finditer(text):
        unit, factor = unit_values()[small(match["unit"])]
        yield Amount(match.start(), match.end(), (factor / 2 if match["half"] else factor,), unit)


def _first_member(match: re.Match[str]) -> int:
    """Where the list truly begins: members joined by a bare comma belong only to a list of three."""
    numbers = match["numbers"]
    if numbers.isdecimal():
        return 0
    start = 0
    for member in list(_members().finditer(numbers))[:-1]:
        joint = member["joint"].strip().lower()
        if joint == "," and member["unit"] is None and len(list(_members().finditer(numbers))) < 3:
            start = member.end()
    return start


def _read(match: re.Match[str], first: int) -> Amount:
    members = list(_members().finditer(match["numbers"], first))
    unit, factor = unit_values()[plain(match["unit"])]
    values: list[Decimal] = []
    for member in members:
        own = unit_values()[plain(member["unit"])] if member["unit"] else (unit, factor)
        if own[0] != unit:  # two measures of different sorts side by side: the last alone
            values.clear()
            first = member.end()
            continue
        values.append(read_number(member["number"]) * own[1])
    joints = [member["joint"].strip().lower() for member in members[:-1]]
    listed = any(joint not in ("-", "–", "—", "‑", "to") for joint in joints)
    return Amount(match.start("numbers") + first, match.end(), tuple(values), unit, listed and len(values) > 1)
