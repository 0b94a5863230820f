"""What may follow a number: percent signs, fold words, units of measure, magnitudes."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from auditor.extract.numbers import MAGNITUDES


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def symbols() -> Mapping[str, str]:
    """Every way to write a unit: its canonical symbol."""
    lists = tomllib.loads(files("auditor.extract.quantities").joinpath("units.toml").read_text("utf-8"))
    return {word: symbol for symbol, words in lists.items() for word in words}


@cache
def unit_pattern() -> re.Pattern[str]:
    """To be matched at the end of a number, on lower case."""
    unit = rf"(?:{alternatives(symbols())})(?![a-zµμ²0-9]|\.[a-z])"
    magnitude = alternatives(word for word in MAGNITUDES if len(word) > 1)
    return re.compile(
        rf"""\+?(?P<magnitude>[\s-]?(?:{magnitude})\b|[kmb]n?(?![a-z0-9]))?(?P<more>\s?\+)?
        (?:
            (?P<percent>\s?%|[\s-]?(?:percent|per\s?cent|pct)(?![a-z]))\+?(?P<points>(?:age)?[\s-]points?\b|[\s-]pts?\b)?
          | (?P<points_alone>\s(?:percentage|%-?)[\s-]?points?\b|\s?pp\b)
          | (?P<fold>[\s-]?fold\b|\s?[x×](?![a-z0-9])|\stimes\b)
          | (?P<money>\s(?:dollars?|euros?)\b)
          | (?P<measure>[\s-]?(?P<unit>{unit}(?:(?:\s?/\s?|\sper\s)(?:{unit}|[a-z]{{2,12}}))*))
        )?""",
        re.VERBOSE,
    )


def canonical(unit: str) -> str:
    """The symbol of a unit as written, parts of a compound one by one."""
    parts = re.split(r"\s?/\s?|\sper\s", " ".join(unit.split()))
    return "/".join(symbols().get(part, part) for part in parts)
