"""Words a price and a pack as a reader understands them."""

from decimal import Decimal

from auditor.check.dosages.values import written
from auditor.model.price import Pack, Price

_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€"}
_CENTS = Decimal("0.01")


def amount_of(price: Price) -> str:
    """The price with what it is for: "from $45 a month", "$36 for 30 tablets"."""
    bound = f"{price.bound} " if price.bound else ""
    per = f" a {_each(price)}" if price.per else ""
    packs = f" for {packs_of(price, price.form)}" if price.packs else ""
    return f"{bound}{money(price.low, price.high, price.currency)}{per}{packs}"


def money(low: Decimal, high: Decimal, currency: str) -> str:
    """An amount or a range of money."""
    sign = _SIGNS.get(currency, f"{currency} ")
    return f"{sign}{figure(low)}" if low == high else f"{sign}{figure(low)}-{figure(high)}"


def packs_of(price: Price, form: str = "") -> str:
    """How much it buys; counted units by the name of their form, if that is given."""
    return " and ".join(_pack(each, form) for each in price.packs)


def _pack(pack: Pack, form: str) -> str:
    unit = (form or "unit") if pack.unit == "unit" else pack.unit
    return written((pack.number, pack.number), unit)


def _each(price: Price) -> str:
    return (price.form or "unit") if price.per == "unit" else price.per


def figure(value: Decimal) -> str:
    """A number with two decimals, or none where it is whole."""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value.quantize(_CENTS):,f}"
