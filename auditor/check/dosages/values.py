"""Ranges in canonical units: how they are compared and how they are written."""

from decimal import Decimal

Range = tuple[Decimal, Decimal]
"""Lowest and highest value, both included."""

_TOLERANCE = Decimal("1.001")
"""Fractions such as a third of a day come out a little off."""
_UNITS = {"unit": "units"}
_SLIPS = (Decimal(10), Decimal(1000), Decimal(1000000))


def disjoint(one: Range, other: Range) -> bool:
    """Whether the ranges share no value."""
    return one[0] > other[1] * _TOLERANCE or other[0] > one[1] * _TOLERANCE


def equal(one: Range, other: Range) -> bool:
    """Whether both ends agree."""
    return all(low <= high * _TOLERANCE and high <= low * _TOLERANCE for low, high in zip(one, other, strict=True))


def times(one: Range, other: Range) -> Range:
    """The product of two ranges."""
    return one[0] * other[0], one[1] * other[1]


def slipped(one: Range, other: Range) -> bool:
    """Whether one looks like the other with its unit 1,000 times off or its decimal point one place off."""
    return any(
        equal(less, (more[0] / slip, more[1] / slip)) for slip in _SLIPS for less, more in ((one, other), (other, one))
    )


def written(value: Range, unit: str = "", *, per: str = "") -> str:
    """A range as a reader understands it: "300-600 mg a day"."""
    low, high = _number(value[0]), _number(value[1])
    amount = low if low == high else f"{low}-{high}"
    unit = _UNITS.get(unit, unit)
    counted = unit.isalpha() and unit not in ("mg", "mL", "units", "mmol", "mEq", "CFU")
    plural = "s" if counted and amount != "1" else ""
    gap = "" if unit == "%" else " "
    return f"{amount}{gap}{unit}{plural}{per}".strip()


def _number(value: Decimal) -> str:
    rounded = value.quantize(Decimal("0.000001")).normalize()
    if abs(rounded) >= 1:
        rounded = value.quantize(Decimal("0.01")).normalize()
    return f"{rounded:,f}"
