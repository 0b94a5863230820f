"""Tells quantities that are said to be changes: by a sign, a verb, a noun, or a change they are joined with."""

import re
from collections.abc import Iterator

from auditor.extract.statistics.place import Place
from auditor.extract.statistics.scene import labels_of

_SPAN = re.compile(
    r"\b(?:extend|prolong|shorten|lengthen|delay|reduc|cut|increas|trim|decreas|slow|accelerat|hasten|gain|add|sav)\w*\b"
    r"|\b(?:sleep|time|stay|duration|latency|length|wait\w*|lifespan|survival|period|interval)\s(?:\w+\s)?"
    r"(?:rose|rises?|fell|falls?|drop\w*|grew|grows?|climb\w*|declin\w*|shrank|shrinks?|improv\w*)\s"
)
_BY = re.compile(r"\b(?:by|from|to)\s(?:\w+\s){0,2}$")
LEADS = re.compile(
    r"(?:\b(?:by|from|of|to|averag\w+|was|were|is|are|about|approximately|roughly)|[:=(≈~])\s?(?:an?\s|the\s|another\s)?$"
)
_DIGIT = re.compile(r"\d")
TIME_UNITS = frozenset({"s", "min", "h", "day", "night", "week", "month", "year", "decade"})
AMOUNT = re.compile(r"(?:mg|mcg|IU|U|mIU)(?:/(?:day|week|month|h|kg|dose)\b.*)?")
"""Units in which medicines are given rather than results measured."""
_HEAT = frozenset({"°C", "°F"})
_DOWN = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:down|up)\s(?:by\s)?$")
_JOINT = re.compile(
    r"[^.;:()\d]{0,40}?(?:,\s(?:and\s|or\s)?|\s(?:and|or|versus|vs\.?|against|compared\s(?:with|to))\s)"
    r"(?:(?!(?:of|at|from|under|over|for|is|was|were|weigh\w*|to|who|which|if|when|than)\s)[a-z][\w-]*\s){0,6}"
)
"""Between a change and a second one that shares its verb."""
_SERIES = 3
"""Quantities before one that may hand their verb on to it."""


def moved(place: Place) -> bool:
    """Whether it is said to be a change: by its sign, or by words that lead up to it or to one it is joined with."""
    return _is_signed(place) or _led(place) or any(_led(each) for each in _joined_before(place))


def _is_signed(place: Place) -> bool:
    """ "Resting pulse ↓6 bpm", "Waist: -4 cm"."""
    if place.has_arrow:
        return True
    signed = place.words.startswith(("-", "−", "+", "–")) and place.quantity.unit not in _HEAT
    near = place.last_labels(3) | labels_of((*place.labelled[-3:], *place.scene.header))
    return signed and bool(near & {"measure", "harm", "change", "outcome"})


def _joined_before(place: Place) -> Iterator[Place]:
    """The quantities of the same unit before it that may share their verb: "by 5 mmHg and the lower one by 2 mmHg"."""
    start = place.quantity.span.start
    for each in place.scene.preceding(place.quantity, _SERIES):
        origin = place.scene.sentence.span.start
        between = place.scene.text[each.span.end - origin : start - origin]
        if (
            each.comparator
            or each.unit != place.quantity.unit
            or len(between) > _APART
            or not _JOINT.fullmatch(between)
        ):
            return
        yield Place(place.scene, each)
        start = each.span.start


_APART = 100
"""Characters between two quantities beyond which they share no verb."""


def _led(place: Place) -> bool:
    """Whether a verb or noun of change before the quantity leads up to it, with no number in between."""
    timed = place.quantity.unit in TIME_UNITS
    if not timed and not place.left and "change" in labels_of(place.labelled[-3:]):
        return not AMOUNT.fullmatch(place.quantity.unit)
    if _DOWN.search(place.before):
        return True
    if not LEADS.search(place.before) and not place.last_labels(1) & {"fall", "rise", "change"}:
        return False
    if timed and not (_BY.search(place.before) and _SPAN.search(place.before[-60:])):
        return False
    moving = {"fall", "rise"} if timed else {"fall", "rise", "change"}
    return any(
        word.labels & moving and not _DIGIT.search(place.scene.text, word.end, place.start) for word in place.left[-6:]
    )
