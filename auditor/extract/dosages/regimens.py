"""Chooses the frequency and the course that belong to the dose of a clause."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.clauses import Clause
from auditor.extract.dosages.phrases import tokenize
from auditor.extract.dosages.schedules import Course, Frequency, FrequencyKind, find_frequencies
from auditor.extract.dosages.words import table

_I = re.IGNORECASE
EVERY_DAY = Decimal(24)
"""The most doses a day can have."""
_OPEN_PART = re.compile(r"(?:in\sthe|at|before|with|after)\b", _I)
"""A part of the day without "each" or "every": when to take it, not how often."""
_DAILY = re.compile(r"daily\b|(?:every|each)\sday\b", _I)
"""Without a number, and so at least once a day."""
_CONDITION = re.compile(r"\b(?:if|when|unless)\b[^,:;]*$", _I)
"""A frequency in a condition is one of something else: "if it hurts twice a day"."""
_LONGEST_OBJECT = 8
"""Words between "take" and how often."""
_OFTEN = re.compile(r"\b(?:how\soften|frequency|schedule)\b", _I)
_DOSING_VERB = re.compile(
    r"\b(?:take|takes|taken|use|used|apply|applied|inject|injected|administer|administered|swallow|inhale|instil|insert|give|given|repeat|"
    r"change|stick|replace|put|chew|drink|continue|dosed)\b",
    _I,
)
_COURSE_VERB = re.compile(
    r"\b(?:take|taken|taking|use|used|using|apply|applied|applying|inject|injected|given|give|continue|continued|finish|complete|"
    r"course|treatment|therapy|daily|twice|day|administered)\b",
    _I,
)
_COURSE_NOUN = re.compile(r"\b(?:treatment|course|therapy|cycle)s?(?:\s(?:usually|normally|typically))?\s?$", _I)
_NO_COURSE = re.compile(
    r"\b(?:do\snot|don['’]t|never|not|without|if|unless|persists?|last(?:ed|ing)?|wait|avoid|store|keep(?!\s(?:taking|using|applying))|stable|results?|"
    r"reviewed|after|before|missed|forget|fridge|refrigerat\w+|effects?|studied|trial|study|lose|lost)\b",
    _I,
)


def frequency_of(clause: Clause, label: str) -> Frequency | None:
    """How often the dose of a clause is taken; None where it is open or said in two ways."""
    often = _often(clause.frequencies, clause.text)
    if not often:
        often = [replace(each, start=0, end=0) for each in _often(find_frequencies(label), label)]
    values = {(each.low, each.high) for each in often}
    if len(values) > 1:
        often = [each for each in often if each.low]
        values = {(each.low, each.high) for each in often}
    return often[0] if len(values) == 1 else None


def _often(frequencies: Sequence[Frequency], text: str) -> list[Frequency]:
    """The frequencies that count doses."""
    kinds = (FrequencyKind.TIMES, FrequencyKind.DIVIDED)
    found = [
        each for each in frequencies if each.kind in kinds or (each.kind is FrequencyKind.PERIOD and each.high < 1)
    ]
    return [each for each in found if not (_OPEN_PART.match(text, each.start) or _CONDITION.search(text[: each.start]))]


def on_each_part(doses: Sequence[Amount], clause: Clause) -> bool:
    """Whether equal doses are taken at several times of the day: "5 mg in the morning and 5 mg at night"."""
    if len({(each.values, each.unit, each.each) for each in doses}) > 1:
        return False
    parts = [each for each in clause.frequencies if each.kind is FrequencyKind.TIMES and each.low == 1]
    return len(parts) == len(doses)


def lone_frequency(clause: Clause, label: str) -> Frequency | None:
    """A frequency without an amount, where the clause says to take the medicine so often."""
    often = frequency_of(replace(clause, frequencies=tuple(_often(clause.frequencies, clause.text))), "")
    if often is None:
        daily = (each for each in clause.frequencies if _DAILY.match(clause.text, each.start))
        often = next((replace(each, values=(each.low, EVERY_DAY)) for each in daily), None)
    if often is None:
        return None
    if _OFTEN.search(label) and len(clause.text) <= 2 * (often.end - often.start):
        return often
    verbs = list(_DOSING_VERB.finditer(clause.text, 0, often.start))
    if not verbs or re.search(r"\b(?:do\snot|don['’]t|never|not|no)\b", clause.text[: often.start], _I):
        return None
    taken = clause.text[verbs[-1].end() : often.start]
    between = tokenize(taken)
    named = (taken[token.start].isupper() or _is_medicine(token.word) for token in between)
    return often if len(between) <= _LONGEST_OBJECT and all(named) else None


def _is_medicine(word: str) -> bool:
    """Whether a word may stand between "take" and how often."""
    from auditor.extract.dosages.names import ends_like_drug, lexicon

    return word in _fillers() or word in lexicon() or word[0].isdigit() or ends_like_drug(word)


@cache
def _fillers() -> frozenset[str]:
    forms = [word for each in ("forms", "preparations") for words in table(each).values() for word in words]
    units = [word for words in table("units").values() for word in words]
    generic = table("generic")
    routes = [word for words in table("route").values() for phrase in words for word in phrase.split()]
    return frozenset(
        (
            *generic["words"],
            *forms,
            *units,
            *table("numbers"),
            *routes,
            *table("sites")["words"],
            "new",
            "affected",
            "eye",
            "nostril",
        )
    )


def course_of(clause: Clause, *, dosed: bool) -> Course | None:
    """How long the medicine is taken; None where the length is one of something else."""
    for course in clause.courses:
        before, words = clause.text[: course.start], clause.text[course.start : course.end].lower()
        if _NO_COURSE.search(before):
            continue
        if words.startswith(("last", "takes", "of ")):
            if _COURSE_NOUN.search(before):
                return course
        elif dosed or _COURSE_VERB.search(before) or "course" in words or "treatment" in words:
            return course
    return None
