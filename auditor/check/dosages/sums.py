"""Totals that a page states beside the parts they are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.check.dosages.contradiction import Contradiction, Statement, Subtype, contradiction
from auditor.check.dosages.scopes import Scopes
from auditor.check.dosages.units import Units, regimen_span
from auditor.check.dosages.values import disjoint, times, written
from auditor.model import Dosage, DosageKind

_GAP = 3
"""Characters between a regimen and its total in parentheses."""
_MOST_TIMES = 12
"""What is given more often than every two hours is not given all day long."""


def wrong_totals(regimens: Sequence[Dosage], units: Units) -> Iterator[Contradiction]:
    """Statements whose total of the day is not dose times frequency."""
    for dosage in (*regimens, *_with_total_behind(regimens)):
        if dosage.dose is None or dosage.frequency is None or dosage.daily is None or dosage.course is not None:
            continue
        if not 0 < dosage.frequency[0] <= dosage.frequency[1] <= _MOST_TIMES:
            continue
        product = times(dosage.dose, dosage.frequency), dosage.dose_unit
        converted = units.convert(product, dosage.scope.drug, dosage.daily_unit)
        if converted is not None and disjoint(converted, dosage.daily):
            parts = Statement(regimen_span(dosage), written(converted, dosage.daily_unit, per=" a day"))
            total = Statement(dosage.spans[DosageKind.DAILY], written(dosage.daily, dosage.daily_unit, per=" a day"))
            yield contradiction(Subtype.BAD_ARITHMETIC, parts, total)


def _with_total_behind(regimens: Sequence[Dosage]) -> Iterator[Dosage]:
    """Regimens right behind which the amount of a day is told: "30 mg twice a day (60 mg a day)"."""
    for one, other in pairwise(regimens):
        beside = one.span.block == other.span.block and 0 <= other.span.start - one.span.end <= _GAP
        if beside and one.daily is None and other.daily is not None and other.dose is None:
            spans = {**one.spans, DosageKind.DAILY: other.spans[DosageKind.DAILY]}
            yield replace(one, daily=other.daily, daily_unit=other.daily_unit, spans=spans)


def wrong_multiples(contents: Sequence[Dosage], scopes: Scopes) -> Iterator[Contradiction]:
    """Contents of several units that are not so many times the content of one."""
    one = next((each for each in contents if each.units == 1), None)
    for several in contents:
        if one is None or several.units == 1 or not scopes.alike(one.scope, several.scope):
            continue
        if one.strength and several.strength and disjoint(one.strength, several.strength):
            total = times(several.strength, (several.units, several.units))
            told = f"{written(total, several.strength_unit)} in {written((several.units, several.units))}"
            yield contradiction(
                Subtype.BAD_ARITHMETIC,
                Statement(one.spans[DosageKind.STRENGTH], f"{written(one.strength, one.strength_unit)} each"),
                Statement(several.spans[DosageKind.STRENGTH], told),
            )
