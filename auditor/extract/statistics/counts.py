"""Judges head counts and sums of money."""

import re

from auditor.extract.quantities.surroundings import counted
from auditor.extract.statistics.changes import moved
from auditor.extract.statistics.exclusions import exclusion
from auditor.extract.statistics.instructions import instructed
from auditor.extract.statistics.place import Place
from auditor.extract.statistics.scene import labels_of
from auditor.extract.statistics.verdicts import Verdict
from auditor.model import Confidence, StatisticKind

MANY = 100_000
"""A head count of which nobody asks whether it is the size of a study."""
SOME = 1_000
NEEDED = re.compile(r"\bneed(?:s|ed)?\sto\s(?:treat|be\streated|harm|screen)\b")
YEARLY = re.compile(
    r"\b(?:each|every|per|a)\s(?:year|month|week|day)\b|\bannual(?:ly)?\b|\byearly\b|\bworldwide\b|\bglobally\b"
)
_RAISED = re.compile(r"\b(?:rais|fund|grant|donat|invest|acqui|fine|settle|lawsuit|award|budget gap|fiscal|loan)\w*\b")
LONE = re.compile(r"\W*(?:\d{1,3}(?:,\d{3})+|\d[\d.,]*\s?(?:k|m|thousand|million)|\d+(?=\s?\+))\s?\+?\W*")
_CAPACITY = re.compile(
    r"\b(?:seats?|holds?|fits?|sleeps|capacity|room\sfor|at\smost|maximum|groups?\sof|stor(?:es?|age)|up\sto)\W+(?:\w+\s)?$"
)
MILLION = 1_000_000


def judge_count(place: Place) -> Verdict | None:
    """A number of people or events that says how many there are."""
    if NEEDED.search(place.before):
        return Verdict(StatisticKind.ABSOLUTE_EFFECT)
    compared = place.next_labels(1) & {"comparative"} and place.scene.labels & {"person", "event", "harm"}
    if compared and not exclusion(place) and not instructed(place):
        return Verdict(StatisticKind.ABSOLUTE_EFFECT, Confidence.MEDIUM)
    if exclusion(place):
        return None
    if not counts_people(place) and moved(place):
        return Verdict(StatisticKind.ABSOLUTE_EFFECT, Confidence.MEDIUM)
    return None if _is_study_size(place) or _CAPACITY.search(place.before) else _head_count(place)


def _is_study_size(place: Place) -> bool:
    """E13: how many took part."""
    if labels_of(place.left[-5:]) & {"study_size"} and place.scene.labels & {"study"}:
        return True
    return (place.quantity.high or 0) < MANY and bool(place.scene.labels & {"study", "study_size"})


def _head_count(place: Place) -> Verdict | None:
    size = place.quantity.high or 0
    told = place.scene.labels & {"prevalence"} or place.scene.says(YEARLY)
    if size >= MANY:
        return Verdict(StatisticKind.PREVALENCE, Confidence.HIGH if told else Confidence.MEDIUM)
    if size >= SOME and told:
        return Verdict(StatisticKind.PREVALENCE, Confidence.MEDIUM)
    return None


def judge_money(place: Place) -> Verdict | None:
    """A sum that measures a market or what something costs society."""
    if (place.quantity.high or 0) < MILLION or place.scene.says(_RAISED) or exclusion(place):
        return None
    if place.scene.labels & {"market"} or place.scene.says(YEARLY):
        return Verdict(StatisticKind.MARKET)
    return Verdict(StatisticKind.MARKET, Confidence.MEDIUM) if labels_of(place.scene.words) & {"harm"} else None


def judge_alone(place: Place) -> Verdict | None:
    """A large number alone in its block, with people in the short block beside it: "10,000+", "happy patients"."""
    people = (
        LONE.fullmatch(place.scene.text)
        and (place.quantity.high or 0) >= SOME
        and "person" in labels_of(place.scene.caption)
    )
    return Verdict(StatisticKind.PREVALENCE, Confidence.LOW) if people and not exclusion(place) else None


def judge_crowd(place: Place) -> Verdict | None:
    """A very large number whose noun stands before it: "the number of app users passed 90 million"."""
    if (place.quantity.high or 0) < MANY or "number of" not in place.before or exclusion(place):
        return None
    return Verdict(StatisticKind.PREVALENCE, Confidence.MEDIUM)


def counts_people(place: Place) -> bool:
    """Whether people are counted, not events."""
    return counted_as_people(place.quantity.unit)


def counted_as_people(noun: str) -> bool:
    """Whether a counted noun is one for people."""
    return counted().get(noun) == "people"
