"""Judges percentages and shares."""

import re

from auditor.extract.quantities import lowered
from auditor.extract.statistics.exclusions import exclusion
from auditor.extract.statistics.instructions import instructed
from auditor.extract.statistics.lexicon import label_words
from auditor.extract.statistics.place import Place
from auditor.extract.statistics.scene import labels_of
from auditor.extract.statistics.verdicts import Verdict, kind_of
from auditor.model import BlockKind, Confidence, QuantityKind

_FINDINGS = frozenset({"change", "comparative", "outcome", "harm", "accuracy", "market", "event", "proportion"})
_HEALTH = _FINDINGS - {"comparative", "change"} | {"person", "measure", "study", "prevalence", "treatment"}
_LIKELY = re.compile(r"\s(?:more|less)\slikely\b")
_PAST = re.compile(
    r"\s(?:\w+ly\s)?(?!based|need|seed|feed|reduced|saturated|concentrated|isolated|purified|refined)\w{2,}ed\b"
)
_ODDS = re.compile(r"\w[\w,]*\s(?:in|out\sof)\s(?:every\s)?\w[\w,]*")
_COUNTER = re.compile(r"[^\W\d][\w'’& -]{2,40}?[\s:–-]{1,3}\d{1,3}(?:\.\d)?\s?%")
_POINTING = re.compile(
    r"\b(?:this|that|the|these|those)\s(?:number|figure|rate|percentage|proportion|share|prevalence|odds|chance)s?\s"
    r"(?:is|are|was|were|has|have|had|can|may|rises?|rose|falls?|fell|climbs?|jumps?|drops?|reach\w*|goes|went|increas\w+|decreas\w+)\b"
)
"""Goes on about a share named before."""
_OF = re.compile(r"\s(?:of|among|in)\s")


def judge_share(place: Place) -> Verdict | None:
    """A percentage or a part of a whole, unless excluded or without sign of a finding."""
    if _is_said_twice(place) or (_is_fraction(place) and not place.next_labels(4) & {"person", "event"}):
        return None
    if exclusion(place):
        return None
    confidence = None if _is_bare_label(place) else _evidence(place)
    if confidence is None:
        return None
    return Verdict(kind_of(place), confidence)


def _evidence(place: Place) -> Confidence | None:
    """How sure it is that something was found; None where nothing says so."""
    if _shared_out(place) or _done(place) or _told(place) or place.has_arrow:
        return Confidence.HIGH
    labels = place.scene.labels
    if labels & {"person", "event", "study"} or labels_of(place.labelled) & (_FINDINGS | {"measure", "prevalence"}):
        return Confidence.MEDIUM
    if place.scene.block.kind is BlockKind.TABLE_CELL:
        return Confidence.MEDIUM if labels_of(place.scene.header) & (_FINDINGS | {"person", "measure"}) else None
    if labels & (_FINDINGS | {"measure"}) or place.scene.frame & {"outcome", "harm", "accuracy", "study"}:
        return Confidence.LOW
    if _is_counter(place):
        return Confidence.LOW
    if place.scene.says(_POINTING):
        return Confidence.MEDIUM
    odds = place.quantity.kind is QuantityKind.SHARE and _ODDS.fullmatch(place.words)
    return Confidence.LOW if odds and not instructed(place) else None


def _is_bare_label(place: Place) -> bool:
    """Whether one word names a measure or a study and the share is all it says: "Volume: 60%", "Questionnaire 80%"."""
    words = [word for word in place.scene.words if word.text != "%"]
    bare = len(words) == 1 and words[0].end <= place.start and not place.scene.block.cell
    told = _FINDINGS | {"prevalence", "rise", "fall"}
    signed = place.has_arrow or place.words.startswith(("-", "−", "+"))
    return bare and not signed and not (words[0].labels | place.scene.frame) & told


def _is_counter(place: Place) -> bool:
    """Whether it stands with a label in a row of such counters of which another one counts an outcome."""
    if not _COUNTER.fullmatch(place.scene.text):
        return False
    others = (label_words(lowered(text)) for text in place.scene.neighbours if _COUNTER.fullmatch(lowered(text)))
    return any(labels_of(each) & {"outcome", "harm", "accuracy"} for each in others)


def _is_fraction(place: Place) -> bool:
    """Whether it is written with a slash, as places in a row and marks are: "3/10"."""
    return place.quantity.kind is QuantityKind.SHARE and "/" in place.words


def _is_said_twice(place: Place) -> bool:
    """Whether a percentage of the sentence says the same as this "12 of 48"."""
    share = (place.quantity.low or 0) * 100
    return place.quantity.kind is QuantityKind.SHARE and any(
        each.kind is QuantityKind.PERCENT and each.low is not None and abs(each.low - share) < 1
        for each in place.scene.near(place.quantity)
    )


def _shared_out(place: Place) -> bool:
    """What it is a share of: "40% of adults", "nine in ten users"."""
    of = _OF.match(place.after)
    if of and place.quantity.kind is QuantityKind.PERCENT and not instructed(place):
        return True
    return bool(place.next_labels(6 if of else 3) & {"person", "event", "harm", "market"})


def _concerns_health(place: Place) -> bool:
    """Whether its sentence, or what introduces it, speaks of people, health, tests or markets: "40% larger" may not."""
    return bool((place.scene.labels | place.scene.frame) & _HEALTH or place.scene.drugs)


def _done(place: Place) -> bool:
    """What the share did, or by how much something changed: "62% reported", "40% faster", "80% reduction"."""
    if place.next_labels(3) & (_FINDINGS - {"comparative"}):
        return True
    if place.next_labels(1) & {"comparative"} and not (_concerns_health(place) or _LIKELY.match(place.after)):
        return False
    if _OF.match(place.after) and place.next_labels(5) & {"finding"}:
        return True
    if _PAST.match(place.after):
        return True
    doing = {"finding", "comparative"}
    return bool(
        place.next_labels(2) & (doing if place.quantity.kind is QuantityKind.SHARE else doing | {"rise", "fall"})
    )


def _told(place: Place) -> bool:
    """What stands before the share: "survival rose to 71%", "cut flare-ups by 47%"."""
    near = labels_of(place.left[-10:])
    return bool(near & (_FINDINGS | {"rise", "fall", "prevalence", "accuracy"} - {"comparative"}))
