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
_STUDIED = re.compile(
    r"\b(?:data|records?|responses|answers|samples?|information|scans|files|charts|reports)\s"
    r"(?:(?:collected|gathered|taken|pooled)\s)?(?:from|of|on|for|covering|spanning)\s(?:the\s)?(?:[\w-]+\s)?$"
    r"|\b(?:we|they|researchers|investigators|scientists|authors|team)\s(?:\w+\s)?(?:followed|tracked|studied|surveyed|"
    r"interviewed|recruited|enrolled|examined|analy[sz]ed|monitored|reviewed|looked\sat|compared)\s(?:[\w-]+\s)?$"
)
_RAISED = re.compile(r"\b(?:rais|fund|grant|donat|invest|acqui|fine|settle|lawsuit|award|budget gap|fiscal|loan)\w*\b")
_COSTING = re.compile(r"\b(?:spen[dt]|spends|costing|losses)\b")
"""What a society pays; funds that are given are excluded before."""
_SPENT = re.compile(
    r"\b(?:americans?|britons?|canadians?|australians?|europeans?|adults?|people|m[ae]n|wom[ae]n|households?|famil(?:y|ies)|"
    r"consumers?|workers?|employers?|smokers?|persons?|parents?|seniors?|countr(?:y|ies)|nations?)\s(?:\w+\s){0,2}"
    r"(?:spends?|spent)\s(?:on\saverage,?\s)?(?:\w+\s)?$"
)
_LOST = re.compile(r"\b(?:claim(?:s|ed|ing)?|took|takes|taken|cost(?:s|ing)?)\s(?:[\w,.-]+\s){1,5}lives\b")
_BURDEN = re.compile(
    r"\b(?:health[\s-]?care|medical|societal|economic|national|state|public|lifetime)\s"
    r"(?:\w+\s)?(?:costs?|spending|expenditures?|burden|savings)\b|\bspending\son\b|\bcost\sof\s(?:illness|disease)\b"
)
_A_HEAD = re.compile(
    r"\bper\s(?:capita|person|head|patient|case|worker|employee|resident|adult|child|death)\b|\bfor\seach\s(?:person|patient|case)\b"
)
_A_YEAR = re.compile(r"\b(?:a|per|each|every)\syear\b|\bannual(?:ly)?\b|\byearly\b")
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
    if _STUDIED.search(place.before):
        return True
    if (place.quantity.high or 0) >= MANY:
        return False
    return "study" in place.scene.labels or "study_size" in place.clause_labels


def _head_count(place: Place) -> Verdict | None:
    size = place.quantity.high or 0
    told = place.scene.labels & {"prevalence"} or place.scene.says(YEARLY)
    if size >= MANY:
        return Verdict(StatisticKind.PREVALENCE, Confidence.HIGH if told else Confidence.MEDIUM)
    if size >= SOME and (told or place.scene.says(_LOST)):
        return Verdict(StatisticKind.PREVALENCE, Confidence.MEDIUM)
    return None


def judge_money(place: Place) -> Verdict | None:
    """A sum that measures a market, what something costs society, or what a population spends a year."""
    if _is_cost_a_head(place) and not exclusion(place):
        return Verdict(StatisticKind.MARKET, Confidence.MEDIUM)
    if (place.quantity.high or 0) < MILLION or place.scene.says(_RAISED) or exclusion(place):
        return None
    if place.scene.labels & {"market"} or place.scene.says(_COSTING) or place.scene.says(YEARLY):
        return Verdict(StatisticKind.MARKET)
    return Verdict(StatisticKind.MARKET, Confidence.MEDIUM) if labels_of(place.scene.words) & {"harm"} else None


def _is_cost_a_head(place: Place) -> bool:
    """ "Adults spend $90 a year on it", "health-care costs of $4,000 per person"; prices of services are none."""
    if _SPENT.search(place.before):
        return place.scene.says(_A_YEAR)
    return place.scene.says(_BURDEN) and place.scene.says(_A_HEAD)


def judge_alone(place: Place) -> Verdict | None:
    """A large number alone in its block, with people in the short block beside it: "10,000+", "happy patients"."""
    people = (
        LONE.fullmatch(place.scene.text)
        and (place.quantity.high or 0) >= SOME
        and "person" in labels_of(place.scene.caption)
    )
    return Verdict(StatisticKind.PREVALENCE, Confidence.LOW) if people and not exclusion(place) else None


def judge_crowd(place: Place) -> Verdict | None:
    """A very large number whose noun stands before it or is left out.

    "The number of app users passed 90 million", "another 9 million have it without knowing".
    """
    if (place.quantity.high or 0) < MANY or not ("number of" in place.before or _is_subject(place)) or exclusion(place):
        return None
    return Verdict(StatisticKind.PREVALENCE, Confidence.MEDIUM)


def _is_subject(place: Place) -> bool:
    """Whether what so many do or suffer follows at once, in the plural or the past, and it is told of people."""
    verb = next((word for word in place.right[:2] if "finding" in word.labels), None)
    done = (
        verb is not None and not verb.text.endswith("s") and _ADVERBS.fullmatch(place.scene.text, place.end, verb.start)
    )
    return bool(done and place.scene.labels & {"person", "harm", "prevalence"} and not place.scene.labels & {"study"})


_ADVERBS = re.compile(r"\s(?:(?:also|still|now|more|others|[a-z]{3,}ly)\s)?")


def counts_people(place: Place) -> bool:
    """Whether people are counted, not events."""
    return counted_as_people(place.quantity.unit)


def counted_as_people(noun: str) -> bool:
    """Whether a counted noun is one for people."""
    return counted().get(noun) == "people"
