"""Maxima that differ, and regimens that go beyond them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from auditor.check.dosages.contradiction import Contradiction, Statement, Subtype, contradiction
from auditor.check.dosages.scopes import Scopes
from auditor.check.dosages.units import Amount, Units, regimen_span
from auditor.check.dosages.values import disjoint, slipped, written
from auditor.model import Dosage, DosageKind

_WEEKLY = "/week"
_DOSE = "dose"
"""The unit of a maximum that limits how often."""


def compare_with_maxima(
    regimens: Sequence[Dosage], maxima: Sequence[Dosage], scopes: Scopes, units: Units
) -> Iterator[Contradiction]:
    """The maxima of a scope, by what they limit, against each other and against its regimens."""
    by_dose = [each for each in maxima if each.maximum_unit == _DOSE]
    by_amount = [each for each in maxima if each.maximum_unit != _DOSE]
    for limits in (by_dose, by_amount):
        if limits:
            yield from _compare(regimens, limits, scopes, units)


def _compare(
    regimens: Sequence[Dosage], maxima: Sequence[Dosage], scopes: Scopes, units: Units
) -> Iterator[Contradiction]:
    """The first maximum against the others, and where they agree, against the regimens."""
    first, *others = maxima
    for other in others:
        pair = units.pair(_limit(first), _limit(other), first.scope.drug)
        if pair is not None and disjoint(*pair) and scopes.alike(first.scope, other.scope):
            subtype = Subtype.UNIT_SLIP if slipped(*pair) else Subtype.DISJOINT_DOSE
            yield contradiction(subtype, _told_limit(first), _told_limit(other))
            return
    beyond = (each for each in regimens if scopes.alike(each.scope, first.scope) and _exceeds(each, first, units))
    for regimen in islice(beyond, 1):
        least = _least(regimen, first)
        told = Statement(regimen_span(regimen), written(*least, per=" a day") if least else "")
        yield contradiction(Subtype.MAX_EXCEEDED, told, _told_limit(first))


def _exceeds(regimen: Dosage, maximum: Dosage, units: Units) -> bool:
    """Whether even the least of a regimen lies above the maximum; what is taken when needed may stay below."""
    pair = units.pair(_least(regimen, maximum), _limit(maximum), regimen.scope.drug)
    return not regimen.as_needed and pair is not None and disjoint(*pair) and pair[0][0] > pair[1][1]


def _least(regimen: Dosage, maximum: Dosage) -> Amount | None:
    """The least that a regimen comes to in a day; where it allows "up to" so many doses, all of them."""
    often = (regimen.frequency[0] or regimen.frequency[1]) if regimen.frequency is not None else None
    if maximum.maximum_unit == _DOSE:
        return ((often, often), _DOSE) if often is not None and DosageKind.FREQUENCY in regimen.spans else None
    if regimen.dose is not None and often is not None:
        return (regimen.dose[0] * often, regimen.dose[0] * often), regimen.dose_unit
    return ((regimen.daily[0], regimen.daily[0]), regimen.daily_unit) if regimen.daily is not None else None


def _limit(maximum: Dosage) -> Amount:
    return maximum.maximum or (Decimal(0), Decimal(0)), maximum.maximum_unit


def _told_limit(maximum: Dosage) -> Statement:
    amount, unit = _limit(maximum)
    period = " a week" if unit.endswith(_WEEKLY) else " a day"
    told = written(amount, unit.removesuffix(_WEEKLY), per=period)
    return Statement(maximum.spans[DosageKind.MAXIMUM], f"at most {told}")
