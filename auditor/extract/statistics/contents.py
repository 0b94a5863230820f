"""E1: what a product is made of, how strong it is, how much of it to use. Not what it did to anybody."""

import re

from auditor.extract.statistics.instructions import instructed
from auditor.extract.statistics.place import Place
from auditor.extract.statistics.scene import labels_of
from auditor.model import QuantityKind

_EVIDENCE = frozenset({"person", "event", "outcome", "harm", "change", "accuracy", "market", "study"})
_RESULT = frozenset({"change", "outcome", "comparative"})
_STRONGEST = 20
"""Percent; more than this beside a drug's name is a result where the sentence speaks of results."""

_TOLERANCE = re.compile(r"(?:\bplus\s(?:or|/)\sminus|±|\+/[-–−])\W*$")
_BY_VOLUME = re.compile(r"\s(?:per|by)\s(?:volume|weight|mass)\b|\s?\(?[wv]/[wv]\b")
_STRENGTH = re.compile(
    r"[\"'“”‘’]?\s(?:versions?|formulations?|variants?|kinds?|sorts?|grades?|concentrations?)\b(?!\s\d)"
    r"|[\"'“”‘’]?\s(?:printed\s)?on\s(?:the|a|an|your|its|each|every)\s(?:front\sof\sthe\s)?(?:bottle|label|box|tube|jar|pack\w*|carton|tin)\b"
    r"|\s(?:effort|intensity)\b"
)
_LOAD = re.compile(
    r"\s(?:of|to|at)\s(?:your|their|his|her|its|the|my|a)?\s?(?:own\s|personal\s|age-predicted\s|estimated\s)*"
    r"(?:max\w*|1rm|one-rep|heart\srate|hr|hrmax|vo2\w*|best|effort|capacity|reserve|threshold|rpe|peak\sflow|height|length|"
    r"volume|depth|width|way|plate|battery|screen|dose|recommended\sdose|amount|serving)\b"
)
_AMOUNTS = re.compile(
    r"\b(?:amounts?|doses?|dosages?|dosing|how\smuch|servings?|portions?|quantity|fill|intensity|effort)\b"
    r"|%\s?(?:of\s)?(?:max\w*|1rm|hr|heart\srate|vo2|ftp|dv|daily|rda|calories)"
)
_HEADER = 100
"""Characters of a header that are looked at."""
_ARM = re.compile(r"^\W*(?:[\w-]+\W){0,6}dose[\s-](?:groups?|arms?|cohorts?)\b")
_BY = re.compile(r"\bby\s(?:about\s|around\s|an?\s(?:\w+\s)?)?$")
_GRADED = (" at ", " at about ", " at around ", " above ", " around ")
_NO_STRENGTH = frozenset({"person", "measure", "change", "outcome", "harm"})
_GROUP = re.compile(r"[\s-]\w+[\s-](?:alone|only|users?|takers?|group|arm|patients?|recipients?|monotherapy)\b")


def is_content(place: Place) -> bool:
    """Whether a share is the strength or content of a product, or an amount to use."""
    if place.quantity.kind is QuantityKind.PERCENT and not _is_step(place):
        return _is_composition(place) or _is_strength(place) or _is_portion(place)
    return _is_portion(place)


def _is_step(place: Place) -> bool:
    """Whether something measured on people changed by so much; contents do not.

    "Improved grip strength by 8%", "body fat -3%".
    """
    signed = place.has_arrow or place.words.startswith(("-", "−", "+"))
    if signed and place.last_labels(3) & {"measure"}:
        return True
    if _BY.search(place.before) is None or not place.last_labels(6) & {"rise", "fall"}:
        return False
    return not any("composition" in word.labels and "measure" not in word.labels for word in place.left[-3:])


def _is_composition(place: Place) -> bool:
    """ "10% urea", "98% pure", "contains 0.3%", "plus or minus 5%"."""
    if _TOLERANCE.search(place.before) or place.words.startswith("±"):
        return True
    if place.beside(1) & {"comparative"}:
        return False
    if "food" in place.scene.labels and _is_grade(place):
        return True
    if (
        "composition" in place.beside(2) | place.last_labels(2)
        or _BY_VOLUME.match(place.after)
        or _STRENGTH.match(place.after)
    ):
        return True
    following = place.own_labels(4)
    if place.beside(1) & {"form", "substance"} and not following & _RESULT:
        return True
    if place.beside(3) & {"form", "substance"} and not following & (_RESULT | _EVIDENCE | {"finding"}):
        return True
    near = place.last_labels(4) | place.beside(3) | labels_of(place.labelled[-2:])
    return "composition" in near and not (place.clause_labels | place.last_labels(3)) & {"person", "harm", "change"}


def _is_strength(place: Place) -> bool:
    """ "minoxidil 5%", "5% minoxidil", and the same percentage again without the name."""
    strong = _is_result(place)
    if place.drug_behind() and not strong and not _GROUP.match(place.after) and not place.next_labels(3) & {"person"}:
        return True
    if place.quantity.low != place.quantity.high:
        return bool(not place.left and labels_of(place.labelled[-1:]) & {"substance"} and not strong)
    if place.is_known_strength and not (
        place.after.startswith(" of ") or place.beside(3) & _NO_STRENGTH or _did(place)
    ):
        return True
    named = (
        place.drug_before()
        or labels_of(place.labelled[-1:]) & {"substance"}
        or (place.last_labels(1) & {"substance", "form"} and not place.next_labels(2))
    )
    return bool(named) and not place.quantity.approximator and not strong


def _did(place: Place) -> bool:
    """Whether a verb in the plural or the past follows, as it does behind a share of people: "5% itch"."""
    return any("finding" in word.labels and not word.text.endswith("s") for word in place.right[:1])


def _is_result(place: Place) -> bool:
    """Whether a share beside a drug's name is what came out: it is high, or what it counts stands before the colon."""
    if not place.left and labels_of(place.labelled) & {"outcome", "harm", "change"}:
        return True
    return (place.quantity.high or 0) > _STRONGEST and bool(
        place.scene.labels & {"outcome", "harm", "accuracy", "finding"}
    )


def _is_portion(place: Place) -> bool:
    """ "half of the sachet", "reduce the dose by 25%", "80% of your best"."""
    if _LOAD.match(place.after) or _amount_in_header(place):
        return True
    if _ARM.search(place.after):
        return False
    if "dose" in place.next_labels(5) | place.last_labels(6):
        changed = place.beside(2) & {"change", "comparative"} and "dose" not in place.next_labels(3)
        return not (changed or place.beside(1) & {"finding"}) and not place.clause_labels & {
            "person",
            "harm",
            "outcome",
            "event",
            "measure",
        }
    return instructed(place) and not (place.clause_labels & _EVIDENCE or place.beside(3) & {"finding"})


def _amount_in_header(place: Place) -> bool:
    """Whether the headers of a table's cell announce amounts to use: "Daily amount", "% of maximum heart rate"."""
    cell = place.scene.block.cell
    return cell is not None and _AMOUNTS.search(cell.column_header[:_HEADER].lower()) is not None


def _is_grade(place: Place) -> bool:
    """How fat, strong or dark a food is: "chocolate (70%)", "sweet at 80%"; people and diseases are never said of."""
    if place.scene.labels & {"person", "harm", "proportion", "prevalence", "event"}:
        return False
    if not place.left and place.preceding.endswith("(") and "food" in labels_of(place.labelled[-1:]):
        return True
    told = place.last_labels(8)
    return place.before.endswith(_GRADED) and "food" in told and not told & {"change", "rise", "measure"}
