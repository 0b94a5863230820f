"""Tells what an amount is by the words around it: strength, content, dose, daily amount, maximum, total."""

import re
from enum import Enum, auto
from functools import cache

from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.clauses import Clause
from auditor.extract.dosages.schedules import FrequencyKind
from auditor.extract.dosages.units import form_names
from auditor.extract.dosages.words import alternatives, table


class Role(Enum):
    """What an amount says."""

    OFFERED = auto()
    CONTENT = auto()
    TAKEN = auto()
    """The strength of the unit a dose is counted in."""
    DOSE = auto()
    DAILY = auto()
    TOTAL = auto()
    """The sum of a day, given beside the single doses."""
    MAXIMUM = auto()
    NONE = auto()


_I = re.IGNORECASE
_MAXIMUM = re.compile(
    r"(?:\b(?:no|not|never|nor)\b[^.;:]{0,60}?\b(?:more\sthan|exceed(?:ing|s)?|pass|above|over|beyond)|n[o'’]t\s[^.;:]{0,40}?(?:more\sthan|exceed)"
    r"|\bmax(?:imum|imal)?\.?(?:\s(?!dose\sof\s\w+\sis\snot)[\w-]+){0,6}?(?:\s(?:is|of|at|to))?:?|\bat\smost|\bthe\smost(?:\s[\w-]+){0,4}\sis"
    r"|\b(?:highest|upper)\s(?:[\w-]+\s){0,5}?(?:is|of)|\blimit(?:ed)?(?:\s(?:is|of|to))?|\bceiling(?:\s(?:is|of))?)"
    r"\s?(?:a\stotal\sof\s|total\sof\s|of\s)?$",
    _I,
)
_MAXIMUM_LABEL = re.compile(r"\bmax(?:imum|imal)?\b|\bhighest\sdose|\bnot\sexceed|\bno\smore\sthan", _I)
_BOUND = re.compile(
    r"[<>≤≥]\s?$|\b(?:more\sthan|less\sthan|fewer\sthan|at\sleast|over|above|below|under|up\sto|exceed(?:s|ing)?|as\s(?:little|much|low|high|many)\sas|beyond|"
    r"minimum(?:\sof)?|greater\sthan|higher\sthan|lower\sthan|from|past|another|additional|extra|by)\s?(?:a\stotal\sof\s)?$",
    _I,
)
_OPEN_END = re.compile(r"\s(?:or|and)\s(?:above|beyond|higher|less|lower|more|over|under)\b|\+", _I)
_NEGATED = re.compile(
    r"\b(?:do\snot|don['’]t|never|must\snot|should\snot|cannot|avoid|rather\sthan|instead\sof|not|no|without)\s(?:[\w-]+\s){0,3}$",
    _I,
)
_VEHICLE = re.compile(r"\b(?:with|in|into|over|within|from|per|and)\s(?:at\sleast\s|about\s|a\s)?$", _I)
_TOTAL_BEFORE = re.compile(
    r"\b(?:which|that|this|these)\s(?:gives?|makes?|is|means|comes\sto|adds\sup\sto|equals|provides?|supplies|amounts\sto)\s(?:a\stotal\sof\s|about\s|you\s)?$"
    r"|\b(?:total(?:ling|ing|s)?|for\sa\stotal\sof|a\stotal\s(?:daily\sdose\s)?of|=)\s?(?:of\s)?$",
    _I,
)
_TOTAL_AFTER = re.compile(r"[^,;.\d]{0,40}?\b(?:in\sall|in\stotal|altogether|total\b(?!\sof))", _I)
_QUALIFIED = r"(?:(?:about|approximately|only|exactly|either|just|a\stotal\sof|roughly|you)\s){0,2}$"
_CONTENT = re.compile(rf"\b(?:contains?|containing|holds?|packs)\s{_QUALIFIED}", _I)
_GIVING = re.compile(rf"\b(?:provides?|supplies|supply|delivers?|gives?|has|have)\s{_QUALIFIED}", _I)
"""Verbs that state a content only where a unit is their subject: "each capsule gives"."""
_OFFER = re.compile(
    r"\b(?:available|comes?|supplied|sold|offered|marketed|packaged|manufactured|dispensed|made)\s(?:[\w-]+\s){0,4}?(?:as|in|at)(?:\s[\w-]+){0,5}?\s$"
    r"|\bstrengths?(?:\s(?:of|are|is|include|available))*:?\s(?:of\s)?$|\b(?:tablets?|capsules?|pills?|vials?|forms?)(?:\s(?:of|in|at)|:)\s$",
    _I,
)
_STRENGTH_LABEL = re.compile(r"\bstrengths?\b|\bavailable\s(?:doses?|dosages?|sizes?)|\bconcentrations?\b", _I)
_DOSAGE_LABEL = re.compile(r"^(?:available\s)?(?:dosages?|doses?|sizes?|pack\ssizes?|dose\soptions)\s?:?\s?$", _I)
_PER_UNIT_LABEL = re.compile(r"\b(?:per|in\sone|in\seach|each)\s(?P<form>[a-z]+)\b", _I)
_NEAR = 90
"""Characters before a quantity in which its role is looked for."""
_MOST_UNITS = 15
"""Nobody takes more tablets at once."""
_NAMED_DOSE = re.compile(
    r"\b(?:single|one-time|one-off|usual|standard|typical|recommended|starting|initial|loading|maintenance|"
    r"daily|weekly)\s$",
    _I,
)
_DOSE_AFTER = re.compile(r"[\s-]+(?:[a-z]+\s)?doses?\b", _I)
_TAKE = re.compile(rf"\b(?:{'|'.join(table('generic')['verbs'])})\s(?:[\w-]+\s){{0,2}}$", _I)
_VERB = re.compile(rf"\b(?:{'|'.join(table('generic')['verbs'])})\b", _I)
_DIRECTIVE = re.compile(
    r"\b(?:doses?|dosages?|dosing|dosed|daily|recommended|recommends?|usual|typical(?:ly)?|starts?|starting|begins?|initial|loading|maintenance|injections?|infusions?|injected|infused|prn|(?:well|settle|start)\son|go\swith|opt\sfor)\b",
    _I,
)


@cache
def _form_after() -> re.Pattern[str]:
    return re.compile(
        rf"[\s-]+(?:(?:oral|film-coated|coated|hard|soft|chewable|extended-release|prescription|generic|strength)\s)*(?P<form>{alternatives([*form_names()])}|vial|cream|gel|ointment|solution|suspension|syrup|lotion|foam|spray|dose\spen|strength)\b",
        _I,
    )


def role_of(amount: Amount, clause: Clause, label: str, directed: int | None = None) -> Role:
    """What the amount says, given its clause and the label, header or lead-in above it.

    `directed` is where a label ends that shows the amounts behind it to be doses: "Adults: 5 mg".
    """
    before, after = clause.text[: amount.start], clause.text[amount.end :]
    tail = before[-_NEAR:]
    if _MAXIMUM.search(tail) or (_MAXIMUM_LABEL.search(label) and not _MAXIMUM.search(before)):
        return Role.MAXIMUM
    if _TOTAL_BEFORE.search(tail) or _TOTAL_AFTER.match(after):
        return Role.TOTAL
    if _BOUND.search(tail) or _OPEN_END.match(after) or amount.unit.endswith(("/week", "/wk", "/month")):
        return Role.NONE
    strength = _strength(amount, clause, label)
    if strength is not None:
        return strength
    if _NEGATED.search(tail[-40:]) or _is_vehicle(amount, clause):
        return Role.NONE
    return _dose(amount, clause, label, directed is not None and amount.start > directed)


def is_limit(before: str) -> bool:
    """Whether the words before a quantity make it the most that is allowed."""
    return bool(_MAXIMUM.search(before[-_NEAR:]))


def _strength(amount: Amount, clause: Clause, label: str) -> Role | None:
    """The role where the amount is a strength, None where it is not."""
    before, after = clause.text[: amount.start], clause.text[amount.end :]
    if amount.counted:
        return None
    timed = any(each.kind is not FrequencyKind.ONCE for each in clause.frequencies)
    if amount.per and not timed:
        return Role.CONTENT
    giving = _GIVING.search(before)
    if _CONTENT.search(before[-60:]) or (giving and form_in(before[: giving.start()])):
        return Role.CONTENT
    if _OFFER.search(before[-90:]) and not timed:
        return Role.OFFERED
    if not timed and (
        _STRENGTH_LABEL.search(label) or (amount.listed and _DOSAGE_LABEL.match(label.split("|")[0].strip()))
    ):
        return Role.OFFERED
    if _form_after().match(after):
        return Role.TAKEN
    if amount.unit.endswith("/mL"):
        return Role.TAKEN
    if re.match(r"\s?each\b", after) and form_in(before):
        return Role.CONTENT
    return Role.CONTENT if _PER_UNIT_LABEL.search(label) and form_in(label) else None


def _is_vehicle(amount: Amount, clause: Clause) -> bool:
    """Whether it is the liquid or the time something is taken with: "in 250 mL of water"."""
    return amount.unit == "mL" and bool(_VEHICLE.search(clause.text[: amount.start][-30:]))


def _dose(amount: Amount, clause: Clause, label: str, directed: bool) -> Role:
    often = [each for each in clause.frequencies if each.kind is not FrequencyKind.ONCE]
    verb = _VERB.search(clause.text)
    if amount.unit == "%" or not amount.high or _is_pack(amount) or _is_mention(amount, clause):
        return Role.NONE
    named = _NAMED_DOSE.search(clause.text[: amount.start][-30:])
    mentioned = _DOSE_AFTER.match(clause.text, amount.end) and not (verb or often or named)
    if clause.text.rstrip().endswith(":") or mentioned:
        return Role.NONE
    if not (directed or often or named or verb or _DIRECTIVE.search(clause.text) or _DIRECTIVE.search(label)):
        return Role.NONE
    timed = any(
        each.kind is FrequencyKind.TIMES or (each.kind is FrequencyKind.PERIOD and each.low < 1) for each in often
    )
    return Role.DAILY if amount.per_day or (often and not timed) else Role.DOSE


def _is_mention(amount: Amount, clause: Clause) -> bool:
    """Whether "a tablet" only names the form, since nothing says to take one."""
    words = clause.text[amount.start : amount.end]
    article = amount.counted and not amount.each and words[:2].lower() in ("a ", "an")
    return bool(article) and not _TAKE.search(clause.text[: amount.start][-40:])


def _is_pack(amount: Amount) -> bool:
    """Whether the count is rather that of a pack."""
    return (
        amount.unit in ("tablet", "capsule", "pill", "patch", "sachet", "vial", "bottle") and amount.low > _MOST_UNITS
    )


def form_in(text: str) -> str:
    """The first counted form a text names, or nothing."""
    names = form_names()
    for word in re.findall(r"[a-z-]+", text.lower()):
        if word in names:
            return names[word]
    return ""
