"""Brings amounts into one unit, and a regimen to what it amounts to in a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.check.dosages.values import Range, times
from auditor.model import Dosage, DosageKind, Span

Amount = tuple[Range, str]
"""A range and its unit."""


@dataclass(frozen=True)
class Units:
    """Converts counts of a drug's units into milligrams where the page gives the unit one strength only."""

    contents: Mapping[tuple[str, str], Amount]
    """For a drug and a counted form: what one holds."""

    def convert(self, amount: Amount, drug: str, unit: str) -> Range | None:
        """The amount in another unit; None where the page gives no factor."""
        value, own = amount
        if own == unit:
            return value
        content = self.contents.get((drug, own))
        return times(value, content[0]) if content is not None and content[1] == unit else None

    def pair(self, first: Amount | None, second: Amount | None, drug: str) -> tuple[Range, Range] | None:
        """Both amounts in one unit; None where one is missing or the units have no factor."""
        if first is None or second is None:
            return None
        converted = self.convert(first, drug, second[1])
        if converted is not None:
            return converted, second[0]
        converted = self.convert(second, drug, first[1])
        return (first[0], converted) if converted is not None else None


def units_of(strengths: Iterable[Dosage]) -> Units:
    """What one unit of each form holds, as far as the page gives a single answer."""
    found: dict[tuple[str, str], set[Amount]] = {}
    for each in strengths:
        if each.strength is None or not each.scope.form or "/" in each.strength_unit:
            continue
        values = [(value, value) for value in each.strengths] or [each.strength]
        for drug in {each.scope.drug, each.scope.product} - {""}:
            found.setdefault((drug, each.scope.form), set()).update((value, each.strength_unit) for value in values)
    return Units({key: next(iter(amounts)) for key, amounts in found.items() if len(amounts) == 1})


def dose_of(dosage: Dosage) -> Amount | None:
    """The amount of one dose."""
    return (dosage.dose, dosage.dose_unit) if dosage.dose is not None else None


def day_of(dosage: Dosage) -> Amount | None:
    """The amount of a day as stated, or as it follows from dose and frequency."""
    if dosage.daily is not None:
        return dosage.daily, dosage.daily_unit
    if dosage.dose is not None and dosage.frequency is not None and dosage.frequency[0]:
        return times(dosage.dose, dosage.frequency), dosage.dose_unit
    return None


def regimen_span(dosage: Dosage) -> Span:
    """The words of dose and frequency together, or of the daily amount."""
    first = dosage.spans.get(DosageKind.DOSE) or dosage.spans.get(DosageKind.DAILY) or dosage.span
    often = dosage.spans.get(DosageKind.FREQUENCY)
    return first.join(often) if often is not None and often.block == first.block else first
