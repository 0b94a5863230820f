"""What is no statistic: the exclusions E1 to E14 of docs/definitions.md, one function each."""

import re
from collections.abc import Callable
from decimal import Decimal

from auditor.extract.statistics.place import Place, labels_of
from auditor.model import BlockKind, QuantityKind

EVIDENCE = frozenset({"person", "event", "outcome", "harm", "change", "accuracy", "market", "study"})
"""Labels that speak for a finding."""
_RESULT = frozenset({"change", "outcome", "comparative"})
_ABSOLUTE = Decimal(100)

_DISCOUNT = re.compile(
    r"[-\s]?(?:off|discount\w*|cheaper|cash\s?back|refund\w*|deposit|interest|apr|vat|tax|sales\stax|coinsurance|co-?pay\w*|"
    r"commission|rebate|markup|savings?\b(?!\sof\slives)|bonus|down\b(?!\s(?:from|to|by|in)))"
)
_DAILY = re.compile(
    r"\s?(?:\(?dv\b|(?:of\s)?(?:the\s|your\s|an?\sadult['’]?s?\s)?(?:recommended\s)?(?:daily\s(?:value|intake|allowance|needs?|"
    r"requirements?|dose|amount)|dv|rda|rdi|nrv|dri|ri|total\scalories|calories|energy|daily\scalories|diet)\b)"
)
_LOAD = re.compile(
    r"\s(?:of|to|at)\s(?:your|their|his|her|the|my|a)?\s?(?:own\s|personal\s|age-predicted\s|estimated\s)*"
    r"(?:max\w*|1rm|one-rep|heart\srate|hr|hrmax|vo2\w*|best|effort|capacity|reserve|threshold|rpe|peak\sflow|height|length|"
    r"volume|depth|width|way|plate|battery|screen|time|day)\b"
)
_OR_MORE = re.compile(r"\s?\+?\s?(?:or|and)\s(?:more|above|higher|greater|over|less|below|lower|under|fewer)\b")
_SAID = re.compile(r"[\"“”]|\bsays\b|\bwrites\b")
_ILLUSTRATION = re.compile(
    r"^\W*(?:imagine|suppose|supposing|picture|pretend|say\syou|let['’]s\s(?:say|imagine|assume)|let\sus\s(?:say|imagine|assume)"
    r"|assume|assuming|hypothetically|think\sof|consider\sa\shypothetical)\b"
    r"|^\W*(?:for\s(?:example|instance),?\s)?if\s.*\b(?:would|were|has\sdone\snothing)\b"
    r"|^\W*for\s(?:example|instance),\sa\s(?:fall|rise|drop|risk|reduction|change)\b"
)
_SCALE = re.compile(r"\b(?:scored?|rated?|rating|ranks?|stars?|grade|scale)\b")
_TALLY = re.compile(r"\s?(?:stars?|points?\son|ratings?|reviews?|out\sof\s(?:5|10)\s(?:stars|rating|by))")
_ORDER = re.compile(
    r"(?:\b(?:question|step|part|page|week|day|month|year|chapter|section|figure|fig\.?|table|phase|stage|grade|tier|level|"
    r"module|lesson|visit|session|episode|vol(?:ume)?|issue|item|tip|myth|reason|rule|option|slide|class|type|trimester|"
    r"cycle|version|norwood|size|room|suite|floor|line|score|aged?|arm|group|no\.?|number|nr\.?)|#|§)\s?$"
)
_LIMITED = re.compile(
    r"\b(?:below|above|under|over|between|exceed\w*|at\sleast|less\sthan|more\sthan|greater\sthan|[<>≤≥]|of|to|at|than)\W*$"
)


def exclusion(place: Place) -> str:
    """The first exclusion that the quantity meets, such as "E4"; "" where it meets none."""
    return next((name for name, meets in _EXCLUSIONS.items() if meets(place)), "")


_TOLERANCE = re.compile(r"(?:\bplus\s(?:or|/)\sminus|±|\+/[-–−])\W*$")


def _content(place: Place) -> bool:
    """E1 for a share: the strength of a product, what it is made of, how much of a thing to use."""
    if place.quantity.kind is not QuantityKind.PERCENT:
        return _portion(place)
    if _TOLERANCE.search(place.before) or place.words.startswith("±"):
        return True
    following = place.next_labels(4)
    if place.beside(1) & {"comparative"}:
        return _portion(place)
    if place.drug_behind() and not place.next_labels(3) & {"person"}:
        return True
    if place.beside(1) & {"form", "substance"} and not following & _RESULT:
        return True
    if place.beside(2) & {"form", "substance"} and not following & (_RESULT | EVIDENCE | {"finding"}):
        return True
    if (place.last_labels(4) | place.next_labels(3)) & {"composition"} and not place.clause_labels & {
        "person",
        "harm",
        "change",
    }:
        return True
    return _strength(place) or _portion(place)


def _strength(place: Place) -> bool:
    """Whether the share stands right behind the name of a drug or ingredient: "minoxidil 5%"."""
    if place.is_known_strength and not (place.after.startswith(" of ") or place.next_labels(1) & {"finding", "person"}):
        return True
    named = place.drug_before() or place.last_labels(1) & {"substance", "form"}
    results = (place.scene.labels | place.scene.frame) & {"outcome", "harm", "accuracy"}
    return bool(named) and not place.quantity.approximator and not (results and (place.quantity.high or 0) > 20)


def _portion(place: Place) -> bool:
    """Whether readers are told how much of something to use, or what share of a dose is meant."""
    if place.clause_labels & {"dose"} and not place.clause_labels & {"person", "harm", "outcome", "event", "measure"}:
        return True
    if _LOAD.match(place.after):
        return True
    return instructed(place) and not (place.clause_labels & EVIDENCE or place.next_labels(3) & {"finding"})


def instructed(place: Place) -> bool:
    """Whether the clause tells the reader what to do: it, its sentence, or what follows "to lose weight," opens so."""
    first = place.scene.words_between(*place.clause)[:1]
    purpose = _PURPOSE.match(place.scene.text)
    after = place.scene.words_between(purpose.end(), place.start)[:1] if purpose else ()
    return any("instruction" in word.labels for word in (*first, *place.scene.words[:1], *after))


_PURPOSE = re.compile(r"\W*(?:to|for|if|when|before|after|once|in order to)\s[^,]{1,80},")
_DEFINES = re.compile(
    r"(?<!this\s)(?<!that\s)(?<!which\s)\bmeans\b|\bdefined\s(?:as|by)\b|\brefers?\sto\b|\bcounts?\sas\b|\bclassified\sas\b"
)
_ACTION = re.compile(
    r"\b(?:warrants?|requires?|prompts?|indicates?|suggests?|triggers?|should|must|referral|need(?:s|ed)?\sto\sbe|calls?\sfor)\b"
)
_CALLED = re.compile(r"\b(?:is|are)\s(?:called|considered|defined|classified|diagnosed|regarded)\b|\bcounts?\sas\b")


def _ages_and_years(place: Place) -> bool:
    return bool(
        re.search(
            r"\b(?:aged?|ages|born|since|founded|established|licen[cs]e|lot|ndc|call|phone|fax|zip)\W+$", place.before
        )
    )


def _order(place: Place) -> bool:
    """E3: the number of a step, a page, a phase, or a place in a row ("week 2 of 12")."""
    counted = place.quantity.kind in (QuantityKind.PERCENT, QuantityKind.COUNT, QuantityKind.FOLD)
    return not counted and place.scene.text[place.start].isdigit() and bool(_ORDER.search(place.before))


def _price(place: Place) -> bool:
    if place.quantity.kind is QuantityKind.PERCENT and _DISCOUNT.match(place.after):
        return True
    labels = place.clause_labels
    if "price" not in labels or labels & {"person", "harm", "outcome", "study", "market"}:
        return False
    return place.quantity.kind is not QuantityKind.MONEY


def _limit(place: Place) -> bool:
    """E5: a cut-off, a reference range or the threshold that makes a responder."""
    labels = place.clause_labels
    if _DEFINES.search(place.before):
        return True
    if place.last_labels(2) & {"index", "cutoff"} and place.quantity.comparator and not _moves(place):
        return True
    moved = _moves(place) and not _CALLED.search(place.after)
    if place.last_labels(5) & {"cutoff"} and not moved:
        return bool(_LIMITED.search(place.before) or place.quantity.comparator or labels & {"limit"})
    if place.quantity.kind is QuantityKind.MEASURE and _ACTION.search(place.after):
        return True
    bounded = bool(_OR_MORE.match(place.after)) or place.quantity.comparator == ">=" or place.words.endswith("+")
    return bounded and _another_share(place)


def _moves(place: Place) -> bool:
    """Whether a word of change stands before; to achieve, to reach and to keep a level are none."""
    moving = {"fall", "change", "rise"}
    return any(word.labels & moving and not word.text.startswith(_HOLDING) for word in place.left)


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


def _another_share(place: Place) -> bool:
    """Whether another number says how many passed the bound: in the sentence, or alone in the block beside it."""
    others = [each for each in place.scene.quantities if each is not place.quantity]
    shares = (QuantityKind.PERCENT, QuantityKind.SHARE, QuantityKind.COUNT)
    stated = any(each.kind in shares and each.comparator != ">=" for each in others)
    return stated or any(_LONE_SHARE.fullmatch(text) for text in place.scene.neighbours)


_LONE_SHARE = re.compile(r"\W*\d[\d.,–-]*\s?%\W*")


def _nutrition(place: Place) -> bool:
    if place.quantity.kind is QuantityKind.PERCENT and _DAILY.match(place.after):
        return True
    labels = place.clause_labels
    if place.next_labels(1) & {"comparative"} and labels_of(place.right[1:2]) & {"substance", "form"}:
        return not labels_of(place.right[2:4]) & {"change", "outcome"}
    return "nutrition" in labels and not labels & {"person", "harm", "outcome", "change"}


def _idiom(place: Place) -> bool:
    """E7: "100% natural", "give 110%"; a whole counts only where it is one of somebody or something."""
    if place.quantity.kind is not QuantityKind.PERCENT or place.quantity.low != place.quantity.high:
        return False
    if place.quantity.low == _ABSOLUTE:
        if place.next_labels(2) & {"idiom"}:
            return True
        counted = re.match(r"\s(?:of|in|at)\s", place.after) and place.next_labels(6) & {"person", "event", "harm"}
        told = place.last_labels(4) & {"accuracy", "outcome"} or place.scene.header
        return not counted and not told and not place.next_labels(1) & {"accuracy"}
    return (place.quantity.low or 0) >= 110 and not place.clause_labels & {"change", "comparative", "rise", "fall"}


def _kinetics(place: Place) -> bool:
    return "kinetics" in place.clause_labels and not place.clause_labels & {"person", "harm"}


def _illustration(place: Place) -> bool:
    clause = place.scene.text[slice(*place.clause)]
    return bool(
        _ILLUSTRATION.search(clause)
        or (place.clause[0] and _ILLUSTRATION.search(place.scene.text) and ":" not in place.scene.text)
    )


def _testimonial(place: Place) -> bool:
    block = place.scene.block
    if "first_person" in place.scene.labels:
        return True
    quoted = block.kind is BlockKind.QUOTE or block.text[:1] in "\"“'‘«"
    return quoted and bool(re.search(r"\b(?:I|my|me)\b|\bI['’]", block.text))


_ALLOCATED = re.compile(
    r"\b(?:gets?|got|receiv\w+|(?:assigned|allocated|randomi[sz]ed)(?:\sto)?|given)\s(?:\w+\s)?(?:placebo|dummy|sham|control|either|usual)"
)


def _allocation(place: Place) -> bool:
    """E13 for a share: how a study divides its people."""
    return bool(_ALLOCATED.search(place.after))


def _form(place: Place) -> bool:
    """E14: code, form fields, quizzes; marks out of a scale."""
    if place.scene.block.kind in (BlockKind.CODE, BlockKind.FORM):
        return True
    if any(code.overlaps(place.quantity.span) for code in place.scene.block.codes):
        return True
    share = place.quantity.kind is QuantityKind.SHARE
    return share and bool(
        _TALLY.match(place.after) or (_SCALE.search(place.before) and not place.clause_labels & {"person"})
    )


_EXCLUSIONS: dict[str, Callable[[Place], bool]] = {
    "E14": _form,
    "E11": _testimonial,
    "E13": _allocation,
    "E10": _illustration,
    "E3": _order,
    "E2": _ages_and_years,
    "E4": _price,
    "E6": _nutrition,
    "E7": _idiom,
    "E8": _kinetics,
    "E5": _limit,
    "E1": _content,
}
