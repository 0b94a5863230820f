"""Reads what stands beside an amount: its bound, what it is for each, the pack, strength and form."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from auditor.extract.dosages.units import unit_pattern, unit_values
from auditor.extract.dosages.words import table
from auditor.extract.numbers import DIGITS, WORDS, read_number
from auditor.extract.prices.words import Rest, alternatives, any_word, meanings, words
from auditor.model.price import Pack

_NUMBERED = re.compile(rf"\d|supply|\b(?:{WORDS})\b")
"""A text without any of these tells no pack."""
_NUMBER = rf"(?:{DIGITS}|(?:{WORDS})\b)"
_DAYS = {"day": ("day", 1), "week": ("day", 7), "month": ("month", 1), "year": ("month", 12)}
_COMPARED = {"<=": "up to", ">=": "over", ">": "over", "<": "under"}
_ANY = "pill"
"""A counted form that tells no preparation."""


@dataclass(frozen=True, slots=True)
class Each:
    """What the amount is for each, and the preparation that this tells."""

    per: str = ""
    form: str = ""
    end: int = 0
    """Where the words for it end, when they stand right behind the amount."""


@cache
def _each_pattern() -> re.Pattern[str]:
    units = {**meanings("per"), **meanings("counted")}
    times, unit = alternatives(("mo", "month", "week", "day", "year", "yr", "wk")), alternatives(units)
    sign = rf"\s?/(?!\s)|/\s|\s/\s(?={times})|\s?\b(?:per|an?|each|every|for\s(?:each|one|an?))\s"
    return re.compile(
        rf"\*?(?:(?:{sign})(?P<named>{unit})|\s?(?P<alone>each|apiece|monthly|weekly|yearly|annually|quarterly))"
        r"(?![\w-])\*?"
    )


def read_each(rest: Rest, end: int) -> Each:
    """What is said right behind the amount, which ends at `end`."""
    match = _each_pattern().match(rest.text, end)
    if match is None:
        return Each()
    rest.drop(*match.span())
    return _each(match["named"] or match["alone"], match.end())


@cache
def _header_pattern() -> re.Pattern[str]:
    unit = alternatives({**meanings("per"), **meanings("counted")})
    return re.compile(
        rf"(?:\bper\s|/\s?)(?P<named>{unit})(?![\w-])|\b(?P<alone>monthly|weekly|daily|yearly|annually)\b"
    )


def each_in(header: str) -> Each:
    """What a header in lower case says the amounts below it are for: "price per pill", "monthly cost"."""
    match = _header_pattern().search(header)
    return _each(match["named"] or match["alone"], 0) if match is not None else Each()


def _each(word: str, end: int) -> Each:
    form = meanings("counted").get(word)
    if form is not None:
        return Each("unit", "" if form == _ANY else form, end)
    return Each(meanings("per")[word], "", end)


@cache
def _bound_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(meanings('bounds'))})(?:\s(?:just|only|costs?))?:?\s*$")


def read_bound(rest: Rest, start: int, approximator: str, comparator: str) -> tuple[str, int]:
    """What limits the amount that starts at `start`, and where the words for it begin."""
    found = meanings("bounds").get(approximator, "") or _COMPARED.get(comparator, "")
    begin = start
    match = _bound_pattern().search(rest.text, 0, start)
    if match is not None:
        begin = match.start()
        rest.drop(begin, start)
        found = found or meanings("bounds")[re.sub(r"\s(?:just|only|costs?):?\s*$|:?\s*$", "", match.group())]
    if not found:
        said = rest.take(any_word("bounds", "about"))
        found = "about" if said else ""
    return found, begin


@cache
def _pack_patterns() -> tuple[re.Pattern[str], ...]:
    form, container = alternatives(meanings("counted")), r"(?:bottle|box|pack|package|packet|blister|jar|tub)"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?P<count>{_NUMBER})[\s-]?(?P<time>day|week|month|year)s?['’]?[\s-](?:supply|course|pack|bottle|kit)s?\b",
            r"\b(?P<one>an?|one)\s(?P<time>day|week|month|year)['’]?s?['’]?\ssupply\b|\b(?P<ly>monthly)\ssupply\b",
            rf"\b{container}s?\sof\s(?P<count>{_NUMBER})(?:\s(?P<form>{form}))?(?![\w-])",
            rf"(?<![\w.,-])(?P<count>{_NUMBER})[\s-]*(?P<form>{form})(?![\w-])(?:[\s-](?:{container}|supply))?",
            rf"(?<![\w.,-])(?P<count>{_NUMBER})[\s-]?(?:count|ct|pack|pk|units?|pcs|pieces|doses)\b",
            r"(?<![\w.,-])(?P<count>\d+)\s?[x×]\s?(?=\d)|(?<![a-z])[x×]\s?(?P<times>\d+)(?![\w.,])",
            rf"(?<![\w.,-])(?P<count>{_NUMBER})\s?(?P<volume>ml|g)[\s-](?:bottle|jar|pump|tube|vial|pen)s?\b",
        )
    )


def read_packs(rest: Rest) -> tuple[tuple[Pack, ...], str]:
    """How much is bought, and the preparation that this tells."""
    packs, form = set(), ""
    if _NUMBERED.search(rest.text) is None:
        return (), ""
    for pattern in _pack_patterns():
        for match in rest.take(pattern):
            packs.add(_pack(match.groupdict()))
            named = meanings("counted").get(match.groupdict().get("form") or "", "")
            form = form or ("" if named == _ANY else named)
    return tuple(sorted(packs)), form


def _pack(said: Mapping[str, str | None]) -> Pack:
    count = read_number(said.get("count") or said.get("times") or "1")
    time, volume = said.get("time") or ("month" if said.get("ly") else ""), said.get("volume")
    if time:
        unit, factor = _DAYS[time]
        return Pack(count * factor, unit)
    return Pack(count, {"ml": "mL", None: "unit"}.get(volume, volume or ""))


@cache
def _strength_pattern() -> re.Pattern[str]:
    unit = unit_pattern()
    return re.compile(
        rf"(?<![\w.,$€£#-])(?P<low>{DIGITS})(?:\s?(?:-|–|to)\s?(?P<high>{DIGITS}))?[\s-]?(?P<unit>{unit})(?P<in>\s?/\s?[a-zµμ]+)?"
    )


def read_strength(rest: Rest) -> str:
    """The strengths named, in order of their values, each in its canonical unit."""
    if not any(map(str.isdigit, rest.text)):
        return ""
    found = {each for match in rest.take(_strength_pattern()) for each in _strengths(match)}
    return ", ".join(f"{value.normalize():f} {unit}" for value, unit in sorted(found))


def _strengths(match: re.Match[str]) -> Iterator[tuple[Decimal, str]]:
    unit, factor = unit_values()[" ".join(match["unit"].split())]
    inside = "".join((match["in"] or "").split())
    for number in filter(None, (match["low"], match["high"])):
        yield read_number(number) * factor, f"{unit}{inside}"


def read_form(rest: Rest) -> str:
    """The preparation named; nothing where several are."""
    named = {**meanings("preparations"), **meanings("counted")}
    found = {named[match.group()] for match in rest.take(_form_pattern())} - {_ANY}
    return next(iter(found)) if len(found) == 1 else ""


@cache
def _form_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives({**meanings('preparations'), **meanings('counted')})})(?![\w-])")


_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def substance(text: str) -> tuple[str, ...]:
    """The words of a text in lower case that may part two prices, sorted, each once."""
    plain = words("plain", "terms") | frozenset(table("numbers")).intersection(("one",))
    return tuple(sorted({_singular(word) for word in _WORD.findall(text) if word not in plain}))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
