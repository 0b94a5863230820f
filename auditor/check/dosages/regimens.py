"""Contradictions between regimens of one scope: how much, how often, how long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.check.dosages.contradiction import Contradiction, Statement, Subtype, contradiction
from auditor.check.dosages.scopes import Scopes
from auditor.check.dosages.units import Units, day_of, dose_of, regimen_span
from auditor.check.dosages.values import Range, disjoint, equal, slipped, written
from auditor.model import Dosage, DosageKind

_MOST_REGIMENS = 3
"""A scope with more different regimens than these has been read too coarsely to compare."""
_WEEK = 7
_EVERY_HOUR = 24
"""A frequency up to this leaves open how often a day."""


def compare_regimens(regimens: Sequence[Dosage], scopes: Scopes, units: Units) -> Iterator[Contradiction]:
    """Each later regimen against the first it contradicts, equal pairs of values once."""
    kept: list[Dosage] = []
    found: dict[tuple[str, ...], Contradiction] = {}
    for later in regimens:
        pairs = (_Pair(earlier, later, units) for earlier in kept if scopes.comparable(earlier, later))
        conflict = next((each for pair in pairs if (each := pair.conflict())), None)
        if conflict is not None:
            norms = sorted((conflict.earlier.norm, conflict.later.norm))
            found.setdefault((conflict.subtype, *norms), conflict)
        if not any(_same(earlier, later) for earlier in kept):
            kept.append(later)
        if len(kept) > _MOST_REGIMENS:
            return
    yield from found.values()


def _same(one: Dosage, other: Dosage) -> bool:
    """Whether two regimens say the same, so that one of them stands for both."""
    return _content(one) == _content(other)


def _content(dosage: Dosage) -> tuple[object, ...]:
    amounts = dosage.dose, dosage.dose_unit, dosage.frequency, dosage.daily, dosage.daily_unit
    return *amounts, dosage.course, dosage.scope, dosage.exclusive


@dataclass(frozen=True)
class _Pair:
    """Two regimens of one scope."""

    one: Dosage
    other: Dosage
    units: Units

    def conflict(self) -> Contradiction | None:
        return self._amounts() or self._frequencies() or self._courses()

    @property
    def _dose(self) -> tuple[Range, Range] | None:
        return self.units.pair(dose_of(self.one), dose_of(self.other), self.one.scope.drug)

    @property
    def _day(self) -> tuple[Range, Range] | None:
        return self.units.pair(day_of(self.one), day_of(self.other), self.one.scope.drug)

    def _amounts(self) -> Contradiction | None:
        """Amounts that differ, by the dose where both give one, and by the day where both tell it."""
        dose, day = self._dose, self._day
        pairs = [pair for pair in (dose, day) if pair is not None]
        if not pairs or not all(self._differ(*pair) for pair in pairs) or (day is None and self._dose_may_be_day()):
            return None
        subtype = Subtype.UNIT_SLIP if slipped(*pairs[0]) else Subtype.DISJOINT_DOSE
        told = _told_dose if dose is not None else _told_day
        return contradiction(subtype, told(self.one), told(self.other))

    def _differ(self, first: Range, second: Range) -> bool:
        """Whether both cannot hold; a value inside a range can, unless it is said to be the only one."""
        if not (first[0] and second[0]):
            return False
        exclusive = self.one.exclusive or self.other.exclusive
        return disjoint(first, second) or (exclusive and not equal(first, second))

    def _dose_may_be_day(self) -> bool:
        """Whether a dose without a frequency may be the amount of a day that the other side tells."""
        for silent, telling in ((self.one, self.other), (self.other, self.one)):
            if silent.frequency is None:
                pair = self.units.pair(dose_of(silent), day_of(telling), silent.scope.drug)
                if pair is not None and not disjoint(*pair):
                    return True
        return False

    def _frequencies(self) -> Contradiction | None:
        first, second = self.one.frequency, self.other.frequency
        if first is None or second is None or not disjoint(first, second):
            return None
        dose, day = self._dose, self._day
        if (day is not None and not disjoint(*day)) or (dose is not None and disjoint(*dose)):
            return None
        places = self.one.spans.get(DosageKind.FREQUENCY), self.other.spans.get(DosageKind.FREQUENCY)
        if places[0] is None or places[1] is None:
            return None
        return contradiction(
            Subtype.FREQUENCY, Statement(places[0], how_often(first)), Statement(places[1], how_often(second))
        )

    def _courses(self) -> Contradiction | None:
        first, second = self.one.course, self.other.course
        if first is None or second is None or not disjoint(first, second):
            return None
        if any(pair is not None and disjoint(*pair) for pair in (self._dose, self._day)):
            return None
        kind = DosageKind.COURSE
        one, other = (
            Statement(dosage.spans[kind], written(days, "day"))
            for dosage, days in ((self.one, first), (self.other, second))
        )
        return contradiction(Subtype.COURSE_LENGTH, one, other)


def _told_dose(dosage: Dosage) -> Statement:
    dose = dose_of(dosage)
    return Statement(dosage.spans[DosageKind.DOSE], written(*dose) if dose else "")


def _told_day(dosage: Dosage) -> Statement:
    day = day_of(dosage)
    span = dosage.spans.get(DosageKind.DAILY) or regimen_span(dosage)
    return Statement(span, written(*day, per=" a day") if day else "")


def how_often(frequency: Range) -> str:
    """A frequency in words: "3 times a day", "every 3 days", "5 times a week"."""
    low, high = frequency
    if high >= _EVERY_HOUR:
        return "every day"
    weekly = round(low * _WEEK, 3), round(high * _WEEK, 3)
    if high < 1 < low * _WEEK and all(times == int(times) for times in weekly):
        return f"{written(weekly)} times a week"
    if low and high < 1:
        return f"every {written((1 / high, 1 / low), 'day')}"
    return "once a day" if low == high == 1 else f"{written(frequency)} times a day"
