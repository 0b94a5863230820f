"""Builds the statements of strength: what is offered, what a unit contains, what unit a dose is counted in."""

from collections.abc import Iterator
from decimal import Decimal

from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.clauses import Clause
from auditor.extract.dosages.roles import Role, form_in
from auditor.model import Dosage, DosageKind, Scope, StrengthRole

Stated = tuple[Dosage, str]
"""A statement and the form it is about."""

_NEAR = 30
"""Characters behind a strength in which its form is looked for."""


def strengths_named(amount: Amount, role: Role, clause: Clause) -> Iterator[Stated]:
    """The strengths an amount names besides contents: those offered, and that of the unit taken."""
    values = amount.values if amount.listed else ()
    if role is Role.OFFERED:
        form = form_in(clause.text)
        yield _strength(amount, clause, (amount.low, amount.high), amount.unit, values, StrengthRole.OFFERED), form
    elif role is Role.TAKEN:
        form = form_in(clause.text[amount.end : amount.end + _NEAR])
        yield _strength(amount, clause, (amount.low, amount.high), amount.unit, values, StrengthRole.TAKEN), form
    elif amount.each:
        own = amount.each[0]
        yield _strength(amount, clause, (own, own), amount.each_unit, (own,), StrengthRole.TAKEN), amount.unit


def _strength(
    amount: Amount,
    clause: Clause,
    strength: tuple[Decimal, Decimal],
    unit: str,
    values: tuple[Decimal, ...],
    role: StrengthRole,
) -> Dosage:
    span = clause.span((amount.start, amount.end))
    spans = {DosageKind.STRENGTH: span}
    return Dosage(span, clause.sentence, Scope(), strength, unit, values, role, spans=spans)


def content(amount: Amount, clause: Clause) -> Stated:
    """What units contain, by the unit; per millilitre where the content of a volume is stated."""
    before = [each for each in clause.amounts if each.end <= amount.start and (each.counted or each.unit == "mL")]
    counted = before[-1] if before and before[-1].low else None
    liquid = counted is not None and counted.unit == "mL"
    units = counted.low if counted is not None else Decimal(1)
    several = counted is not None and not liquid and units != 1
    span = clause.span((counted.start if counted is not None and several else amount.start, amount.end))
    dosage = Dosage(
        span,
        clause.sentence,
        Scope(),
        strength=(amount.low / units, amount.high / units),
        strength_unit=f"{amount.unit}/mL" if liquid else amount.unit,
        strengths=tuple(value / units for value in amount.values) if amount.listed else (),
        strength_role=StrengthRole.CONTENT,
        units=units if several else Decimal(1),
        spans={DosageKind.STRENGTH: span},
    )
    form = counted.unit if counted is not None and not liquid else form_in(clause.text[: amount.start])
    return dosage, amount.per or form
