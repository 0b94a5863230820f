"""Builds dosage statements from a clause: its amounts by role, how often, how long."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from auditor.extract.dosages.amounts import Amount
from auditor.extract.dosages.clauses import Clause
from auditor.extract.dosages.regimens import course_of, frequency_of, lone_frequency, on_each_part
from auditor.extract.dosages.roles import Role, form_in, role_of
from auditor.extract.dosages.schedules import Frequency, FrequencyKind
from auditor.model import DosageKind, StrengthRole

Range = tuple[Decimal, Decimal]
At = tuple[int, int]
"""[start, end) in the clause."""

_AS_NEEDED = re.compile(
    r"\b(?:as|when|if|where)\s(?:needed|required|necessary)|\bprn\b|\bwhile\ssymptoms", re.IGNORECASE
)
_EXCLUSIVE = re.compile(r"\b(?:always|exactly|precisely)\b|\bonly\s$", re.IGNORECASE)
_DAILY_LIMIT = re.compile(r"\bdaily\b|\b(?:a|per|each|any\sone|24[\s-]hour)\s(?:day|period)\b|/\s?day", re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """A statement before it is known for whom; spans are [start, end) in the clause."""

    decisive: At
    """The words whose surroundings name the drug."""
    spans: Mapping[DosageKind, At]
    strength: Range | None = None
    strength_unit: str = ""
    strengths: tuple[Decimal, ...] = ()
    strength_role: StrengthRole | None = None
    units: Decimal = Decimal(1)
    form: str = ""
    dose: Range | None = None
    dose_unit: str = ""
    frequency: Range | None = None
    daily: Range | None = None
    daily_unit: str = ""
    maximum: Range | None = None
    maximum_unit: str = ""
    course: Range | None = None
    exclusive: bool = False
    as_needed: bool = False


@dataclass(frozen=True)
class Drafts:
    """The statements of a clause, and amounts that could not be told apart, with the reason."""

    found: tuple[Draft, ...] = ()
    refused: tuple[tuple[At, str], ...] = field(default=())


def draft(clause: Clause, label: str, directed: int | None = None) -> Drafts:
    """The statements of a clause under a label, header or lead-in; `directed` as for `role_of`."""
    roles = _tied([(amount, role_of(amount, clause, label, directed)) for amount in clause.amounts])
    contents = [amount for amount, role in roles if role is Role.CONTENT]
    doses = [amount for amount, role in roles if role is Role.DOSE and not _is_counted_content(amount, contents)]
    strengths = tuple(each for amount, role in roles for each in _strengths(amount, role, clause))
    maxima = tuple(_maximum(amount, clause, label) for amount, role in roles if role is Role.MAXIMUM)
    totals = [amount for amount, role in roles if role is Role.TOTAL]
    daily = [amount for amount, role in roles if role is Role.DAILY] + totals
    found = [*strengths, *(each for each in maxima if each is not None)]
    if len(daily) > 1 or (doses and len(daily) > len(totals)) or (len(doses) > 1 and not on_each_part(doses, clause)):
        several = sorted((*doses, *daily), key=lambda amount: amount.start)
        return Drafts(tuple(found), (((several[0].start, several[-1].end), "several amounts in one clause"),))
    return Drafts((*found, *_regimen(doses, daily, clause, label)))


def _tied(roles: list[tuple[Amount, Role]]) -> list[tuple[Amount, Role]]:
    """Without the contents of a unit whose strength is named: "each 50 mg tablet contains 50 mg"."""
    named = min((amount.start for amount, role in roles if role is Role.TAKEN), default=None)
    return [each for each in roles if named is None or each[1] is not Role.CONTENT or each[0].start < named]


def _is_counted_content(amount: Amount, contents: list[Amount]) -> bool:
    """Whether a count is what the content is stated for: "two sachets give 800 mg"."""
    return any(amount.end <= content.start and (amount.counted or amount.unit == "mL") for content in contents)


def _strengths(amount: Amount, role: Role, clause: Clause) -> Iterator[Draft]:
    at = (amount.start, amount.end)
    if role is Role.OFFERED:
        yield _strength(amount, StrengthRole.OFFERED, form_in(clause.text))
    elif role is Role.CONTENT:
        yield _content(amount, clause)
    elif role is Role.TAKEN:
        yield _strength(amount, StrengthRole.TAKEN, form_in(clause.text[amount.end : amount.end + 30]))
    elif amount.each:
        low = amount.each[0]
        yield Draft(
            at, {DosageKind.STRENGTH: at}, (low, low), amount.each_unit, (low,), StrengthRole.TAKEN, form=amount.unit
        )


def _strength(amount: Amount, role: StrengthRole, form: str) -> Draft:
    at = (amount.start, amount.end)
    values = amount.values if amount.listed else ()
    return Draft(at, {DosageKind.STRENGTH: at}, (amount.low, amount.high), amount.unit, values, role, form=form)


def _content(amount: Amount, clause: Clause) -> Draft:
    """What units contain, by the unit; per millilitre where the content of a volume is stated."""
    before = [each for each in clause.amounts if each.end <= amount.start and (each.counted or each.unit == "mL")]
    counted = before[-1] if before else None
    units = counted.low if counted is not None and counted.low else Decimal(1)
    liquid = counted is not None and counted.unit == "mL"
    start = counted.start if counted is not None and units != 1 and not liquid else amount.start
    at = (start, amount.end)
    form = amount.per or (counted.unit if counted is not None and not liquid else form_in(clause.text[: amount.start]))
    return Draft(
        (amount.start, amount.end),
        {DosageKind.STRENGTH: at},
        (amount.low / units, amount.high / units),
        f"{amount.unit}/mL" if liquid else amount.unit,
        tuple(value / units for value in amount.values) if amount.listed else (),
        StrengthRole.CONTENT,
        Decimal(1) if liquid else units,
        form,
    )


def _maximum(amount: Amount, clause: Clause, label: str) -> Draft | None:
    """The most of a day; None where the words set it for another time."""
    before, after = clause.text[: amount.start], clause.text[amount.end : amount.end + 70]
    by_day = any(
        each.kind is FrequencyKind.PERIOD and each.low == 1 and each.start >= amount.end for each in clause.frequencies
    )
    if not (amount.per_day or by_day or _DAILY_LIMIT.search(before[-70:]) or _DAILY_LIMIT.search(label)):
        return None
    if re.search(
        r"\b(?:single|per|each|one|at\sa|once)\s(?:dose|time|once)\b|\bat\sonce\b", before[-30:] + after, re.IGNORECASE
    ):
        return None
    limit, unit = _taken(amount)
    at = (amount.start, amount.end)
    return Draft(at, {DosageKind.MAXIMUM: at}, maximum=limit, maximum_unit=unit)


def _taken(amount: Amount) -> tuple[Range, str]:
    """The amount as it is compared: in milligrams where a count names its strength."""
    if amount.each:
        return (amount.low * amount.each[0], amount.high * amount.each[0]), amount.each_unit
    return (amount.low, amount.high), amount.unit


def _regimen(doses: list[Amount], daily: list[Amount], clause: Clause, label: str) -> Iterator[Draft]:
    """How much, how often and how long, as one statement."""
    often = frequency_of(clause, label) if doses or daily else lone_frequency(clause)
    course = course_of(clause, dosed=bool(doses or daily))
    if not (doses or daily or often or course):
        return
    spans: dict[DosageKind, At] = {}
    dose, dose_unit = _taken(doses[0]) if doses else (None, "")
    total, daily_unit = _taken(daily[0]) if daily else (None, "")
    times = (often.low, often.high) if often is not None else None
    if len(doses) > 1:
        times = (Decimal(len(doses)), Decimal(len(doses)))
    for kind, each in ((DosageKind.DOSE, doses), (DosageKind.DAILY, daily)):
        if each:
            spans[kind] = (each[0].start, each[-1].end)
    if isinstance(often, Frequency) and often.end:
        spans[DosageKind.FREQUENCY] = (often.start, often.end)
    if course is not None:
        spans[DosageKind.COURSE] = (course.start, course.end)
    first = min(spans.values()) if spans else (0, 0)
    decisive = spans.get(DosageKind.DOSE, spans.get(DosageKind.DAILY, first))
    yield Draft(
        decisive,
        spans,
        dose=dose,
        dose_unit=dose_unit,
        frequency=times,
        daily=total,
        daily_unit=daily_unit,
        course=(min(course.values), max(course.values)) if course is not None else None,
        exclusive=bool(_EXCLUSIVE.search(clause.text[: decisive[0]])),
        as_needed=bool(_AS_NEEDED.search(clause.text)),
    )
