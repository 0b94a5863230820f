"""Wording that speaks of one person: a patient's examination, the reader's own data, a named expert's own words."""

import re

from auditor.extract.attributions.grammar import Cue
from auditor.extract.attributions.tagging import Tagged
from auditor.extract.citations.years import UPPER

_PERSON = re.compile(r"\b(?:Dr|Prof|Professor|He|She|he|she|his|her)\b")
_WROTE = re.compile(
    r"\b(?:conducted|directed|led|overseen|run|written|(?:co-?)?authored|presented|published)\s$", re.IGNORECASE
)
_SPEAKER = re.compile(rf"{_PERSON.pattern}|\b(?:I|[Ww]e|[Oo]ur)\b")
_NAMED = re.compile(
    rf"\b(?:(?:Dr|Prof|Professor)\b\.?|(?<!The\s){UPPER}[a-z]+(?:\s{UPPER}\.?)?)\s{UPPER}[\w’'-]+(?:\s{UPPER}[\w’'-]+)*"
    rf"(?:,\s(?:[A-Z]\.?){{2,5}})*,\s[^.;:]{{0,80}}\b(?:at|for|from|of|with)\s(?:the\s)?$"
)
"""Before a body, a person who is said to be of it: "Ida Holm, head nurse at "."""
_SUBJECT = 4
"""So many words before a verb may be its subject: "your last order has been confirmed"."""
_SHOWN = re.compile(r"\b(?:shown|proven|demonstrated|known)\b", re.IGNORECASE)
_OWN_VOICE = frozenset(["our"])
_ONE_PERSON = frozenset(["your", "my", "his", "her"])
_CROWD = frozenset(["patient", "client", "user"])
"""Before a survey: who was asked, many of them."""


def is_personal(cue: Cue, tagged: Tagged) -> bool:
    """Whether the cue speaks of one person or of somebody's own, and not of research."""
    return _examination(cue, tagged) or _own(cue, tagged) or _of_a_person(cue, tagged)


def back(tagged: Tagged, first: int, most: int) -> int:
    """The word up to `most` words before `first`, not beyond a stop, a contrast or "that"."""
    start = first
    if tagged.plays(first, "that"):
        return first
    while start > 0 and first - start < most and not tagged.plays(start - 1, "stop", "but", "that", "contrast"):
        start -= 1
    return start


def _examination(cue: Cue, tagged: Tagged) -> bool:
    """V9: the study is an examination of one patient."""
    if cue.head <= 0:
        return False
    asked = _CROWD if tagged.plays(cue.head, "survey") else frozenset[str]()
    before = (each for each in (cue.head - 1, cue.head - 2) if each >= cue.first)
    return any(tagged.plays(each, "examination") and tagged.word(each).lower() not in asked for each in before)


def _own(cue: Cue, tagged: Tagged) -> bool:
    """V3 and V10: the reader's own data, or a study spoken of before ("their study")."""
    named = {
        tagged.word(each).lower()
        for each in range(cue.first, max(cue.head, cue.first + 1))
        if tagged.plays(each, "own")
    }
    inside = {tagged.word(each).lower() for each in range(cue.first, cue.last) if tagged.plays(each, "own")}
    if cue.form == "proof":
        subject = tagged.before(cue.first).lower().split()[-_SUBJECT:]
        return not _ONE_PERSON.isdisjoint(subject) and _SHOWN.search(tagged.words(cue.first, cue.last)) is None
    if cue.form == "slogan":
        return any(tagged.plays(each, "own") for each in range(back(tagged, cue.first, 4), cue.first))
    if cue.form == "judges" and _described(tagged, cue.first):
        return True
    to_reader = tagged.plays(cue.last, "pronoun") and tagged.word(cue.last).lower() == "you"
    return bool(named - _OWN_VOICE or inside & _ONE_PERSON or (named and to_reader))


def _described(tagged: Tagged, first: int) -> bool:
    """Whether words that describe stand between "our" and word `first`: "our qualified doctors"."""
    start = first
    while tagged.plays(start - 1, "adjective", "participle", "adverb", "renown", "and", "plain"):
        if first - start == _SUBJECT:
            return False
        start -= 1
    return start < first and tagged.plays(start - 1, "own")


def _of_a_person(cue: Cue, tagged: Tagged) -> bool:
    """V8: what a named person has published, or says for herself or himself."""
    before = tagged.before(cue.first)
    if cue.form == "amount":
        return _WROTE.search(before) is not None and _SPEAKER.search(before) is not None
    if cue.form == "published":
        return _PERSON.search(before) is not None
    return cue.form == "states" and _NAMED.search(before) is not None
