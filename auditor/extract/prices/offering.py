"""Reads what an amount of money buys as plain words, so that one offer is known again however it is laid out."""

import re
from collections.abc import Iterator
from functools import cache

from auditor.extract.dosages.names import Names
from auditor.extract.measures.words import stem, words_of
from auditor.extract.prices.phrases import Phrase
from auditor.extract.prices.products import is_nameless
from auditor.extract.prices.surroundings import said_around
from auditor.extract.prices.words import alternatives, meanings, words
from auditor.model import Block, BlockKind, Page, Region

_KNOWN = Names({})
_SIDE = re.compile(r"\s*\*?(?:for|if|on|with|without|as|when|in\s(?:a|one|two|packs))\b(?P<said>[^,;.(–—]{0,60})")
"""What is said behind an amount of what it buys."""
_END = re.compile(r"\s(?:and|but|so|which)\s")
_CLAUSE = re.compile(r"[;.!?]\s|\s[–—]\s")
_SHORT = 40
"""Characters of a line on a card."""
_CARD = 4
"""Blocks from the heading of a card to its price."""
_ENOUGH = 2
"""Words of substance that name a product without the page's heading."""


def offered(phrase: Phrase, page: Page, block: Block, main: str, *, pressed: bool) -> tuple[str, ...]:
    """The words of an offer, sorted, each once; () where too little tells what the amount buys.

    Args:
        phrase: the words around the amount.
        page: its page.
        block: its block.
        main: what the page is called.
        pressed: whether it stands on a control to buy.
    """
    near = _words(*_around_amount(phrase), said_around(page, block))
    named = frozenset[str]() if _is_nameless(main) else _words(main)
    if _names(near):
        own = not named or named & near or words("offering", "own") & {*words_of(phrase.text)}
        return _sorted(near if own else near | named)
    above = frozenset[str]() if pressed and block.region is Region.MAIN else _words(*_card(page, block, main))
    if _names(above) or (block.region is Region.CARD and _substance(above)):
        return _sorted(above | near)
    whole = above | near | named
    return _sorted(whole) if _substance(whole) else ()


def _is_nameless(heading: str) -> bool:
    """Whether a heading asks, calls or is of a page that tells of all products, and so names none."""
    return is_nameless(heading) or bool({*words_of(heading)} & words("offering", "pages"))


def _around_amount(phrase: Phrase) -> Iterator[str]:
    """What stands before the amount in its clause, and right behind it."""
    start, end = phrase.at
    yield _CLAUSE.split(phrase.text[:start])[-1]
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


def _words(*texts: str) -> frozenset[str]:
    noise = _noise()
    return frozenset(
        each for text in texts for each in map(_plain, words_of(text)) if each not in noise and stem(each) not in noise
    )


def _plain(word: str) -> str:
    """A word or number as it is compared."""
    return word.removesuffix(".0") if word[0].isdigit() else word


@cache
def _noise() -> frozenset[str]:
    """Words by which offers are made, whatever is offered."""
    listed = (words("plain", "terms"), words("plain", "headings"), words("offering", "noise"))
    ordering = (words("buying", "starts"), meanings("bounds"))
    return frozenset(word for terms in (*listed, *ordering) for term in terms for word in words_of(term))


def _names(found: frozenset[str]) -> bool:
    """Whether the words name a product by themselves."""
    return len(_substance(found)) >= _ENOUGH or bool(_KNOWN.find(" ".join(sorted(found))))


def _substance(found: frozenset[str]) -> frozenset[str]:
    """The words that are no numbers, units, forms and terms of sale."""
    return frozenset(each for each in found if not each[0].isdigit() and each not in _measuring())


@cache
def _measuring() -> frozenset[str]:
    tables = ("per", "counted", "preparations")
    return frozenset(
        word for table in tables for term in meanings(table) for word in words_of(term)
    ) | words("offering", "measures")


def _sorted(found: frozenset[str]) -> tuple[str, ...]:
    same = _same()
    return tuple(sorted({same.get(word, stem(word) if word.isalpha() else word) for word in found}))


@cache
def _same() -> dict[str, str]:
    return dict(meanings("same"))
