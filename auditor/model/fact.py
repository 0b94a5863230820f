"""What a page states of a product, in a form that can be compared with the site's other pages."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from auditor.model.finding import Place, Severity


class FactKind(StrEnum):
    """What sort of value is stated."""

    DOSE = "dose"
    """How much, how often, at most: what a reader does."""
    COURSE = "course"
    """How long it is taken."""
    STRENGTH = "strength"
    """What one unit of the product holds."""
    PRICE = "price"
    STATISTIC = "statistic"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one product, with all that must agree before two pages can contradict each other."""

    kind: FactKind
    subject: str
    """The product, drug or measure, normalised; never empty."""
    scope: tuple[str, ...]
    """What must be equal on both sides, each "key: value", in a fixed order: quantity, unit, form, route, ..."""
    low: Decimal
    high: Decimal
    """Equal to `low` unless a range is stated; in the canonical unit that `scope` names."""
    written: str
    """The value as a reader understands it: "300-600 mg a day"."""
    place: Place
    fingerprint: str = ""
    """Of the finding that this statement would be; set where the page is located."""
    claim_fingerprint: str = ""
    values: tuple[Decimal, ...] = ()
    """Each value where several are listed ("20 mg and 40 mg"); `low` and `high` are then the least and the most."""
    block: str = "paragraph"
    """The kind of the block it stands in, as `LocatedFinding.block`."""
    section: tuple[str, ...] = ()
    """The headings above it, outermost first."""
    lines: tuple[str, ...] = ()
    """Its source lines, as `LocatedFinding.lines`; empty where they are too long to be carried along."""
    severity: Severity | None = None
    """Of a finding on it, where the settings decide that for the page."""
    region: str = "main"
    """The part of the page it stands in, as `LocatedFinding.region`."""

    @property
    def compared_as(self) -> str:
        """What the facts of one site have in common that are compared with one another."""
        return f"{self.kind}: {self.subject}" if self.kind in (FactKind.PRICE, FactKind.STATISTIC) else self.subject
