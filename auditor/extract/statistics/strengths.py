"""The strengths in which a page's drugs are sold as percentages, to know them again without the name."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from auditor.extract.annotated import Annotated
from auditor.model import Mention, Quantity, QuantityKind, Sentence

_HIGHEST_STRENGTH = 10
"""Percent; more than this beside a drug's name is as likely a result as a strength."""
_ADJECTIVE = re.compile(r"[\s-](?:(?!(?:of|in|with|for|to|on|at|by|from|than|and|or)\s)[a-z]+\s)?")
_BEFORE_STRENGTH = re.compile(r"\s\(?")


def strengths(annotated: Annotated) -> Iterator[Decimal]:
    """The percentages that stand right beside the name of a drug."""
    for sentence in annotated.sentences:
        drugs = annotated.labelled(sentence, "drug") if sentence.index in annotated.quantities else ()
        for each in annotated.quantities[sentence.index] if drugs else ():
            value = each.low if each.low == each.high and each.kind is QuantityKind.PERCENT else None
            if value is not None and value <= _HIGHEST_STRENGTH and _beside_drug(sentence, each, drugs):
                yield value


def _beside_drug(sentence: Sentence, quantity: Quantity, drugs: tuple[Mention, ...]) -> bool:
    text, origin = sentence.text, sentence.span.start
    start, end = quantity.span.start - origin, quantity.span.end - origin
    at = bisect_left(drugs, quantity.span.start, key=lambda drug: drug.span.start)
    behind = any(_ADJECTIVE.fullmatch(text, end, drug.span.start - origin) for drug in drugs[at : at + 1])
    before = drugs[max(0, at - 1) : at]
    return behind or any(_BEFORE_STRENGTH.fullmatch(text, drug.span.end - origin, start) for drug in before)
