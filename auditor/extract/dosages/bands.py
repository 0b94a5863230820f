"""Finds bands: of age ("aged 6 to 12"), of weight ("over 30 kg"), and the stages of a schedule ("weeks 1-4")."""

import re
from collections.abc import Mapping
from functools import cache

from auditor.extract.words import runs_of, words_of

_FLAGS = re.IGNORECASE | re.VERBOSE
_DECADE = re.compile(r"\bin\sthe\s(?:early\s|late\s)?(?:19|20)\d0s\b", re.IGNORECASE)
_STAGE = re.compile(
    r"\b(?P<unit>weeks?|days?|months?|cycles?|steps?|stages?|levels?|phases?|doses?|visits?|tier)\s"
    r"(?P<from>\d+|one|two|three|four|five|six|seven|eight)\b(?!\s?(?:mg|mcg|g|ml|iu|%|times|x\b|or\b|tablets?|capsules?|hours?)|[.,]\d)"
    r"(?:\s?(?:-|–|to|and)\s?(?P<to>\d+|on))?",
    re.IGNORECASE,
)
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[,:;.)|]|(?:take|takes|should|can|may|use|get|need|who|the|receive|start)\b)", re.IGNORECASE
)
"""What follows a number of years that is given without its unit: "adults over 65 take"."""
_FIRST = re.compile(
    r"\b(?:on\s)?(?:the\s)?(?:first|second|third|last|next|following)\s(?:\w+\s)?(?:days?|weeks?|months?)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\bsingle\s[\d.,]+\s?\w+\sdose\b", re.IGNORECASE)
_HINT = re.compile(
    r"\b(?:age[ds]?|years?|yrs?|y/?o|months?|mos?|weeks?|kg|lbs?|kilos?|over|under|older|younger)\b", re.IGNORECASE
)
_TELLING = words_of("s") | runs_of(
    f"{word}{ending}"
    for word in (
        *("week", "day", "month", "cycle", "step", "stage", "level", "phase", "dose", "visit", "tier", "single"),
        *("age", "aged", "year", "yr", "y", "o", "yo", "mo", "kg", "lb", "kilo", "over", "under", "older", "younger"),
    )
    for ending in ("", "s")
)
"""Words of which a text without a plus sign has one if it names a group, a stage or a decade (which leaves an "s")."""


@cache
def _band() -> re.Pattern[str]:
    unit = r"(?:years?|yrs?|y/?o|months?|mos?|kg|kilograms?|kilos?|lbs?|pounds?)"
    body = r"(?:\s?(?:of\s(?:age|body\s?weight|weight)|old))?"
    number = r"\d{1,3}(?:\.\d+)?"
    age = r"(?:\sthe\sage\sof|\sage)?\s?"
    measure = r"(?:mg|mcg|µg|g|ml|iu|units?|times|hours?|h|tablets?|capsules?|doses|puffs|drops|%)"
    return re.compile(
        rf"""(?<![\w.,$€£/])(?:
            (?P<age>age[ds]?(?:\sfrom|\sof|\sbetween)?:?\s?)?(?:from\s|between\s|weights?\s(?:of\s)?|weighing\s)?
              (?P<low>{number})\s?(?:(?P<lowunit>{unit})\s?)?(?:-|–|to|through|and)\s?(?P<high>{number})(?:-?\s?(?P<unit>{unit}))?{body}
          | (?P<over>(?:over|above|older\sthan|more\sthan|at\sleast|from|heavier\sthan|>=?|≥){age})
              (?P<min>{number})(?:\s?(?P<unit2>{unit}))?{body}
          | (?P<under>(?:under|below|younger\sthan|less\sthan|lighter\sthan|up\sto|<=?|≤){age})
              (?P<max>{number})(?:\s?(?P<unit3>{unit}))?{body}
          | (?P<age4>age[ds]?\s)?(?P<from>{number})\s?(?P<unit4>{unit})?{body}
              \s?(?:(?:and|or)\s(?:over|older|above|up|more|heavier)|\+)
          | (?P<age5>age[ds]?\s)?(?P<until>{number})\s?(?P<unit5>{unit})?{body}
              \s?(?:and|or)\s(?:under|younger|below|less)
          | (?P<age6>age[ds]?\s|(?:person|people|adult|child|someone|weighing|weighs?|weight)\s(?:of\s)?)
              (?P<only>{number})(?:\s?(?P<unit6>{unit}))?{body}
          | (?P<only7>{number})[\s-](?P<unit7>kg|lb|pound|year|month)s?[\s-]
              (?:old|person|adult|man|woman|child|patient|male|female|individual)
        )(?![\w%]|\s?{measure}\b)""",
        _FLAGS,
    )


def find_bands(text: str) -> tuple[Mapping[str, str], tuple[tuple[int, int], ...]]:
    """The groups and stages a text names, by scope key, and where they stand."""
    if words_of(text).isdisjoint(_TELLING) and "+" not in text:
        return {}, ()
    found: dict[str, list[str]] = {}
    spans: list[tuple[int, int]] = []
    if _SINGLE.search(text):
        found["phase"] = ["emergency"]
    decade = _DECADE.search(text)
    if decade:
        found["origin"] = ["history"]
    for match in _STAGE.finditer(text):
        found.setdefault("phase", []).append(" ".join(match.group().lower().replace("–", "-").split()))
        spans.append(match.span())
    for match in _FIRST.finditer(text):
        found.setdefault("phase", []).append(" ".join(match.group().lower().split()).removeprefix("on "))
        spans.append(match.span())
    if _HINT.search(text) or "+" in text:
        for match in _band().finditer(text):
            band = _read(match)
            if band:
                found.setdefault("population", []).append(band)
                spans.append(match.span())
    return {key: "+".join(sorted(set(values))) for key, values in found.items()}, tuple(spans)


def _read(match: re.Match[str]) -> str:
    """A band as "6-12 y", ">65 y" or "<30 kg"; empty where it is none of age or weight."""
    unit = _unit(
        next(
            (match[name] for name in ("unit", "unit2", "unit3", "unit4", "unit5", "unit6", "unit7") if match[name]), ""
        )
    )
    aged = any(match[name] for name in ("age", "age4", "age5", "age6"))
    if match["low"]:
        first = _unit(match["lowunit"] or "") or unit
        low = match["low"] if first == unit else f"{match['low']} {first}"
        return f"{low}-{match['high']} {unit or 'y'}" if unit or aged else ""
    if match["only"] or match["only7"]:
        return f"{match['only'] or match['only7']} {unit or 'y'}"
    low, high = match["min"] or match["from"], match["max"] or match["until"]
    whole = re.search(r"\bage", match.group(), re.IGNORECASE)
    if not unit and not whole and not aged and not (match["over"] or match["under"]):
        return ""
    if not unit and not aged and not whole and not _STANDS_ALONE.match(match.string, match.end()):
        return ""
    if not unit and (match["over"] or "").lower().startswith(("from", "at least", "more", ">", "≥")) and not whole:
        return ""
    if not unit and (match["under"] or "").lower().startswith(("up", "less", "<", "≤")) and not whole:
        return ""
    if low == "18" and unit in ("", "y"):
        return "adult"
    return f">{low} {unit or 'y'}" if low else f"<{high} {unit or 'y'}"


def _unit(word: str) -> str:
    lowered = word.lower()
    if lowered.startswith(("mo",)):
        return "mo"
    if lowered.startswith(("lb", "pound")):
        return "lb"
    return "kg" if lowered.startswith("k") else "y" if lowered else ""
