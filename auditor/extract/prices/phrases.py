"""Cuts sentences into the phrases around their amounts of money."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.model import Quantity, Sentence

_BORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[;•·|]",
        r"\s(?:or|versus|vs\.?)\s",
        r",\s|\s\+\s",
        r"\s(?:and|plus|then|to)\s",
        r"[()]|\s[-–—]\s|:\s",
    )
)
"""What may stand between two offers, what parts most first."""
_ADJOINING = re.compile(r"(?:/\s?\w+)?[\s\\]*(?:from|now|only|just|starting at)?[\s\\]*", re.IGNORECASE)
"""What may stand between a former price and the one beside it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words around one amount: characters [start, end) of the sentence."""

    sentence: Sentence
    start: int
    end: int
    amount: Quantity
    beside: tuple[Quantity, ...] = ()
    """Other amounts right beside it, with nothing between that could say which is which."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.sentence.text[self.start : self.end]

    @property
    def at(self) -> tuple[int, int]:
        """Where the amount stands in `text`."""
        origin = self.sentence.span.start + self.start
        return self.amount.span.start - origin, self.amount.span.end - origin

    @property
    def ends_with_amount(self) -> bool:
        """Whether nothing is said behind the amount."""
        return self.end >= len(self.sentence.text) and len(self.text) <= self.at[1] + 1

    @property
    def low(self) -> Decimal:
        """The amount, or the least of a range."""
        return self.amount.low or Decimal(0)

    @property
    def high(self) -> Decimal:
        """The amount, or the most of a range."""
        return self.amount.high or Decimal(0)


def phrases(sentence: Sentence, amounts: Sequence[Quantity]) -> Iterator[Phrase]:
    """The phrase of each amount of a sentence, in order; no two share a character."""
    start = 0
    for number, amount in enumerate(amounts):
        following = amounts[number + 1 : number + 2]
        end = _border(sentence, amount, following[0]) if following else _last(sentence, amount)
        neighbours = (*amounts[number - 1 : number], *following) if number else following
        yield Phrase(
            sentence, start, end, amount, tuple(each for each in neighbours if _adjoin(sentence, amount, each))
        )
        start = end


def _last(sentence: Sentence, amount: Quantity) -> int:
    """Where the last offer ends: before what a title says of the site."""
    bar = sentence.text.find("|", amount.span.end - sentence.span.start)
    return bar if bar >= 0 else len(sentence.text)


def _border(sentence: Sentence, one: Quantity, other: Quantity) -> int:
    """Where one offer ends between two amounts; right behind the first where nothing tells."""
    first, last = one.span.end - sentence.span.start, other.span.start - sentence.span.start
    for border in _BORDERS:
        found = list(border.finditer(sentence.text, first, last))
        if found:
            return found[-1].start()
    return first


def _adjoin(sentence: Sentence, one: Quantity, other: Quantity) -> bool:
    origin = sentence.span.start
    first, second = sorted((one.span, other.span))
    return _ADJOINING.fullmatch(sentence.text, first.end - origin, second.start - origin) is not None
