"""Two prices that cannot both hold."""

from dataclasses import dataclass
from enum import StrEnum

from auditor.model.price import Price, PriceRole


class Subtype(StrEnum):
    """In what way prices are inconsistent."""

    MALFORMED = "malformed"
    TWO_PRICES = "two-prices"
    UNIT_AND_PACK = "unit-and-pack"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two prices of one product, in reading order, and what is wrong with them."""

    earlier: Price
    later: Price
    subtype: Subtype
    reason: str
    """The sum that shows it; empty where the amounts alone do."""


def is_asked(price: Price) -> bool:
    """Whether it is what the seller asks for a known product."""
    return price.role is PriceRole.ASKED and bool(price.product)
