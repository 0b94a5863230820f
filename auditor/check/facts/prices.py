"""The prices of a page as values that can be compared with other pages."""

from collections.abc import Iterator

from auditor.check.facts.placing import Stated
from auditor.check.prices.telling import amount_of
from auditor.model import Document, Region
from auditor.model.fact import FactKind
from auditor.model.price import PERIODS, Price, PriceRole

_SHOWN = (Region.MAIN, Region.CARD)
"""Shops show most of their prices on cards that lead to the products."""


def price_statements(document: Document) -> Iterator[Stated]:
    """What the seller asks for the offers of a page, its cards included."""
    for price in document.prices:
        if is_comparable(price) and document.page.block_of(price.span).region in _SHOWN:
            offer, scope = " ".join(price.bought.words), _scope(price, document)
            yield Stated(FactKind.PRICE, offer, scope, price.low, price.high, amount_of(price), price.span)


def is_comparable(price: Price) -> bool:
    """Whether it is the price of a known offer, and its amount is certain."""
    return price.role is PriceRole.ASKED and bool(price.bought.words) and not price.malformed


def _scope(price: Price, document: Document) -> tuple[str, ...]:
    """What must agree beside the words of the offer."""
    bought = price.bought
    about = price.bound == "about" and document.text(price.span)[:1] in "$£€"
    keys = {
        "currency": price.currency,
        "bound": "" if about else price.bound,
        "every": price.per if price.per in PERIODS else bought.every,
        "per": "unit" if price.per == "unit" else "",
        "pack": " or ".join(f"{each.number:f} {each.unit}" for each in bought.packs),
        "strength": bought.strength,
        "form": bought.form,
        "sale": "reduced" if "reduced" in price.terms else "",
    }
    return tuple(f"{key}: {value}" for key, value in keys.items() if value)
