"""What a cue says about its source: the class of the appeal, and what a reader still lacks."""

import re
from dataclasses import dataclass

from auditor.extract.attributions.choosing import is_definite
from auditor.extract.attributions.grammar import Cue
from auditor.extract.attributions.tagging import Tagged
from auditor.extract.citations.years import YEAR
from auditor.model import Citation, Confidence, CueClass, Sentence, Span

_CLASS_OF_FORM = {
    "judges": CueClass.EXPERTS,
    "agreed": CueClass.EXPERTS,
    "states": CueClass.NAME_ONLY,
    "position": CueClass.NAME_ONLY,
    "guideline": CueClass.NAME_ONLY,
    "published": CueClass.NAME_ONLY,
    "noted": CueClass.NAME_ONLY,
    "titled": CueClass.NAME_ONLY,
    "amount": CueClass.RESEARCH,
    "dated": CueClass.ONE_STUDY,
    "single": CueClass.ONE_STUDY,
    "phase": CueClass.ONE_STUDY,
    "participants": CueClass.ONE_STUDY,
    "estimates": CueClass.DATA,
    "compared": CueClass.RESEARCH,
    "proof": CueClass.EVIDENTIAL,
    "slogan": CueClass.EVIDENTIAL,
}
_CLASS_OF_HEAD = (
    (("survey", "data"), CueClass.DATA),
    (("study", "report"), CueClass.ONE_STUDY),
    (("evidence", "research"), CueClass.RESEARCH),
)
_EXPERT_SLOGAN = re.compile(r"(?:doctor|physician|clinician|expert|\w+ist|pediatrician|vet)-", re.IGNORECASE)
_WEAK_FORMS = frozenset(["adjunct", "amount", "published", "slogan", "proof", "that", "position"])


@dataclass(frozen=True, slots=True)
class Wording:
    """An appeal to a source as worded, before its source is looked for."""

    span: Span
    sentence: Sentence
    cue_class: CueClass
    missing: tuple[str, ...]
    confidence: Confidence
    definite: bool = False
    """Whether it speaks of a source as known ("the study"): maybe one named before."""


def worded(cue: Cue, tagged: Tagged, sentence: Sentence) -> Wording:
    """The cue of a sentence as an appeal."""
    block, origin, _ = sentence.span
    span = Span(block, origin + tagged.ranges[cue.first][0], origin + tagged.ranges[cue.last - 1][1])
    words = tagged.words(cue.first, cue.last)
    named = any(tagged.plays(each, "organisation") for each in range(cue.first, cue.last))
    confidence = Confidence.MEDIUM if cue.form in _WEAK_FORMS else Confidence.HIGH
    return Wording(span, sentence, _class(cue, tagged), _missing(words, named), confidence, is_definite(cue, tagged))


def by_author(citation: Citation, sentence: Sentence, words: str) -> Wording:
    """An author and year without an entry."""
    missing = ("title", "link") if re.search(YEAR, words) else ("title", "year", "link")
    return Wording(citation.span, sentence, CueClass.AUTHOR_YEAR, missing, Confidence.HIGH)


def _class(cue: Cue, tagged: Tagged) -> CueClass:
    named = any(tagged.plays(each, "organisation", "journal") for each in range(cue.first, cue.last))
    if cue.form == "slogan" and _EXPERT_SLOGAN.match(tagged.word(cue.first)):
        return CueClass.EXPERTS
    if named and cue.form != "judges":
        return CueClass.NAME_ONLY
    if cue.form in _CLASS_OF_FORM:
        return _CLASS_OF_FORM[cue.form]
    for roles, cue_class in _CLASS_OF_HEAD:
        if cue.head >= 0 and tagged.plays(cue.head, *roles):
            return cue_class
    if cue.form in ("label", "adjunct"):
        return CueClass.RESEARCH
    return CueClass.DATA if cue.head >= 0 else CueClass.EXPERTS


def _missing(words: str, named: bool) -> tuple[str, ...]:
    known = {"author"} if named else set()
    if re.search(rf"\b{YEAR}\b", words):
        known.add("year")
    return tuple(each for each in ("author", "title", "year", "link") if each not in known)
