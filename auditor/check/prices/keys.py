"""What must agree of two prices of a page before they can contradict each other."""

from collections import defaultdict
from collections.abc import Iterable

from auditor.model.price import Price

_HARMLESS = frozenset(("billed", "once", "plan"))
"""Said of any price of a page."""

Scope = tuple[object, ...]


class Keys:
    """The scopes of a page's prices; silence on strength or form agrees with the only value of the product."""

    def __init__(self, prices: Iterable[Price], said: frozenset[str] = frozenset()) -> None:
        """`said` are the words by which the page calls what it is about, which part no two prices."""
        self._said = said | _HARMLESS
        self._named: dict[tuple[str, str], set[str]] = defaultdict(set)
        for price in prices:
            self._named["strength", price.product].add(price.strength)
            self._named["form", price.product].add(price.form)

    def of(self, price: Price) -> Scope:
        """The scope of a price."""
        terms = frozenset(price.terms) - self._said
        return (
            price.product,
            price.currency,
            price.bound,
            price.per,
            price.packs,
            terms,
            price.context,
            *self.open(price),
        )

    def open(self, price: Price) -> tuple[str, str]:
        """Strength and form."""
        return self._only("strength", price, price.strength), self._only("form", price, price.form)

    def _only(self, key: str, price: Price, value: str) -> str:
        named = self._named[key, price.product] - {""}
        return next(iter(named)) if not value and len(named) == 1 else value
