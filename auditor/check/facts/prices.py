"""The prices of a page as values that can be compared with other pages."""

from collections.abc import Iterator

from auditor.check.facts.placing import Stated
from auditor.check.prices.telling import amount_of
from auditor.model import Document, Region
from auditor.model.fact import FactKind
from auditor.model.price import Price, PriceRole

_APART = frozenset((Region.FOOTER,))


def price_statements(document: Document) -> Iterator[Stated]:
    """What the seller asks for the offers of a page, its cards included."""
    for price in document.prices:
        if is_comparable(price) and document.page.block_of(price.span).region not in _APART:
            offer = " ".join(price.offer)
            yield Stated(
                FactKind.PRICE, offer, _scope(price, document), price.low, price.high, amount_of(price), price.span
            )


def is_comparable(price: Price) -> bool:
    """Whether it is the price of a known offer, and its amount is certain."""
    return price.role is PriceRole.ASKED and bool(price.offer) and not price.malformed


def _scope(price: Price, document: Document) -> tuple[str, ...]:
    said = document.text(price.span).lower()
    bound = "" if price.bound == "about" and said[:1] in "$£€" else price.bound
    keys = {
        "currency": price.currency,
        "bound": bound,
        "every": price.every,
        "per": "unit" if price.per == "unit" else "",
    }
    return tuple(f"{key}: {value}" for key, value in keys.items() if value)
