"""Builds dosage statements from a clause: its amounts by role, how often, how long."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.clauses import At, Clause
from auditor.extract.dosages.contents import content, strengths_named
from auditor.extract.dosages.regimens import course_of, frequency_of, lone_frequency, on_each_part
from auditor.extract.dosages.roles import Role, is_limit, role_of
from auditor.extract.dosages.schedules import Course, Frequency, FrequencyKind
from auditor.model import Dosage, DosageKind, Scope

_AS_NEEDED = re.compile(
    r"\b(?:as|when|if|where)\s(?:needed|required|necessary)|\bprn\b|\bwhile\ssymptoms", re.IGNORECASE
)
_EXCLUSIVE = re.compile(r"\b(?:always|exactly|precisely)\b|\bonly\s$", re.IGNORECASE)
_BY_DAY = re.compile(r"\bdaily\b|\b(?:a|per|each|any\sone|24[\s-]hour)\s(?:day|period)\b|/\s?day", re.IGNORECASE)
_WEEK = 7
_DOSE = "dose"
"""The unit of a maximum that limits how often."""
_BY_DOSE = re.compile(r"\b(?:single|per|each|one|at\sa|once)\s(?:dose|time|once)\b|\bat\sonce\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement of which only the scope is open."""

    dosage: Dosage
    decisive: At
    """The words whose surroundings name the drug."""
    form: str = ""
    """The form the statement itself counts in."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The statements of a clause, and the amounts that could not be told apart, if any."""

    found: tuple[Draft, ...] = ()
    refused: At | None = None


def draft(clause: Clause, label: str, directed: int | None = None) -> Drafts:
    """The statements of a clause under a label, header or lead-in; `directed` as for `role_of`."""
    roles = _untied([(amount, role_of(amount, clause, label, directed)) for amount in clause.amounts])
    by_role: dict[Role, list[Amount]] = {role: [amount for amount, own in roles if own is role] for role in Role}
    doses = [each for each in by_role[Role.DOSE] if not _counts_content(each, by_role[Role.CONTENT])]
    daily, totals = by_role[Role.DAILY], by_role[Role.TOTAL]
    limits = [each for each in clause.frequencies if _limits(each, clause)]
    found = [*_strengths(roles, clause), *_maxima(by_role[Role.MAXIMUM], clause, label)]
    found += [_limit(each, clause) for each in limits]
    clause = replace(clause, frequencies=tuple(each for each in clause.frequencies if each not in limits))
    if len(daily) + len(totals) > 1 or (doses and daily) or (len(doses) > 1 and not on_each_part(doses, clause)):
        several = sorted((*doses, *daily, *totals), key=lambda amount: amount.start)
        return Drafts(tuple(found), (several[0].start, several[-1].end))
    return Drafts((*found, *_regimen(doses, daily or totals, clause, label)))


def _untied(roles: list[tuple[Amount, Role]]) -> list[tuple[Amount, Role]]:
    """Without the contents of a unit whose strength is named: "each 50 mg tablet contains 50 mg"."""
    named = min((amount.start for amount, role in roles if role is Role.TAKEN), default=None)
    return [each for each in roles if named is None or each[1] is not Role.CONTENT or each[0].start < named]


def _counts_content(count: Amount, contents: list[Amount]) -> bool:
    """Whether a count is what the content is stated for: "two sachets give 800 mg"."""
    return any(count.end <= content.start and (count.counted or count.unit == "mL") for content in contents)


def _strengths(roles: list[tuple[Amount, Role]], clause: Clause) -> Iterator[Draft]:
    for amount, role in roles:
        stated = [content(amount, clause)] if role is Role.CONTENT else strengths_named(amount, role, clause)
        for dosage, form in stated:
            yield Draft(dosage, (amount.start, amount.end), form)


def _maxima(amounts: list[Amount], clause: Clause, label: str) -> Iterator[Draft]:
    """The most of a day or a week; left out where the words set it for another time."""
    for amount in amounts:
        before, after = clause.text[: amount.start][-70:], clause.text[amount.end : amount.end + 70]
        weekly = _limits_week(amount, clause)
        if _BY_DOSE.search(before[-30:] + after) or not (weekly or _limits_day(amount, clause, before, label)):
            continue
        at = (amount.start, amount.end)
        limit, unit = _taken(amount)
        unit = f"{unit.removesuffix('/week')}/week" if weekly else unit
        span = clause.span(at)
        spans = {DosageKind.MAXIMUM: span}
        yield Draft(Dosage(span, clause.sentence, Scope(), maximum=limit, maximum_unit=unit, spans=spans), at)


def _limits(often: Frequency, clause: Clause) -> bool:
    """Whether a frequency is the most allowed: "no more than twice a day"."""
    return often.kind is FrequencyKind.TIMES and bool(often.low) and is_limit(clause.text[: often.start])


def _limit(often: Frequency, clause: Clause) -> Draft:
    at = (often.start, often.end)
    span = clause.span(at)
    spans = {DosageKind.MAXIMUM: span}
    limit = (often.low, often.high)
    return Draft(Dosage(span, clause.sentence, Scope(), maximum=limit, maximum_unit=_DOSE, spans=spans), at)


def _limits_week(amount: Amount, clause: Clause) -> bool:
    weeks = (each for each in clause.frequencies if each.kind is FrequencyKind.PERIOD and round(1 / each.low) == _WEEK)
    return amount.unit.endswith("/week") or any(each.start >= amount.end for each in weeks)


def _limits_day(amount: Amount, clause: Clause, before: str, label: str) -> bool:
    behind = [each for each in clause.frequencies if each.start >= amount.end]
    by_day = any(each.kind is FrequencyKind.PERIOD and each.low == 1 for each in behind)
    return bool(amount.per_day or by_day or _BY_DAY.search(before) or _BY_DAY.search(label))


def _taken(amount: Amount) -> tuple[tuple[Decimal, Decimal], str]:
    """The amount as it is compared: in milligrams where a count names its strength."""
    if amount.each:
        return (amount.low * amount.each[0], amount.high * amount.each[0]), amount.each_unit
    return (amount.low, amount.high), amount.unit


def _regimen(doses: list[Amount], daily: list[Amount], clause: Clause, label: str) -> Iterator[Draft]:
    """How much, how often and how long, as one statement."""
    often = frequency_of(clause, label) if doses or daily else lone_frequency(clause, label)
    course = course_of(clause, dosed=bool(doses or daily))
    places = _places(doses, daily, often, course)
    if not places:
        return
    dose, dose_unit = _taken(doses[0]) if doses else (None, "")
    day, daily_unit = _taken(daily[0]) if daily else (None, "")
    decisive = places.get(DosageKind.DOSE) or places.get(DosageKind.DAILY) or min(places.values())
    whole = (min(start for start, _ in places.values()), max(end for _, end in places.values()))
    dosage = Dosage(
        clause.span(whole),
        clause.sentence,
        Scope(),
        dose=dose,
        dose_unit=dose_unit,
        frequency=_times(often, len(doses)),
        daily=day,
        daily_unit=daily_unit,
        course=(min(course.values), max(course.values)) if course is not None else None,
        spans={kind: clause.span(at) for kind, at in places.items()},
        exclusive=bool(_EXCLUSIVE.search(clause.text[: decisive[0]])),
        as_needed=bool(_AS_NEEDED.search(clause.text)),
    )
    yield Draft(dosage, decisive)


def _times(often: Frequency | None, parts: int) -> tuple[Decimal, Decimal] | None:
    """Doses per day; where a dose is named for each part of the day, so many."""
    if parts > 1:
        return Decimal(parts), Decimal(parts)
    return (often.low, often.high) if often is not None else None


def _places(
    doses: list[Amount], daily: list[Amount], often: Frequency | None, course: Course | None
) -> Mapping[DosageKind, At]:
    """The words of each quantity; a frequency that only a header tells has none here."""
    places: dict[DosageKind, At] = {}
    for kind, amounts in ((DosageKind.DOSE, doses), (DosageKind.DAILY, daily)):
        if amounts:
            places[kind] = (amounts[0].start, amounts[-1].end)
    if often is not None and often.end:
        places[DosageKind.FREQUENCY] = (often.start, often.end)
    if course is not None:
        places[DosageKind.COURSE] = (course.start, course.end)
    return places
