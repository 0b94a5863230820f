"""Contradictions between regimens of one scope: how much, how often, how long, and never more than."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.check.dosages.contradiction import Contradiction, Statement, Subtype, contradiction
from auditor.check.dosages.scopes import Scopes
from auditor.check.dosages.values import Range, disjoint, equal, slipped, times, written
from auditor.model import Dosage, DosageKind, Span

_MOST_REGIMENS = 3
"""A scope with more different regimens than these has been read too coarsely to compare."""


@dataclass(frozen=True)
class Units:
    """Converts counts of a drug's units into milligrams where the page gives them one strength only."""

    strengths: Mapping[tuple[str, str], tuple[Range, str]]
    """For a drug and a counted form: the content of one."""

    def in_unit(self, value: Range, unit: str, drug: str, wanted: str) -> Range | None:
        """The value in the wanted unit, None where the page gives no factor."""
        if unit == wanted:
            return value
        content = self.strengths.get((drug, unit))
        if content is not None and content[1] == wanted:
            return times(value, content[0])
        return None


def compare_regimens(regimens: Sequence[Dosage], scopes: Scopes, units: Units) -> Iterator[Contradiction]:
    """Each later regimen against the first it contradicts, equal ones told once."""
    kept: list[Dosage] = []
    found: list[Contradiction] = []
    for later in regimens:
        conflict = next((each for earlier in kept if (each := _conflict(earlier, later, scopes, units))), None)
        if conflict is not None:
            found.append(conflict)
        if not any(_same(earlier, later) for earlier in kept):
            kept.append(later)
        if len(kept) > _MOST_REGIMENS:
            return
    yield from _once(found)


def _once(found: list[Contradiction]) -> Iterator[Contradiction]:
    seen: set[tuple[str, ...]] = set()
    for each in found:
        key = (each.subtype, *sorted((each.earlier.norm, each.later.norm)))
        if key not in seen:
            seen.add(key)
            yield each


def _same(one: Dosage, other: Dosage) -> bool:
    """Whether two regimens say the same, so that one of them stands for both."""
    return (
        (one.dose, one.dose_unit, one.frequency, one.daily, one.daily_unit, one.course)
        == (other.dose, other.dose_unit, other.frequency, other.daily, other.daily_unit, other.course)
        and one.scope == other.scope
        and one.exclusive == other.exclusive
    )


def _conflict(one: Dosage, other: Dosage, scopes: Scopes, units: Units) -> Contradiction | None:
    if scopes.alternatives(one, other) or not scopes.alike(one.scope, other.scope):
        return None
    return _doses(one, other, units) or _frequencies(one, other, units) or _courses(one, other, units)


def _doses(one: Dosage, other: Dosage, units: Units) -> Contradiction | None:
    """Amounts that differ, by the dose where both give one, else by the day."""
    by_dose, by_day = _dose_pair(one, other, units), _daily_pair(one, other, units)
    if by_dose is not None and by_day is None and _dose_is_day(one, other, units):
        return None
    pairs = [pair for pair in (by_dose, by_day) if pair is not None]
    if not pairs or not all(_differ(*pair, one, other) for pair in pairs):
        return None
    kind = DosageKind.DOSE if by_dose is not None else DosageKind.DAILY
    subtype = Subtype.UNIT_SLIP if slipped(*pairs[0]) else Subtype.DISJOINT_DOSE
    return contradiction(subtype, _amount(one, kind), _amount(other, kind))


def _differ(first: Range, second: Range, one: Dosage, other: Dosage) -> bool:
    """Whether both cannot hold; a value inside a range can, unless it is said to be the only one."""
    if not (first[0] and second[0]):
        return False
    return disjoint(first, second) or ((one.exclusive or other.exclusive) and not equal(first, second))


def _dose_pair(one: Dosage, other: Dosage, units: Units) -> tuple[Range, Range] | None:
    if one.dose is None or other.dose is None:
        return None
    return _pair(one.dose, one.dose_unit, other.dose, other.dose_unit, one.scope.drug, units)


def _daily_pair(one: Dosage, other: Dosage, units: Units) -> tuple[Range, Range] | None:
    first, second = _day(one), _day(other)
    if first is None or second is None:
        return None
    return _pair(*first, *second, one.scope.drug, units)


def _pair(first: Range, unit: str, second: Range, other_unit: str, drug: str, units: Units) -> tuple[Range, Range] | None:
    """Both values in one unit."""
    converted = units.in_unit(first, unit, drug, other_unit)
    if converted is not None:
        return converted, second
    converted = units.in_unit(second, other_unit, drug, unit)
    return (first, converted) if converted is not None else None


def _day(dosage: Dosage) -> tuple[Range, str] | None:
    """The amount of a day as stated, or as it follows from dose and frequency."""
    if dosage.daily is not None:
        return dosage.daily, dosage.daily_unit
    if dosage.dose is not None and dosage.frequency is not None and dosage.frequency[0]:
        return times(dosage.dose, dosage.frequency), dosage.dose_unit
    return None


def _dose_is_day(one: Dosage, other: Dosage, units: Units) -> bool:
    """Whether a dose without a frequency may be the amount of a day that the other side states."""
    for silent, telling in ((one, other), (other, one)):
        day = _day(telling)
        if silent.dose is not None and silent.frequency is None and day is not None:
            pair = _pair(silent.dose, silent.dose_unit, *day, silent.scope.drug, units)
            if pair is not None and not disjoint(*pair):
                return True
    return False


def _frequencies(one: Dosage, other: Dosage, units: Units) -> Contradiction | None:
    if one.frequency is None or other.frequency is None or not disjoint(one.frequency, other.frequency):
        return None
    day, dose = _daily_pair(one, other, units), _dose_pair(one, other, units)
    if (day is not None and not disjoint(*day)) or (dose is not None and disjoint(*dose)):
        return None
    if DosageKind.FREQUENCY not in one.spans or DosageKind.FREQUENCY not in other.spans:
        return None
    return contradiction(Subtype.FREQUENCY, _frequency(one), _frequency(other))


def _courses(one: Dosage, other: Dosage, units: Units) -> Contradiction | None:
    if one.course is None or other.course is None or not disjoint(one.course, other.course):
        return None
    pairs = [_dose_pair(one, other, units), _daily_pair(one, other, units)]
    if any(pair is not None and disjoint(*pair) for pair in pairs):
        return None
    return contradiction(Subtype.COURSE_LENGTH, _course(one), _course(other))


def _amount(dosage: Dosage, kind: DosageKind) -> Statement:
    """The words of the amount; by the day where that is what is compared."""
    if kind is DosageKind.DOSE and dosage.dose is not None:
        return Statement(dosage.spans[DosageKind.DOSE], written(dosage.dose, dosage.dose_unit))
    day, unit = _day(dosage) or ((dosage.dose or (0, 0)), dosage.dose_unit)
    span = dosage.spans.get(DosageKind.DAILY)
    return Statement(span or regimen_span(dosage), written(day, unit, per=" a day"))


def regimen_span(dosage: Dosage) -> Span:
    """The words of dose and frequency together."""
    dose = dosage.spans.get(DosageKind.DOSE, dosage.span)
    often = dosage.spans.get(DosageKind.FREQUENCY)
    return dose.join(often) if often is not None and often.block == dose.block else dose


def _frequency(dosage: Dosage) -> Statement:
    assert dosage.frequency is not None
    return Statement(dosage.spans[DosageKind.FREQUENCY], how_often(dosage.frequency))


def how_often(frequency: Range) -> str:
    """A frequency in words: "3 times a day", "every 3 days"."""
    if frequency[0] and frequency[1] < 1:
        low, high = 1 / frequency[1], 1 / frequency[0]
        return f"every {written((low, high))} days"
    return f"{written(frequency)} times a day"


def _course(dosage: Dosage) -> Statement:
    assert dosage.course is not None
    return Statement(dosage.spans[DosageKind.COURSE], f"{written(dosage.course)} days")


def compare_with_maxima(
    regimens: Sequence[Dosage], maxima: Sequence[Dosage], scopes: Scopes, units: Units
) -> Iterator[Contradiction]:
    """Regimens that go beyond the page's own maximum, and maxima that differ."""
    first = maxima[0]
    for other in maxima[1:]:
        pair = _pair(_limit(first), first.maximum_unit, _limit(other), other.maximum_unit, first.scope.drug, units)
        if pair is not None and disjoint(*pair) and scopes.alike(first.scope, other.scope):
            subtype = Subtype.UNIT_SLIP if slipped(*pair) else Subtype.DISJOINT_DOSE
            yield contradiction(subtype, _maximum(first), _maximum(other))
            return
    for regimen in regimens:
        if not regimen.as_needed and _exceeds(regimen, first, units) and scopes.alike(regimen.scope, first.scope):
            yield contradiction(Subtype.MAX_EXCEEDED, _least(regimen), _maximum(first))
            return


def _limit(dosage: Dosage) -> Range:
    assert dosage.maximum is not None
    return dosage.maximum


def _exceeds(regimen: Dosage, maximum: Dosage, units: Units) -> bool:
    """Whether even the least the regimen allows lies above the maximum; "up to" allows the most."""
    least = _least_day(regimen)
    if least is None:
        return False
    pair = _pair(least[0], least[1], _limit(maximum), maximum.maximum_unit, regimen.scope.drug, units)
    return pair is not None and pair[0][0] > pair[1][1] * 1


def _least_day(regimen: Dosage) -> tuple[Range, str] | None:
    if regimen.dose is not None and regimen.frequency is not None:
        often = regimen.frequency[0] or regimen.frequency[1]
        return (regimen.dose[0] * often, regimen.dose[0] * often), regimen.dose_unit
    if regimen.daily is not None:
        return (regimen.daily[0], regimen.daily[0]), regimen.daily_unit
    return None


def _least(regimen: Dosage) -> Statement:
    day = _least_day(regimen)
    assert day is not None
    return Statement(regimen_span(regimen), written(*day, per=" a day"))


def _maximum(dosage: Dosage) -> Statement:
    return Statement(dosage.spans[DosageKind.MAXIMUM], f"at most {written(_limit(dosage), dosage.maximum_unit)} a day")
