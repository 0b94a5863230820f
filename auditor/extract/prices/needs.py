"""What a passage must hold before a price can be found in it."""

import re

from auditor.extract.passages import Passage
from auditor.extract.prices.words import alternatives
from auditor.extract.quantities import find_quantities
from auditor.extract.quantities.figures import CURRENCIES
from auditor.model import QuantityKind

_MONEY = re.compile(rf"{alternatives(CURRENCIES)}|dollar|euro", re.IGNORECASE)


def may_hold(passage: Passage) -> bool:
    """Whether there is an amount of money."""
    sentences = [each for each in passage.sentences if _MONEY.search(each.text)]
    return any(
        quantity.kind is QuantityKind.MONEY for found in find_quantities(sentences).values() for quantity in found
    )
