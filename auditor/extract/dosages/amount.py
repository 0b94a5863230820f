"""An amount: the value all readers of doses share."""

from dataclasses import dataclass
from decimal import Decimal

from auditor.extract.dosages.words import table


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at [start, end) of a text, in the canonical unit."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    unit: str
    """mg, mL, unit, %, or a counted form; with "/kg", "/m2", "/h", "/mL" and so on behind it."""
    listed: bool = False
    """Whether the values are alternatives ("25 mg and 50 mg") and not the ends of a range."""
    per_day: bool = False
    per: str = ""
    """The unit or form of which this is the content: "tablet" in "50 mg per tablet"."""
    each: tuple[Decimal, ...] = ()
    """For a count: the strength of each, in `each_unit`."""
    each_unit: str = ""

    @property
    def low(self) -> Decimal:
        return min(self.values)

    @property
    def high(self) -> Decimal:
        return max(self.values)

    @property
    def counted(self) -> bool:
        return self.unit in table("forms")
