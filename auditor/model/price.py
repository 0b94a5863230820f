"""A price as a page states it, with all that must agree before two prices can be compared."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from auditor.model.page import Span


class PriceRole(StrEnum):
    """What an amount of money is to the product."""

    ASKED = "asked"
    """What the seller asks for it."""
    FORMER = "former"
    """What it cost before, or is said to be worth: struck out, or beside a lower price."""
    OTHERS = "others"
    """What other sellers ask, or what is usual on the market."""
    CHARGE = "charge"
    """A saving, a fee, a threshold for free delivery, a co-payment: no price of the product."""


class Pack(NamedTuple):
    """How much the amount buys: 30 of "unit" (tablets and the like), 90 of "day", 3 of "month", 50 of "mL"."""

    number: Decimal
    unit: str


class Bought(NamedTuple):
    """What an amount buys, in words that are the same however an offer is laid out."""

    words: tuple[str, ...] = ()
    """All but what the other keys hold, sorted, each once; empty where too little tells."""
    every: str = ""
    """The period it is asked for: "month"."""
    packs: tuple[Pack, ...] = ()
    strength: str = ""
    """As `Price.strength`."""
    form: str = ""


_NOTHING = Bought()
PERIODS = frozenset(("day", "week", "month", "quarter", "year"))
"""What `Price.per` and `Bought.every` call stretches of time."""


@dataclass(frozen=True, slots=True)
class Price:
    """An amount of money for a product. A key is empty where the page is silent on it."""

    span: Span
    """The amount with the words that bound it and what it is for: "from $177/month"."""
    low: Decimal
    high: Decimal
    """Equal to `low` unless a range is stated."""
    currency: str
    """ISO 4217: "USD"."""
    bound: str = ""
    """"from", "up to", "about", "over", "under"; empty for the price itself."""
    per: str = ""
    """What it is asked for each: "month", "day", "dose", "unit" (a tablet, capsule and the like), ..."""
    packs: tuple[Pack, ...] = ()
    product: str = ""
    """The name as the page writes it, in lower case; empty where it is not clear."""
    strength: str = ""
    """In the canonical unit, several joined: "20 mg"."""
    form: str = ""
    terms: tuple[str, ...] = ()
    """Every other word of substance beside it, sorted: "insurance", "first", "subscribe"."""
    context: tuple[str, ...] = ()
    """Words of the headings above that do not name the product, sorted; none on the product's own page."""
    bought: Bought = _NOTHING
    """What the amount buys, by all that is said of it; the prices of two pages are compared by it."""
    role: PriceRole = PriceRole.ASKED
    malformed: bool = False
    """Whether one or two digits follow the last comma, so that it may be a point or a lost digit."""
    buyable: bool = False
    """Whether a control to buy stands beside it."""
    pressed: bool = False
    """Whether it stands on such a control."""
