"""The prices of a page as values that can be compared with other pages."""

from collections.abc import Iterator, Mapping

from auditor.check.facts.placing import Stated
from auditor.check.prices.telling import amount_of, packs_of
from auditor.model import Document, Region
from auditor.model.fact import FactKind
from auditor.model.price import Price, PriceRole

_SHOWN = (Region.MAIN, Region.CARD)
"""Shops show most of their prices on cards that lead to the products."""


def price_statements(document: Document) -> Iterator[Stated]:
    """What the seller asks for the named products of a page, in its main region and on cards."""
    for price in document.prices:
        if is_comparable(price) and document.page.block_of(price.span).region in _SHOWN:
            yield Stated(
                FactKind.PRICE, price.product, scope_of(price), price.low, price.high, amount_of(price), price.span
            )


def is_comparable(price: Price) -> bool:
    """Whether it is the price of a known product, and its amount is certain."""
    return price.role is PriceRole.ASKED and bool(price.product) and not price.malformed


def scope_of(price: Price) -> tuple[str, ...]:
    """What must agree; headings count only where the site has no page of its own on the product."""
    return _told(
        {
            "currency": price.currency,
            "bound": price.bound,
            "per": price.per,
            "pack": packs_of(price),
            "strength": price.strength,
            "form": price.form,
            "terms": " ".join(price.terms),
            "context": " ".join(price.context),
        }
    )


def _told(keys: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{key}: {value}" for key, value in keys.items() if value)
