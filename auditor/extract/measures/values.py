"""What a figure leaves open: rounding, and words such as "about"."""

from decimal import Decimal

from auditor.model import Quantity, QuantityKind

_HALF = Decimal("0.499")
"""Of the last digit given: 92 stands for all from 91.5 to 92.5 and meets neither 91 nor 93."""
_LOOSELY = Decimal("0.1")
"""The part of a value by which "about" may miss it."""
_ROUGHLY = Decimal("0.025")
"""The part of a value by which a count that ends in zeros may miss it at most."""
_PERCENT = Decimal(100)


def unit_of(quantity: Quantity) -> str:
    """The unit in which two figures are compared: shares in words are percentages."""
    return "%" if quantity.kind is QuantityKind.SHARE else quantity.unit


def open_range(quantity: Quantity) -> tuple[Decimal, Decimal] | None:
    """The least and the most that a quantity may stand for; None where it states no number."""
    if quantity.low is None or quantity.high is None:
        return None
    if quantity.kind is QuantityKind.SHARE:
        low, high = quantity.low * _PERCENT, quantity.high * _PERCENT
        return low * (1 - _LOOSELY), high * (1 + _LOOSELY)
    loosely = bool(quantity.approximator) and not quantity.comparator
    low, high = (_slack(value, quantity.kind, loosely=loosely) for value in (quantity.low, quantity.high))
    return quantity.low - low, quantity.high + high


def _slack(value: Decimal, kind: QuantityKind, *, loosely: bool) -> Decimal:
    if loosely:
        return abs(value) * _LOOSELY
    exponent = value.as_tuple().exponent
    digit = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    if kind is QuantityKind.COUNT:
        digit = max(digit, _last_digit(value))
    return min(digit * _HALF, max(abs(value) * _ROUGHLY, _HALF)) if kind is QuantityKind.COUNT else digit * _HALF


def _last_digit(value: Decimal) -> Decimal:
    """The worth of the last digit of a whole number that is not zero: 100 of 1,200."""
    digits = f"{value:f}".partition(".")[0]
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if value else Decimal(1)
