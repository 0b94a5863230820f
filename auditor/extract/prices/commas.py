"""Tells amounts with a misplaced comma from those of pages that write decimals so."""

import re

from auditor.extract.prices.phrases import Phrase
from auditor.extract.prices.words import any_word
from auditor.extract.quantities import lowered
from auditor.model import Page

_MALFORMED = re.compile(r"[$£]\s?\d{1,3}(?:,\d{3})*,\d{1,2}(?!\d|[.,]\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_FEW = 8
"""Words from which on a text shows its language."""
_BLOCKS = 200
"""Blocks that are looked at for it."""


def malformed_end(phrase: Phrase) -> int:
    """Where an amount in dollars or pounds ends that has one or two digits behind its last comma; 0 for any other."""
    match = _MALFORMED.search(phrase.text, phrase.at[0])
    return match.end() if match is not None and match.start() < phrase.at[1] else 0


def has_decimal_points(page: Page) -> bool:
    """Whether the page is in English: as it says, or else unless it has words and none of the commonest in English."""
    language = page.metadata.language.lower().split("-")[0]
    if language:
        return language == "en"
    text = lowered(" ".join(block.text for block in page.blocks[:_BLOCKS]))
    return any_word("english").search(text) is not None or len(_LETTERS.findall(text)) < _FEW
