"""Reads what an amount of money buys as plain words, so that one offer is known again however it is laid out."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from auditor.extract.measures.words import stem, words_of
from auditor.extract.prices.naming import lexical, tells_of_all
from auditor.extract.prices.parts import read_form, read_packs, read_strength
from auditor.extract.prices.phrases import Phrase
from auditor.extract.prices.products import is_nameless
from auditor.extract.prices.surroundings import said_around
from auditor.extract.prices.words import Rest, alternatives, meanings, words
from auditor.extract.quantities import lowered
from auditor.model import Block, BlockKind, Page, Region
from auditor.model.price import PERIODS, Bought, Pack

_SIDE = re.compile(r"\s*\*?(?:for|if|on|with|without|as|when|in\s(?:a|one|two|packs))\b(?P<said>[^,;.(–—]{0,60})")
"""What is said behind an amount of what it buys."""
_END = re.compile(r"\s(?:and|but|so|which)\s")
_CLAUSE = re.compile(r"[;.!?]\s|\s[–—]\s")
_SHORT = 40
"""Characters of a line on a card."""
_CARD = 4
"""Blocks from the heading of a card to its price."""
_ASIDE = re.compile(r",\s(?:including|no|plus|which|with)\s[^,]{0,80},")
_NAME = 3
"""Words of a heading that may be the name of a seller."""
_ENOUGH = 2
"""Words of substance that name a product without the page's heading."""


def bought(phrase: Phrase, page: Page, block: Block, main: str, *, pressed: bool) -> Bought:
    """What an amount buys, told by its phrase and row, else by its card, else by its page.

    Args:
        phrase: the words around the amount.
        page: its page.
        block: its block.
        main: what the page is called.
        pressed: whether it stands on a control to buy.
    """
    near = _told(*_around_amount(phrase), said_around(page, block))
    named = _Told() if tells_of_all(page) or _is_nameless(main) else _told(main)
    if _names(near.words):
        alone = not named.words or named.words & near.words or not _is_bare_name(main)
        return _bought((near,) if alone or words("offering", "own") & {*words_of(phrase.text)} else (near, named))
    above = _Told() if pressed and block.region is Region.MAIN else _told(*_card(page, block, main))
    if _names(above.words) or (block.region is Region.CARD and _substance(above.words)):
        return _bought((near, above))
    return _bought((near, above, named))


class _Told(NamedTuple):
    """What some texts tell."""

    words: frozenset[str] = frozenset()
    packs: tuple[Pack, ...] = ()
    strength: str = ""
    form: str = ""


def _told(*texts: str) -> _Told:
    rest = Rest(lowered("\n".join(texts)))
    packs, told = read_packs(rest)
    strength = read_strength(rest)
    form = read_form(rest) or told
    return _Told(_words(rest.text), packs, strength, form)


def _bought(tellings: Sequence[_Told]) -> Bought:
    """What they tell together; of strength, form and pack the nearest counts."""
    words = frozenset[str]().union(*(each.words for each in tellings))
    if not _substance(words):
        return Bought()
    same = {meanings("same").get(word, stem(word) if word.isalpha() else word) for word in words}
    every = sorted(same & PERIODS)
    return Bought(
        tuple(sorted(same - PERIODS)),
        every[0] if len(every) == 1 else "",
        next((each.packs for each in tellings if each.packs), ()),
        next((each.strength for each in tellings if each.strength), ""),
        next((each.form for each in tellings if each.form), ""),
    )


def _is_bare_name(heading: str) -> bool:
    """Whether a heading is nothing but a name, which may be another seller's."""
    told = heading.split()
    return len(told) <= _NAME and all(each[:1].isupper() for each in told) and not lexical().find(heading)


def _is_nameless(heading: str) -> bool:
    """Whether a heading asks, calls or names no product."""
    return is_nameless(heading) or bool({*words_of(heading)} & words("offering", "pages"))


def _around_amount(phrase: Phrase) -> Iterator[str]:
    """What stands before the amount in its clause, and right behind it."""
    start, end = phrase.at
    yield _ASIDE.sub(" ", _CLAUSE.split(phrase.text[:start])[-1])
    behind = _SIDE.match(phrase.text, _behind_unit(phrase.text, end))
    if behind is not None:
        yield _END.split(behind["said"])[0]


@cache
def _unit_pattern() -> re.Pattern[str]:
    unit = alternatives({**meanings("per"), **meanings("counted")})
    return re.compile(rf"(?:\.\d\d)?\s?(?:/\s?|per\s|an?\s|each\s|every\s)(?:{unit})s?\b", re.IGNORECASE)


def _behind_unit(text: str, end: int) -> int:
    match = _unit_pattern().match(text, end)
    return match.end() if match is not None else end


def _card(page: Page, block: Block, main: str) -> Iterator[str]:
    """The heading of the card or section, and the short lines between it and the price."""
    if not block.section or block.section[-1] == main:
        return
    if not _is_nameless(block.section[-1]):
        yield block.section[-1]
    for each in page.blocks[max(0, block.index - _CARD) : block.index]:
        if each.section == block.section and each.kind is BlockKind.PARAGRAPH and _is_label(each.text):
            yield each.text


def _is_label(text: str) -> bool:
    """Whether a line names something: short, no sentence and no price."""
    return len(text) <= _SHORT and not text.endswith((".", "!", "?", ":")) and not any(sign in text for sign in "$£€")


def _words(text: str) -> frozenset[str]:
    noise = _noise()
    return frozenset(each for each in map(_plain, words_of(text)) if each not in noise and stem(each) not in noise)


def _plain(word: str) -> str:
    """A word or number as it is compared."""
    return word.removesuffix(".0") if word[0].isdigit() else word


@cache
def _noise() -> frozenset[str]:
    """Words by which offers are made, whatever is offered."""
    listed = (words("plain", "terms"), words("plain", "headings"), words("offering", "noise"))
    ordering = (words("buying", "starts"), meanings("bounds"))
    noise = frozenset(word for terms in (*listed, *ordering) for term in terms for word in words_of(term))
    return noise - words("offering", "telling")


def _names(found: frozenset[str]) -> bool:
    """Whether the words name a product by themselves."""
    return len(_substance(found)) >= _ENOUGH or bool(lexical().find(" ".join(sorted(found))))


def _substance(found: frozenset[str]) -> frozenset[str]:
    """The words that are no numbers, units, forms and terms of sale."""
    return frozenset(each for each in found if not each[0].isdigit() and each not in _measuring())


@cache
def _measuring() -> frozenset[str]:
    tables = ("per", "counted", "preparations")
    units = frozenset(word for table in tables for term in meanings(table) for word in words_of(term))
    return units | words("offering", "measures")
