"""Finds amounts: a number or several with a unit, or a count of tablets, puffs and the like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from auditor.extract.dosages.numbers import NUMBER, read_number
from auditor.extract.dosages.words import alternatives, table

_FLAGS = re.IGNORECASE
_LETTERS = re.compile(r"[a-zµμ%]+")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at [start, end) of a text, in the canonical unit."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    unit: str
    """mg, mL, unit, %, or a counted form; with "/kg", "/m2", "/h", "/mL" and so on behind it."""
    listed: bool = False
    """Whether the values are alternatives ("25 mg and 50 mg") and not the ends of a range."""
    per_day: bool = False
    per: str = ""
    """The unit or form of which this is the content: "tablet" in "50 mg per tablet"."""
    each: tuple[Decimal, ...] = ()
    """For a count: the strength of each, in `each_unit`."""
    each_unit: str = ""

    @property
    def low(self) -> Decimal:
        return min(self.values)

    @property
    def high(self) -> Decimal:
        return max(self.values)

    @property
    def counted(self) -> bool:
        return self.unit in table("forms")


@cache
def unit_values() -> dict[str, tuple[str, Decimal]]:
    """Every unit word: its canonical unit and how many of them it stands for."""
    return {word: (unit, Decimal(factor)) for unit, words in table("units").items() for word, factor in words.items()}


@cache
def form_names() -> dict[str, str]:
    """Every word of a counted form: its canonical form."""
    return {word: form for form, words in table("forms").items() for word in words}


def letters(text: str) -> list[str]:
    """The runs of letters of a text in lower case, units torn from their numbers."""
    return _LETTERS.findall(text.lower())


@cache
def unit_words() -> frozenset[str]:
    """The last words of units: no amount is without one."""
    return frozenset(letters(phrase)[-1] for phrase in unit_values())


@cache
def form_words() -> frozenset[str]:
    """The last words of counted forms: no count is without one."""
    return frozenset(letters(phrase)[-1] for phrase in form_names())


@cache
def _unit_pattern() -> str:
    return rf"(?:%|(?:{alternatives([unit for unit in unit_values() if unit != '%'])})(?![A-Za-zµμ]))"


@cache
def _amounts() -> re.Pattern[str]:
    unit, gap = _unit_pattern(), r"[\s-]?\s?"
    joint = r"\s*(?:-|–|—|‑|\bto\b|\bor\b|\band\b|&|,\s*(?:and|or)\b|,)\s*"
    member = rf"{NUMBER}(?:\s*/\s*|(?:{gap}{unit})?{joint})"
    return re.compile(rf"(?<![\w.,$€£/#])(?P<numbers>(?:{member}){{0,7}}{NUMBER}){gap}(?P<unit>{unit})", _FLAGS)


@cache
def _members() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>{NUMBER})(?:[\s-]?\s?(?P<unit>{_unit_pattern()}))?(?P<joint>\W*(?:to|or|and)?\W*)", _FLAGS
    )


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
_BODY = {
    "kilogram": "kg",
    "kilograms": "kg",
    "kilo": "kg",
    "m²": "m2",
    "m^2": "m2",
    "lb": "lb",
    "lbs": "lb",
    "pound": "lb",
    "pounds": "lb",
}
_TIME = {"hr": "h", "hrs": "h", "hour": "h", "hours": "h", "mins": "min", "minute": "min", "minutes": "min"}


def find_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of a text in order, counted forms included; content of food and blood left out."""
    words = set(letters(text))
    measured = [*_measured(text), *_spoons(text)] if words & unit_words() else []
    counts = list(_counts(text)) if words & form_words() else []
    taken = [(count.start, count.end) for count in counts]
    rest = [each for each in measured if not any(start <= each.start < end for start, end in taken)]
    return tuple(sorted((*rest, *counts), key=lambda amount: amount.start))


def _measured(text: str) -> Iterator[Amount]:
    covered = 0
    for match in _amounts().finditer(text):
        if match.start() < covered:
            continue
        amount = _read(match, _first_member(match))
        if amount.listed and len(amount.values) == 2 and _BETWEEN.search(text, max(0, amount.start - 9), amount.start):
            amount = replace(amount, listed=False)
        end, divided = _with_divisor(text, amount)
        covered = end
        if divided is not None:
            yield divided


_BETWEEN = re.compile(r"\bbetween\s$", _FLAGS)
_SPOON = re.compile(r"\b(?P<half>half\s+)?an?\s+(?:(?:level|heaped)\s+)?(?P<unit>(?:tea|table)spoon(?:ful)?)\b", _FLAGS)


def _spoons(text: str) -> Iterator[Amount]:
    for match in _SPOON.finditer(text):
        unit, factor = unit_values()[match["unit"].lower()]
        yield Amount(match.start(), match.end(), (factor / 2 if match["half"] else factor,), unit)


def _first_member(match: re.Match[str]) -> int:
    """Where the list truly begins: members joined by a bare comma belong only to a list of three."""
    numbers = match["numbers"]
    start = 0
    for member in list(_members().finditer(numbers))[:-1]:
        joint = member["joint"].strip().lower()
        if joint == "," and member["unit"] is None and len(list(_members().finditer(numbers))) < 3:
            start = member.end()
    return start


def _read(match: re.Match[str], first: int) -> Amount:
    members = list(_members().finditer(match["numbers"], first))
    unit, factor = unit_values()[_plain(match["unit"])]
    values: list[Decimal] = []
    for member in members:
        own = unit_values()[_plain(member["unit"])] if member["unit"] else (unit, factor)
        if own[0] != unit:  # two measures of different sorts side by side: the last alone
            values.clear()
            first = member.end()
            continue
        values.append(read_number(member["number"]) * own[1])
    joints = [member["joint"].strip().lower() for member in members[:-1]]
    listed = any(joint not in ("-", "–", "—", "‑", "to") for joint in joints)
    return Amount(match.start("numbers") + first, match.end(), tuple(values), unit, listed and len(values) > 1)


def _plain(unit: str) -> str:
    return " ".join(unit.lower().split())


def _with_divisor(text: str, amount: Amount) -> tuple[int, Amount | None]:
    """Where it ends, and the amount with what it is divided by; None for the content of food or blood."""
    for _ in range(3):
        match = _PER.match(text, amount.end)
        if match is None:
            break
        changed = _divided(amount, " ".join(match["what"].lower().split()))
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
        return replace(amount, unit=f"{amount.unit}/{what}")
    if what == "dose":
        return amount
    volume = re.fullmatch(r"(\d*(?:\.\d+)?)\s?(?:ml|millilit(?:re|er))", what)
    if volume:
        divisor = Decimal(volume[1] or 1) or Decimal(1)
        return replace(amount, unit=f"{amount.unit}/mL", values=tuple(value / divisor for value in amount.values))
    return replace(amount, per=form) if form else None


@cache
def _count_pattern() -> re.Pattern[str]:
    form, unit = alternatives(list(form_names())), _unit_pattern()
    spread = rf"{NUMBER}(?:\s*(?:-|–|—|\bto\b|\bor\b)\s*{NUMBER})?"
    strength = rf"(?:(?P<each>{NUMBER})[\s-]?\s?(?P<unit>{unit})[\s-]*)?"
    adjective = r"(?:(?:whole|full|level|heaped|single|metered|oral|soft|hard|small|large|new|more|further)\s+){0,2}"
    article = r"(?:half\s+an?|half\s+of\s+an?|a\s+half|half|a\s+quarter\s+of\s+an?|an?|another)"
    return re.compile(
        rf"(?<![\w.,$€£/#-])(?:(?P<count>{spread})|(?P<article>{article}))\s+{adjective}{strength}{adjective}"
        rf"(?:[a-z]{{4,15}}\s+(?={form}))?(?P<form>{form})(?![\w-])(?!\s+(?:of|per)\s+\d)",
        _FLAGS,
    )


_SHARES = {"half": Decimal("0.5"), "a half": Decimal("0.5"), "a quarter": Decimal("0.25")}


def _counts(text: str) -> Iterator[Amount]:
    """Counted forms; "a 5 mL spoonful" and "one 15 mL spoonful" are volumes and come out as such."""
    for match in _count_pattern().finditer(text):
        values, form = _count_values(match), form_names()[_plain(match["form"])]
        each: tuple[Decimal, ...] = ()
        each_unit = ""
        if match["each"]:
            each_unit, factor = unit_values()[_plain(match["unit"])]
            each = (read_number(match["each"]) * factor,)
        amount = Amount(match.start(), match.end(), values, form, each=each, each_unit=each_unit)
        if form == "spoonful":
            if not each:
                continue
            amount = Amount(match.start(), match.end(), tuple(value * each[0] for value in values), each_unit)
        if match["article"] and not each and _plain(match["article"]) in ("a", "an", "another"):
            amount = replace(amount, values=(Decimal(1),))
        yield amount


def _count_values(match: re.Match[str]) -> tuple[Decimal, ...]:
    if match["count"]:
        return tuple(read_number(number) for number in re.findall(NUMBER, match["count"], _FLAGS))
    article = _plain(match["article"])
    return (next((value for words, value in _SHARES.items() if article.startswith(words)), Decimal(1)),)
