"""Judges factors ("three times more"), measures ("4.2 mmHg") and bare numbers that changed."""

import re

from auditor.extract.statistics.changes import AMOUNT, LEADS, TIME_UNITS, moved
from auditor.extract.statistics.exclusions import exclusion
from auditor.extract.statistics.instructions import instructed
from auditor.extract.statistics.place import Place
from auditor.extract.statistics.recurrences import recurs
from auditor.extract.statistics.scene import labels_of
from auditor.extract.statistics.verdicts import Verdict
from auditor.model import Confidence, StatisticKind

_OFTEN = re.compile(
    r"\s?/|\s(?:a|per|each|every|in\sa)\s(?:day|night|week|month|year|hour|morning|evening|minute)\b"
    r"|\s(?:daily|weekly|nightly|monthly|yearly|weekday\w*)\b"
)
_TIMES = re.compile(
    r"\s(?:a|per|each|every|in\sa|daily|weekly|monthly|yearly|today|or\s(?:more|twice)|before|after|until|with|if|when|for|over)\b|[,.]|$"
)
_BY = re.compile(r"\b(?:by|from|to)\s(?:\w+\s){0,2}$")
_THE = re.compile(r"\s(?:the|as|that|your|our|his|their|its|those|what)\b")
_AS = re.compile(r"\sas\s(?!many\s(?:strips|tablets|capsules|pieces)|strong\b)\w+")
COMPARED = re.compile(
    r"\s(?:more|less|fewer|longer|shorter|faster|slower|quicker|sooner|higher|lower|greater|heavier|lighter|taller|"
    r"deeper|thicker|thinner|better|worse)\b"
)
_LIKELY = re.compile(r"\s(?:more|less|as)\slikely\b")
_MADE = re.compile(r"\s(?:more|less|as)\s(?:highly\s)?(?:concentrated|diluted?|pure|refined)\b")
_BOUND = re.compile(r"\s(?:or|and)\s(?:more|less|fewer|longer|higher)\b")
_AVERAGE = re.compile(r"\b(?:average|mean|median)\b")
_FROM = re.compile(r"\bfrom\s(?:\w+\s)?$")
_WENT = re.compile(r"\b(?:went|goes|go|gone|came|moved|shifted)\s(?:down\s|up\s)?from\s(?:\w+\s)?$")
MORE_OF = re.compile(r"\s(?:more|fewer|less)\s")
LOST = re.compile(r"\b(?:lost|loses?|losing|gained?|gains|shed|dropped|drops|adds?|added)\s(?:\w+\s){0,2}$")
_WEIGHS = re.compile(r"\b(?:weigh\w*|measur\w+|tall|pace\sof|speed\sof)\s(?:\w+\s)?$")
_SPEEDS = frozenset({"mi/h", "km/h", "mi/hour", "km/hour"})
UNDERGONE = re.compile(r"\s(?:lost|shed|gained|gone|lighter|heavier)\b")
_STEP = re.compile(r"\bby\s(?!(?:year|month|week|day|age|stage|visit|session)\s)(?:\w+\s)?$")
_IN_GROUP = re.compile(
    r"\s(?:on\saverage\s)?(?:in|among|with|for)\s(?:the\s|those\s)?(?:[\w-]+\s){0,3}"
    r"(?:dose|treatment|treated|placebo|control|intervention|active|drug|sham|comparator|study)[\s-](?:group|arm|cohort)s?\b"
)
_BASELINE = re.compile(r"\bbaseline\b|\bat\s(?:the\s)?(?:start|entry|enrol?lment)\b")
DOSE_UNITS = frozenset({"mg", "mcg", "mL", "g", "IU", "U", "mIU", "mg/day", "mcg/day", "g/day", "mL/day", "mg/kg", "L"})
FOUND = frozenset({"outcome", "harm", "measure", "market", "change", "event", "accuracy", "person"})


def judge_fold(place: Place) -> Verdict | None:
    """A factor between two groups or two times."""
    words = place.scene.text[place.start : place.end]
    if exclusion(place) or (instructed(place) and not place.clause_labels & {"person", "harm"}):
        return None
    if place.beside(1) & {"composition", "form"} or _MADE.match(place.after):
        return None
    if place.words.endswith("half"):
        return _halved(place)
    return _verb(place) if re.search(r"(?:doubl|tripl|trebl|quadrupl|quintupl|halv)", words) else _factor(place)


def _verb(place: Place) -> Verdict | None:
    """ "Symptoms halved", "doubles the risk"."""
    plain = place.scene.text[place.start : place.end].endswith(("double", "triple"))
    if plain and not _THE.match(place.after):
        return None
    near = place.next_labels(5) | place.last_labels(8)
    return Verdict(StatisticKind.RELATIVE_EFFECT, Confidence.MEDIUM) if near & FOUND else None


def _halved(place: Place) -> Verdict | None:
    """ "Cut the risk in half"; a tablet or a cake is cut in half too."""
    near = place.last_labels(7)
    found = near & {"harm", "outcome", "measure", "event"} and not near & {"form", "dose", "substance", "food"}
    return Verdict(StatisticKind.RELATIVE_EFFECT, Confidence.MEDIUM) if found else None


def _factor(place: Place) -> Verdict | None:
    twice = place.scene.text[place.start : place.end].endswith("twice")
    if _OFTEN.match(place.after):
        return None
    near = place.next_labels(3)
    if _LIKELY.match(place.after):
        return Verdict(StatisticKind.RELATIVE_EFFECT)
    compared = bool(near & {"comparative"} or _AS.match(place.after)) or bool(
        _THE.match(place.after) and place.next_labels(5) & FOUND
    )
    if compared:
        if not place.clause_labels & (FOUND | {"treatment", "rise", "fall", "study"}):
            return None
        return Verdict(
            StatisticKind.RELATIVE_EFFECT, Confidence.HIGH if place.clause_labels & FOUND else Confidence.MEDIUM
        )
    if twice or (_TIMES.match(place.after) and not _BY.search(place.before)):
        return None
    changed = labels_of(place.left[-10:]) & {"rise", "fall", "change"} or near & FOUND
    return Verdict(StatisticKind.RELATIVE_EFFECT, Confidence.MEDIUM) if changed else None


def judge_measure(place: Place) -> Verdict | None:
    """A change in a body measure with its unit: an absolute effect; or the time from one case to the next."""
    if recurs(place):
        return None if exclusion(place) else Verdict(StatisticKind.PREVALENCE, Confidence.MEDIUM)
    if (
        not _may_be_effect(place)
        or _WEIGHS.search(place.before)
        or place.quantity.unit in _SPEEDS
        or _is_figure_of_speech(place)
        or _BOUND.match(place.after)
        or not _changed(place)
    ):
        return None
    if exclusion(place) or instructed(place) or _is_diet(place):
        return None
    return Verdict(StatisticKind.ABSOLUTE_EFFECT, Confidence.MEDIUM)


def _is_figure_of_speech(place: Place) -> bool:
    """ "One step closer", "five steps ahead": paces count where there are many."""
    return place.quantity.unit == "step" and (place.quantity.high or 0) < _PACES


_PACES = 100


def _is_diet(place: Place) -> bool:
    """E6: calories are counted in food; in people they are a finding."""
    return place.quantity.unit.startswith("kcal") and not place.clause_labels & {"person"}


def _may_be_effect(place: Place) -> bool:
    """A quick look: most times and doses have nothing near them that speaks of a change."""
    if place.quantity.unit in TIME_UNITS | DOSE_UNITS:
        return bool(COMPARED.match(place.following) or LEADS.search(place.preceding) or LOST.search(place.preceding))
    return True


def _changed(place: Place) -> bool:
    labels, unit = place.clause_labels | place.scene.frame, place.quantity.unit
    if unit in DOSE_UNITS and not labels & {"measure"}:
        return False
    if COMPARED.match(place.after):
        return bool(place.scene.labels & {"person", "measure", "study", "harm", "treatment"})
    if place.scene.is_answer_to({"change"}) and place.start == 0 and unit not in TIME_UNITS | DOSE_UNITS:
        return True
    if place.next_labels(4) & {"change"} and unit not in TIME_UNITS | DOSE_UNITS:
        return True
    if _IN_GROUP.match(place.after) and not AMOUNT.fullmatch(unit) and not place.scene.says(_BASELINE):
        return True
    if UNDERGONE.match(place.after) and unit not in TIME_UNITS | DOSE_UNITS:
        return True
    concerned = (place.scene.labels | labels) & {"person", "measure", "study", "outcome"}
    return moved(place) and bool(concerned or _AVERAGE.search(place.before))


def judge_number(place: Place) -> Verdict | None:
    """A bare number: the two ends of a change in a score, or more of something than before."""
    spread = place.quantity.low != place.quantity.high and _FROM.search(place.preceding)
    compared = MORE_OF.match(place.following) or _is_step(place)
    if (not spread and (not compared or place.quantity.low == 1)) or _is_period(place):
        return None
    went = spread and (_WENT.search(place.before) or labels_of(place.left[-8:]) & {"fall", "rise", "change"})
    scored = place.clause_labels & {"measure", "harm", "outcome", "person", "event"}
    if not scored or not (compared or went) or exclusion(place) or instructed(place):
        return None
    return Verdict(StatisticKind.ABSOLUTE_EFFECT, Confidence.MEDIUM)


def _is_step(place: Place) -> bool:
    """ "BMI fell by 2.4"; to multiply by a number is arithmetic."""
    if _STEP.search(place.preceding) is None:
        return False
    return any(word.labels & {"fall", "rise"} and not word.text.startswith("multipl") for word in place.left[-3:])


def _is_period(place: Place) -> bool:
    """Whether both ends are years."""
    ends = (place.quantity.low or 0, place.quantity.high or 0)
    return all(_FIRST_YEAR <= end <= _LAST_YEAR for end in ends)


_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def judge_ratio(place: Place) -> Verdict | None:
    """A hazard, odds or risk ratio, a number needed to treat, an area under the curve."""
    if place.scene.labels & {"kinetics"} and "auc" in place.scene.text and "curve" not in place.scene.text:
        return None
    if place.scene.says(_BY_CONVENTION):
        return None
    accuracy = re.search(r"\bauc|auroc|area under", place.scene.text[place.start : place.end])
    needed = re.search(r"\bnn|needed", place.scene.text[place.start : place.end])
    if accuracy:
        return Verdict(StatisticKind.ACCURACY)
    return Verdict(StatisticKind.ABSOLUTE_EFFECT if needed else StatisticKind.RELATIVE_EFFECT)


_BY_CONVENTION = re.compile(r"\bcounts?\sas\b|\bconvention\w*\b|\brules?\sof\sthumb\b")
_DEFINED = re.compile(
    r"\b(?:means|tells\syou|defin\w+|threshold|convention\w*|considered|alpha|cut-?off|interpret\w*)\b"
)


def judge_significance(place: Place) -> Verdict | None:
    """A p-value or an interval, unless the sentence explains what one is."""
    return None if place.scene.says(_DEFINED) else Verdict(StatisticKind.SIGNIFICANCE)
