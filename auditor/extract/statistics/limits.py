"""E5: cut-offs by definition, reference ranges, targets, and the thresholds that make a responder."""

import re

from auditor.extract.statistics.instructions import instructed
from auditor.extract.statistics.place import Place
from auditor.extract.statistics.scene import labels_of
from auditor.model import QuantityKind

_OR_MORE = re.compile(r"\s?\+?\s?(?:or|and)\s(?:more|above|higher|greater|over|less|below|lower|under|fewer)\b")
_PASSED = re.compile(
    r"\b(?:lose|loses|losing|lost|achiev\w+|reach\w*|gain\w*|improv\w+|reduc\w+|drop\w*|exceed\w*)\W(?:\w+\s)?$"
)
_LIMITED = re.compile(
    r"\b(?:below|above|under|over|between|exceed\w*|at\sleast|less\sthan|more\sthan|greater\sthan|of|to|at|than)\W*$|[<>≤≥]\W*$"
)
_LIMIT = re.compile(
    r"\b(?:limits?|cut-?offs?|thresholds?|criteri\w+|targets?|goals?|acceptable|tolerances?|specification)\b"
)
_DEFINES = re.compile(
    r"(?<!this\s)(?<!that\s)(?<!which\s)\bmeans\b|\bdefined\s(?:as|by)\b|\brefers?\sto\b|\bcounts?\sas\b|\bclassified\sas\b"
)
_ACTION = re.compile(
    r"\b(?:warrants?|requires?|prompts?|indicates?|suggests?|triggers?|should|must|referral|need(?:s|ed)?\sto\sbe|calls?\sfor)\b"
)
_NORMAL = re.compile(
    r"(?:\s?/\s?\w+|\s[a-z]+){0,4}\s(?:is|are)\s(?:\w+\s)?(?:normal|healthy|ideal|typical|enough|acceptable)\b"
)
_AIMED = re.compile(
    r"\s(?:of\s)?(?:[\w-]+\s){0,5}(?:is|are|was)\s(?:the|an?|your|our|their)\s(?:[\w-]+\s)?"
    r"(?:goals?|targets?|aims?|limits?|thresholds?|cut-?offs?|maximum|minimum|ceiling|floor)\b"
)
_BOUNDS = ("below", "above", "under", "<", ">", "≥", "≤")
_CALLED = re.compile(r"\b(?:is|are)\s(?:called|considered|defined|classified|diagnosed|regarded)\b|\bcounts?\sas\b")
_SUBGROUP = re.compile(
    r"\b(?:who|that|which)\s(?:have\s|had\s)?(?:lose|lost|gain|gained|achieve|achieved|reach|reached)\s(?:at\sleast\s|more\sthan\s|between\s)?$"
)
_BARE = re.compile(r"\w[\s:=(]{1,2}$")
_CONDITION = re.compile(r"\b(?:if|when|where|unless|until|once|only)\s(?:[a-z.'’-]+\s){0,5}$")
_BEYOND = re.compile(
    r"\b(?:if|when|whenever|unless|until|once|should|in\scase)\s(?:[\w.'’-]+\s){0,8}(?:exceed|exceeds|surpass|surpasses)\s$"
)
_LEVELS = re.compile(
    r"(?:very\s|slightly\s|borderline\s|too\s|critically\s)?(?:normal|low|high|elevated|borderline|optimal|ideal|target|goal|healthy|abnormal"
    r"|reference|diabetes|pre-?diabetes|deficient|insufficient|sufficient)(?:\s(?:range|level|values?|zone|interval))?"
)
"""Headers under which ranges are defined."""
_LONE_SHARE = re.compile(r"\W*\d[\d.,–-]*\s?%\W*")
_HOLDING = (
    "achiev",
    "reach",
    "maintain",
    "produc",
    "deliver",
    "yield",
    "averag",
    "improvement",
    "favo",
    "benefit",
    "effect",
)


def is_limit(place: Place) -> bool:
    """Whether the quantity is a bound that somebody set, not a value that somebody found."""
    if place.quantity.kind is QuantityKind.FOLD:
        return False
    if _DEFINES.search(place.before) or (_LIMIT.search(place.before) and not place.next_labels(3) & {"person"}):
        return True
    if place.quantity.kind is QuantityKind.MEASURE and (_ACTION.search(place.after) or place.words.startswith(_BOUNDS)):
        return True
    if _NORMAL.match(place.after) or _AIMED.match(place.after) or _is_aim(place):
        return True
    return _is_level(place) or _is_bar(place) or _SUBGROUP.search(place.before) is not None


def _is_aim(place: Place) -> bool:
    """ "Losing 5% of your weight helps", "raise the load by no more than 10% a week", "a 10% drop warrants a call"."""
    if place.quantity.kind is not QuantityKind.PERCENT:
        return False
    opening = place.scene.text[place.clause[0] : place.start]
    if _TO_LOSE.fullmatch(opening) and _OF_YOURS.match(place.after):
        return True
    capped = place.words.startswith(("no more than", "not more than", "at most", "a maximum"))
    passed = place.quantity.comparator and _NEEDS.match(place.after)
    warranted = (passed or _WARRANTS.search(place.after)) and not place.next_labels(4) & {"person"}
    return bool(warranted) or (capped and instructed(place))


_TO_LOSE = re.compile(
    r"\W*(?:(?:while|even|simply|just|only|by|that)\s)*(?:lose|losing|dropping|shedding)\s(?:[a-z]+\s){0,2}"
)
_OF_YOURS = re.compile(r"(?:\sor\smore)?\sof\s(?:your|one['’]s)\s(?:[a-z]+\s){0,2}weight\b")
_NEEDS = re.compile(r"(?:\sof\s(?:the|your)\s[a-z]+)?\s(?:needs?|requires?|means?)\s")
_WARRANTS = re.compile(r"\b(?:should\sprompt|warrants?|calls?\sfor|should\strigger)\b")


def _is_level(place: Place) -> bool:
    """ "an HbA1c of 6.5% or above", "oxygen saturation below 92%"."""
    near = place.last_labels(2) | labels_of(place.labelled[-2:])
    bounded = place.quantity.comparator or _OR_MORE.match(place.after)
    if near & {"index", "cutoff"} and bounded and not _moves(place):
        return True
    if place.last_labels(1) & {"cutoff"} and not place.words.startswith(("-", "−", "+")) and _BARE.search(place.before):
        return True
    if _in_condition(place) or _under_level(place):
        return True
    if not place.last_labels(5) & {"cutoff"} or (_moves(place) and not _CALLED.search(place.after)):
        return False
    return bool(_LIMITED.search(place.before) or place.quantity.comparator or place.clause_labels & {"limit"})


def _in_condition(place: Place) -> bool:
    """ "if resistance is over 10%"; what follows "where" may as well be told of a country."""
    if _BEYOND.search(place.before):
        return True
    condition = _CONDITION.search(place.before) if place.quantity.comparator else None
    told = condition is not None and condition.group().startswith("where") and place.next_labels(4) & {"person"}
    return condition is not None and not told


def _under_level(place: Place) -> bool:
    """Whether a table's cell gives the range of a measure that its column calls normal, high and so on."""
    cell = place.scene.block.cell
    column = cell.column_header[:_LONGEST_LEVEL].strip().lower() if cell else ""
    measured = labels_of(place.scene.header) & {"cutoff", "measure", "index"}
    return bool(measured) and _LEVELS.fullmatch(column) is not None


_LONGEST_LEVEL = 60
"""Characters."""


def _moves(place: Place) -> bool:
    """Whether a word of change stands before; to achieve, to reach and to keep a level are none."""
    moving = {"fall", "change", "rise"}
    return any(word.labels & moving and not word.text.startswith(_HOLDING) for word in place.left)


def _is_bar(place: Place) -> bool:
    """Whether it is what others had to reach to be counted: "61% lost 5% or more"."""
    passed = _PASSED.search(place.before) is not None
    marked = (
        place.quantity.comparator in (">=", "<", ">") or "+" in place.words or _OR_MORE.match(place.after) is not None
    )
    return marked and (passed or place.words.startswith("≥")) and _another_share(place)


def _another_share(place: Place) -> bool:
    """Whether another number says how many passed: in the sentence, or alone in the block beside it."""
    shares = (QuantityKind.PERCENT, QuantityKind.SHARE, QuantityKind.COUNT)
    others = (each for each in place.scene.quantities if each is not place.quantity)
    return any(each.kind in shares for each in others) or any(
        _LONE_SHARE.fullmatch(text) for text in place.scene.neighbours
    )
