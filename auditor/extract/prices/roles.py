"""Tells what an amount is to the product, and which lines are controls to buy it."""

import re
from functools import cache

from auditor.extract.prices.phrases import Phrase
from auditor.extract.prices.words import Rest, alternatives, any_word, words
from auditor.extract.quantities import lowered
from auditor.model import Block, BlockKind, Sentence
from auditor.model.price import PriceRole

_TICK = re.compile(r"[^\w]+$|^[^\w]+")
_SHORT = 60
"""Characters of a control or a line that is one."""


def role_of(phrase: Phrase, rest: Rest) -> PriceRole:
    """The role of a phrase's amount."""
    if any_word("roles", "charge").search(rest.text) or not phrase.high:
        return PriceRole.CHARGE
    if any_word("roles", "former").search(rest.text) or _is_higher(phrase):
        return PriceRole.FORMER
    return PriceRole.OTHERS if any_word("roles", "others").search(rest.text) else PriceRole.ASKED


def is_reduced(sentence: Sentence) -> bool:
    """Whether a sentence says in words what something cost before."""
    return any_word("roles", "former").search(lowered(sentence.text)) is not None


def drop_harmless(rest: Rest) -> None:
    """Takes out what is said with prices and is none; to be done before anything else is taken out."""
    rest.take(_harmless())
    rest.take(any_word("kept"))


@cache
def _harmless() -> re.Pattern[str]:
    """Free delivery, but not from an amount on: "free shipping over $150"."""
    return re.compile(rf"(?:{alternatives(words('harmless', 'terms'))})(?!\s(?:above|at|for|from|on|over|when|with)\b)")


def _is_higher(phrase: Phrase) -> bool:
    """Whether it is the higher of two amounts without a word between them."""
    return any((each.low or 0) < phrase.low for each in phrase.beside)


@cache
def _buying() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('buying', 'starts'))})(?![\w-])")


def is_control(block: Block) -> bool:
    """Whether a block is a control to buy: it begins with the words for it and is a button, a link or a line."""
    if len(block.text) > _SHORT or not _buying().match(_TICK.sub("", block.text.lower())):
        return False
    return block.kind in (BlockKind.BUTTON, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FORM)
