"""Tells clauses that say what to do from clauses that say what is so."""

import re

from auditor.extract.statistics.lexicon import Word
from auditor.extract.statistics.place import Place

_PURPOSE = re.compile(r"\W*(?:to|for|if|when|before|after|once|in order to)\s[^,]{1,80},")
_ENDS = frozenset(";:—–-")
"""Signs behind which a statement of its own may follow an instruction."""
_OBJECT = re.compile(
    r"\W*(?:an?|the|your|this|that|these|those|it|them|no|up|down|out|off|on|in|to|at|for|with|by|only|about|around|more|less|"
    r"each|every|all|any|some|as|half|one|two|three|four|five|not|until|over|under|between|from|\d|$)\b|\W*\d|\W*$"
)
_ADVICE = re.compile(
    r"\b(?:should|must|recommend\w*|advis\w+|suggest\w*|try|aim|need(?!\sfor\b)|be\staken|be\scareful)\b[^.;:]{0,40}\b(?:to\s)?"
    r"(?:reduc|lower|cut|increas|limit|restrict|titrat|taper|adjust|avoid|keep|stay)\w*\b"
    r"|\byou\s(?:may|can|should|must|could|need\sto)\s(?:take|use|apply|inject|swallow|drink|eat|add|repeat|chew|have)\b"
)


def instructed(place: Place) -> bool:
    """Whether the clause tells the reader what to do: it, its sentence, or what follows "to lose weight," opens so."""
    scene = place.scene
    purpose = _PURPOSE.match(scene.text)
    before = scene.text[: place.clause[0]].rstrip()
    openings = [
        *scene.words_between(*place.clause)[:1],
        *(scene.words[:1] if before[-1:] not in _ENDS or not before else ()),
        *(scene.words_between(purpose.end(), place.start)[:1] if purpose else ()),
    ]
    return any(_orders(word, scene.text) for word in openings) or _ADVICE.search(place.before) is not None


def _orders(word: Word, text: str) -> bool:
    """Whether the word is a verb in the imperative; one that may be a noun ("sleep") needs an object behind it."""
    if "noun_or_verb" in word.labels:
        return _OBJECT.match(text, word.end) is not None
    return "instruction" in word.labels
