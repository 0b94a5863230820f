"""What is no statistic: the exclusions E1 to E14 of docs/definitions.md, one function each."""

import re
from collections.abc import Callable
from decimal import Decimal

from auditor.extract.statistics.contents import is_content
from auditor.extract.statistics.limits import is_limit
from auditor.extract.statistics.place import Place
from auditor.extract.statistics.scene import labels_of
from auditor.model import BlockKind, QuantityKind

_ABSOLUTE = Decimal(100)
_SAME = re.compile(r"\s(?:the\ssame|identical|similar|alike|sure|certain)\b")

_DISCOUNT = re.compile(
    r"[-\s]?(?:off|discount\w*|cheaper|cash\s?back|refund\w*|deposit|interest|apr|vat|tax|sales\stax|coinsurance|co-?pay\w*|"
    r"of\s(?:all\s)?(?:orders|shipments|deliveries|packages)|commission|rebate|markup|savings?\b(?!\sof\slives)|bonus|of\sthe\s(?:cost|price|retail|brand|bill|fee)|down\b(?!\s(?:from|to|by|in)))"
)
_SPARED = re.compile(
    r"\b(?:sav(?:e|es|ing)|pay(?:s|ing)?|donat\w+|earn(?:s|ing)?|give\sback)\s(?:(?:an?|extra|additional|another|up\sto)\s){0,2}$"
)
_RANKED = re.compile(r"\b(?:top|bottom)\s$")
_DAILY = re.compile(
    r"\s?(?:\(?dv\b|(?:of\s)?(?:the\s|your\s|an?\sadult['’]?s?\s)?(?:recommended\s)?(?:daily\s(?:value|intake|allowance|needs?|"
    r"requirements?|dose|amount)|dv|rda|rdi|nrv|dri|ri|total\scalories|calories|energy|daily\scalories|diet)\b)"
)
_ILLUSTRATION = re.compile(
    r"^\W*(?:imagine|suppose|supposing|picture|pretend|say\syou|let['’]s\s(?:say|imagine|assume)|let\sus\s(?:say|imagine|assume)"
    r"|assume|assuming|hypothetically|think\sof|consider\sa\shypothetical)\b"
    r"|^\W*for\s(?:example|instance),?\s(?:if|suppose|say)\b"
    r"|^\W*(?:is|are|was|would|what|does|do|can|could|will|how)\b.*\b(?:if|mean)\b.*\?$"
    r"|^\W*if\s.*\b(?:would|were|has\sdone\snothing)\b"
    r"|^\W*for\s(?:example|instance),\sa\s(?:fall|rise|drop|risk|reduction|change)\b"
)
_OPERATOR = re.compile("[÷×]")
_SUM = re.compile(r"\d[^=.]{0,40}[÷×]\s?(?:[^=.]{1,40}=\s?)?$|÷\s?$")
_TERM = re.compile(r"[^÷=.;]{0,40}÷\s?[$£€]?\d|\s?×\s?[$£€]?\d")
_SCALE = re.compile(r"\b(?:scored?|rated?|rating|ranks?|stars?|grade|scale)\b")
_SCORED = re.compile(r"\b(?:scored?|rated?|rating|ranked|stars?|grade)\s?(?:it|us|is|of|at|as|:)?\W*$")
_DECIMAL_MARK = re.compile(r"(?:\w+\s)?\d\.\d\s?(?:out\sof|/)\s?(?:5|10)")
_TALLY = re.compile(r"\s?(?:stars?|points?\son|ratings?|reviews?|out\sof\s(?:5|10)\s(?:stars|rating|by))")
_ORDER = re.compile(
    r"(?:\b(?:question|step|part|page|week|day|month|year|chapter|section|figure|fig\.?|table|phase|stage|grade|tier|level|"
    r"module|lesson|visit|session|episode|vol(?:ume)?|issue|item|tip|myth|reason|rule|option|slide|class|type|trimester|"
    r"cycle|version|norwood|size|room|suite|floor|line|score|aged?|arm|group|no\.?|number|nr\.?)|#|§)\s?$"
)


_DATED = re.compile(r"\b(?:aged?|ages|born|since|founded|established|licen[cs]e|lot|ndc|call|phone|fax|zip)[^\w,]+$")


def exclusion(place: Place) -> str:
    """The first exclusion that the quantity meets, such as "E4"; "" where it meets none."""
    return next((name for name, meets in _EXCLUSIONS.items() if meets(place)), "")


def _ages_and_years(place: Place) -> bool:
    """E2: an age, a year, a number one dials or files things under."""
    return _DATED.search(place.before) is not None


def _order(place: Place) -> bool:
    """E3: the number of a step, a page, a phase, or a place in a row ("week 2 of 12")."""
    counted = place.quantity.kind in (QuantityKind.PERCENT, QuantityKind.COUNT, QuantityKind.FOLD)
    return not counted and place.scene.text[place.start].isdigit() and bool(_ORDER.search(place.before))


def _price(place: Place) -> bool:
    if place.quantity.kind is QuantityKind.PERCENT and (
        _DISCOUNT.match(place.after) or _SPARED.search(place.before) or _RANKED.search(place.before)
    ):
        return True
    labels = place.clause_labels or labels_of(place.labelled)
    if place.quantity.kind is QuantityKind.MONEY or labels & {"person", "harm", "outcome", "study", "market"}:
        return False
    if place.next_labels(1) & {"comparative"} and any(
        each.kind is QuantityKind.MONEY for each in place.scene.quantities
    ):
        return True
    return "price" in labels and not place.beside(1) & {"finding"}


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
    if _SAME.match(place.after):
        return True
    if place.quantity.low == _ABSOLUTE:
        if place.next_labels(2) & {"idiom"}:
            return True
        counted = place.after.startswith((" of ", " in ", " at ")) and place.next_labels(6) & {
            "person",
            "event",
            "harm",
        }
        told = place.last_labels(4) & {"accuracy", "outcome"} or place.scene.header
        return not counted and not told and not place.next_labels(1) & {"accuracy"}
    return (place.quantity.low or 0) >= 110 and not place.clause_labels & {"change", "comparative", "rise", "fall"}


def _kinetics(place: Place) -> bool:
    """E8: what the body does with the drug, not what the drug does."""
    spoken = (place.clause_labels | labels_of(place.labelled)) & {
        "person",
        "harm",
        "outcome",
        "change",
        "event",
        "accuracy",
    }
    if "kinetics" in place.scene.labels and not spoken:
        return True
    if "kinetics" in place.next_labels(3) | place.last_labels(3) | labels_of(place.scene.header):
        return True
    near = place.last_labels(12) | place.next_labels(9)
    return "kinetics" in near and not (near & {"person", "harm"} or place.next_labels(3) & {"outcome", "change"})


def _illustration(place: Place) -> bool:
    """E10: a supposition, up to the colon that may lead back to the facts; a term of a sum that is worked out."""
    if place.scene.says(_OPERATOR) and (_SUM.search(place.preceding) or _TERM.match(place.following)):
        return True
    if _in_condition(place) or _ILLUSTRATION.match(place.scene.text[place.clause[0] : place.clause[0] + _HEAD]):
        return True
    return place.clause[0] > 0 and ":" not in place.scene.text and place.scene.says(_ILLUSTRATION)


def _in_condition(place: Place) -> bool:
    """Whether the share stands in the condition that opens the sentence: "if 3 in 10 improve, ..."."""
    text = place.scene.text
    opens = text.startswith("if ") and place.quantity.kind in (QuantityKind.PERCENT, QuantityKind.SHARE)
    return opens and place.clause[0] == 0 and "," not in text[: place.start] and not _KNOWN.search(place.before)


_KNOWN = re.compile(r"\b(?:the|among|those)\s$")
_HEAD = 300
"""Characters of a clause in which a supposition shows."""


def _testimonial(place: Place) -> bool:
    """E11: somebody's own result; a share of people is none."""
    shared = place.next_labels(4) & {"person"} or place.beside(1) & {"finding"}
    if shared and place.quantity.kind is not QuantityKind.MEASURE:
        return False
    return "first_person" in place.scene.labels or place.scene.is_personal


_ALLOCATED = re.compile(
    r"\b(?:gets?|got|receiv\w+|(?:assigned|allocated|randomi[sz]ed)(?:\sto)?|given)\s(?:\w+\s)?(?:placebo|dummy|sham|control|either|usual)"
)

_DESCRIBED = re.compile(
    r"\s(?:of\s(?:the\s)?(?:participants|patients|subjects|respondents|volunteers|sample)\s)?(?:were|are|was)\s"
    r"(?:female|male|women|men|white|black|hispanic|latino|asian|caucasian|girls|boys)\b"
)


def _allocation(place: Place) -> bool:
    """E13 for a share: how a study divides its people, and who they are."""
    if _ALLOCATES.search(place.before) or (_MADE_UP.search(place.before) and _SEX.match(place.after)):
        return True
    return bool(_ALLOCATED.search(place.after) or _DESCRIBED.match(place.after))


_ALLOCATES = re.compile(r"\b(?:randomi[sz]ed|assigned|allocated)\s(?:\w+\s)?$")
_MADE_UP = re.compile(
    r"\b(?:participants|patients|subjects|respondents|volunteers|sample|cohort|group|population)\s(?:was|were)\s(?:\w+\s)?$"
)
_SEX = re.compile(r"\s(?:female|male|women|men|white|black|hispanic|asian|caucasian|girls|boys)\b")


def _form(place: Place) -> bool:
    """E14: code, form fields, quizzes; marks out of a scale."""
    if place.scene.block.kind in (BlockKind.CODE, BlockKind.FORM):
        return True
    if place.scene.is_code(place.quantity.span) or _PROGRESS.fullmatch(place.scene.text[:_HEAD]):
        return True
    return place.quantity.kind is QuantityKind.SHARE and _is_mark(place)


_PROGRESS = re.compile(
    r"\W*(?:[\w-]+\W+){0,3}?\d{1,3}\s?%\W{1,3}(?:complete|completed|done|loaded|uploaded|downloaded|charged|full)\W*"
)
"""A bar that fills up while a page loads or a form is filled in."""


def _is_mark(place: Place) -> bool:
    """Whether the share is a mark on a scale: "4.8 out of 5"."""
    if _TALLY.match(place.after) or _SCORED.search(place.before) or _DECIMAL_MARK.fullmatch(place.words):
        return True
    return bool(_SCALE.search(place.before)) and not place.clause_labels & {"person"}


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
    "E5": is_limit,
    "E1": is_content,
}
