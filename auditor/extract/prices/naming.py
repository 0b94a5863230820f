"""Reads the name of a product from a heading, a line of its own, or the words beside a price."""

import re
from dataclasses import dataclass
from functools import cache

from auditor.extract.dosages.names import Names
from auditor.extract.prices.parts import read_form, read_packs, read_strength, substance
from auditor.extract.prices.words import Rest, alternatives, meanings, words
from auditor.extract.quantities import lowered
from auditor.model import Page
from auditor.model.price import Pack

_FIRST_PART = re.compile(r"\s[-–—|·/]\s|[|:(·]|,\s|\.\s|\s(?:by|from)\s")
_PARENTHESES = re.compile(r"\(([^()]{1,60})\)")
_COSTS = re.compile(r"[®™]?\s(?:now\s)?(?:costs?|sells?|starts?)\b")
_MARKS = re.compile(r"[®™©*.!?\s]+$|[®™©]")
_HEADING = 200
"""Characters of a heading that are read."""
_LONGEST = 6
"""Words of the name of a product."""


@dataclass(frozen=True, slots=True)
class Product:
    """What a text says of a product."""

    name: str = ""
    strength: str = ""
    form: str = ""
    packs: tuple[Pack, ...] = ()
    rest: str = ""
    """The text in lower case without all that."""
    known: bool = False
    """Whether it is a known drug."""
    context: tuple[str, ...] = ()
    """As `Price.context`."""


@cache
def lexical() -> Names:
    """The drugs that are known by name."""
    return Names({})


def first_part(text: str) -> str:
    """What stands before the first sign that parts a heading: "Zelvane" of "Zelvane | Buy online"."""
    return _MARKS.sub("", _FIRST_PART.split(_MARKS.sub("", text[:_HEADING]), maxsplit=1)[0])


def product_of(text: str) -> Product:
    """The product that a heading names; the drug where there is one, else all its words unless any shop has them.

    A brand in parentheses is told in its rest: it is not the same as without.
    """
    first = first_part(text)
    rest = Rest(lowered(first))
    packs, told = read_packs(rest)
    strength = read_strength(rest)
    form = read_form(rest) or told
    drugs = lexical().find(rest.text)
    start, end = (drugs[0].start, drugs[-1].end) if drugs else (0, len(rest.text))
    name = " ".join(rest.text[start:end].split())
    rest.drop(start, end)
    if drugs or _is_special(name):
        return Product(name, strength, form, packs, f"{rest.text} {_brand_behind(text, first)}", bool(drugs))
    return Product(form, strength, "", packs) if form and not name else Product()


def _brand_behind(text: str, name: str) -> str:
    """The brands in parentheses behind a name."""
    said = _PARENTHESES.findall(lowered(text[: len(name) + _HEADING]))
    return " ".join(each.brand for part in said for each in lexical().find(part))


def _is_special(name: str) -> bool:
    """Whether the words of a heading may well be the name of a product."""
    generic = words("plain", "headings") | {"what", "how"}
    return len(name.split()) <= _LONGEST and any(word not in generic for word in substance(name))


@cache
def _capitalised_pattern() -> re.Pattern[str]:
    """Capitalised words at the start, and what may follow the name of a product."""
    form = alternatives({**meanings("preparations"), **meanings("counted")})
    return re.compile(
        r"\s*(?:(?i:an?|the|our|buy|order)\s+)?(?P<name>[A-Z][\w'’+-]*(?:\s[A-Z][\w'’+-]*){0,3})(?![\w'’+-])"
        rf"(?=[®™]?\s*(?:$|[\d$£€:(,–—-]|\b(?i:{form}|at|costs?|for|from|is|now|sells|starts?)\b))",
        re.ASCII,
    )


def capitalised(text: str) -> str:
    """A name that a text in its own case begins with, which no list knows: "Zelvane" of "Zelvane 20 mg, 30 tablets"."""
    match = _capitalised_pattern().match(text)
    return product_of(match["name"]).name if match is not None and substance(match["name"].lower()) else ""


def is_subject(text: str) -> bool:
    """Whether it says what such a name costs: "Zelvane now costs"."""
    match = _capitalised_pattern().match(text)
    return match is not None and _COSTS.match(text, match.end("name")) is not None


def tells_of_all(page: Page) -> bool:
    """Whether a page is the first of its site, its price list, its questions or the like, and of no single product."""
    path = [each for each in re.split(r"[/\\]", page.location.partition("?")[0]) if each]
    name = path[-1].partition(".")[0].lower() if path else ""
    return name == "index" or bool(frozenset(re.findall(r"[a-z]+", name)) & words("offering", "pages"))
