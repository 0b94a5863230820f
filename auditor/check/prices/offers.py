"""Words that make another offer of a price: they part it from one without them."""

import re
from collections.abc import Iterable

from auditor.model import Document
from auditor.model.price import Price

_BEGINNING = frozenset(
    ("couple", "deposit", "first", "installment", "instalment", "intro", "introductory", "new", "promo", "sample",
     "starter", "trial", "upfront")
)  # fmt: skip
"""What an offer is to begin with, and not for good."""
_EXPLAINING = _BEGINNING | frozenset(
    ("annual", "brand", "brand-name", "bulk", "generic", "insurance", "member", "membership", "refill", "single",
     "student", "subscribe", "subscriber", "subscription", "uninsured", "wholesale", "without")
)  # fmt: skip
_NEAR = 2
"""Blocks before and behind a price that may say what sort of offer it is."""
_SHORT = 120
"""Characters; what is longer speaks of more than the price beside it."""
_WORD = re.compile(r"[a-z-]+")


def explaining(terms: Iterable[str]) -> frozenset[str]:
    """Those of the words that make another offer."""
    return _EXPLAINING.intersection(terms)


def is_explained(price: Price, document: Document) -> bool:
    """Whether a short line beside a price says that it is an offer to begin with: "first month only"."""
    here = document.page.block_of(price.span)
    near = document.page.blocks[max(0, here.index - _NEAR) : here.index + _NEAR + 1]
    said = (each.text.lower() for each in near if each.section == here.section and len(each.text) <= _SHORT)
    return any(not _BEGINNING.isdisjoint(_WORD.findall(text)) for text in said)
