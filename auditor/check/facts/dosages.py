"""The doses and strengths of a page as values that can be compared with other pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.check.dosages.regimens import how_often
from auditor.check.dosages.scopes import group_of, instructs, population_of
from auditor.check.dosages.units import Amount, day_of, regimen_span
from auditor.check.dosages.values import Range, written
from auditor.check.facts.placing import Stated
from auditor.model import Document, Dosage, DosageKind, QuantityKind, Region, Scope, Span, StrengthRole
from auditor.model.fact import FactKind

_WEEKLY = "/week"
_DOSE = "dose"
"""The unit of a maximum that limits how often."""
_EVERY_HOUR = 24
"""A frequency up to this leaves open how often a day: "daily"."""
_ONCE = (Decimal(1), Decimal(1))
_NAMES = {StrengthRole.OFFERED: "content", StrengthRole.CONTENT: "content"}
"""What roles say the product holds; the others only name one of its strengths."""


def dosage_statements(document: Document) -> Iterator[Stated]:
    """The comparable values of all plain instructions with a named drug or product.

    What stands beside a price, in a line or a table of them, is offered and not prescribed: only its strength counts.
    """
    priced, listed = _priced(document)
    for dosage in document.dosages:
        block = document.page.block_of(dosage.span)
        if block.region is Region.MAIN and instructs(dosage) and (dosage.scope.drug or dosage.scope.product):
            stating = _Stating(dosage, document.topic)
            if dosage.strength is not None:
                yield from stating.strength()
            elif block.index not in priced and block.group not in listed:
                yield from stating.regimen()


def _priced(document: Document) -> tuple[set[int], set[int]]:
    """The blocks that hold a price, and the lists and tables they are of."""
    blocks = {each.span.block for each in document.quantities if each.kind is QuantityKind.MONEY}
    return blocks, {document.page.blocks[each].group for each in blocks} - {0}


@dataclass(frozen=True)
class _Stating:
    """One dosage statement of a page."""

    dosage: Dosage
    topic: Sequence[str]
    """What the page is about, which its statements need not repeat."""

    def strength(self) -> Iterator[Stated]:
        """What one unit holds, or the strength by which a unit is named."""
        dosage, content = self.dosage, self.dosage.strength
        if content is None or dosage.strength_role is None or dosage.units != 1:
            return
        quantity = f"strength {_NAMES.get(dosage.strength_role, 'named')}"
        values = dosage.strengths or ((content[0],) if content[0] == content[1] else ())
        told = " or ".join(written((each, each), dosage.strength_unit) for each in values)
        yield Stated(
            FactKind.STRENGTH,
            dosage.scope.product or dosage.scope.drug,
            self._holding(quantity),
            *content,
            told or written(content, dosage.strength_unit),
            dosage.spans[DosageKind.STRENGTH],
            values,
        )

    def _holding(self, quantity: str) -> tuple[str, ...]:
        """What must agree of a strength: the product, whatever it is taken for."""
        scope = self.dosage.scope
        return _told(
            {
                "quantity": quantity,
                "unit": self.dosage.strength_unit,
                "ingredient": scope.drug if scope.product else "",
                **_made(scope),
                "population": population_of(scope),
                "variant": " ".join(sorted(scope.variant.split())),
            }
        )

    def regimen(self) -> Iterator[Stated]:
        """How much, how often, at most, how long; the amount of a day where it is told, else that of a dose."""
        dosage = self.dosage
        often = dosage.frequency if dosage.frequency and dosage.frequency[1] < _EVERY_HOUR else None
        day = day_of(dosage) if dosage.daily is not None or often is not None else None
        if dosage.maximum is not None:
            yield self._maximum(dosage.maximum)
        if day is not None:
            span = dosage.spans.get(DosageKind.DAILY) or regimen_span(dosage)
            yield self._amount("amount a day", day, span, " a day")
        if dosage.dose is not None and (often is None or often == _ONCE):
            yield self._amount("amount of a dose", (dosage.dose, dosage.dose_unit), dosage.spans[DosageKind.DOSE])
        if often is not None and dosage.dose is None and dosage.daily is None and DosageKind.FREQUENCY in dosage.spans:
            yield self._stated("frequency", often, "times a day", how_often(often), dosage.spans[DosageKind.FREQUENCY])
        if dosage.course is not None:
            told = written(dosage.course, "day")
            yield self._stated("course", dosage.course, "day", told, dosage.spans[DosageKind.COURSE], FactKind.COURSE)

    def _maximum(self, limit: Range) -> Stated:
        unit = self.dosage.maximum_unit
        period = " a week" if unit.endswith(_WEEKLY) else " a day"
        told = f"at most {written(limit, unit.removesuffix(_WEEKLY), per=period)}"
        quantity = "most doses" if unit == _DOSE else "most"
        return self._stated(quantity, limit, unit, told, self.dosage.spans[DosageKind.MAXIMUM])

    def _amount(self, quantity: str, amount: Amount, span: Span, per: str = "") -> Stated:
        return self._stated(quantity, *amount, written(*amount, per=per), span)

    def _stated(
        self, quantity: str, value: Range, unit: str, told: str, span: Span, kind: FactKind = FactKind.DOSE
    ) -> Stated:
        return Stated(kind, self.dosage.scope.drug, self._scope(quantity, unit), *value, told, span)

    def _scope(self, quantity: str, unit: str) -> tuple[str, ...]:
        """What must agree; what a page is about counts as what its statements are for."""
        scope = self.dosage.scope
        return _told(
            {
                "quantity": quantity,
                "unit": unit,
                **_made(scope),
                **_for_whom(scope, self.topic),
                "phase": "" if quantity.startswith("most") else scope.phase,
                "organ function": scope.organ_function,
                "as needed": "yes" if self.dosage.as_needed else "",
            }
        )


def _made(scope: Scope) -> dict[str, str]:
    """Which product it is."""
    return {key: getattr(scope, key) for key in ("form", "release", "route", "brand", "salt")}


def _for_whom(scope: Scope, topic: Sequence[str]) -> dict[str, str]:
    _, population, indication, variant, *_ = group_of(scope)
    indication = " ".join(sorted({*indication.split(), *topic}))
    return {"population": population, "indication": indication, "variant": variant}


def _told(keys: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{key}: {value}" for key, value in keys.items() if value)
