"""Names the drug of an amount: beside it, in its clause, before it in the block, in headers and headings."""

import re
from collections.abc import Iterable, Sequence

from auditor.extract.dosages.amounts import form_names
from auditor.extract.dosages.names import Named
from auditor.extract.dosages.readings import Reading, is_generic

_BESIDE = re.compile(r"\s?(?:of\s|worth\sof\s)?(?:(?:the|your|pure|elemental|oral|active|standardi[sz]ed|generic|prescription|liquid)\s){0,2}(?:[a-z-]+\s)?")
_BEFORE = re.compile(r"[®™]?(?:,|:|\s|\sat|\sdose\sof|\s[–—-]|\sis|\(|\stablets?|\scapsules?)*\s?")
_OF = re.compile(r"\s?of\s(?:(?:the|your|this|pure|dried|standardi[sz]ed)\s)?(?P<noun>[A-Za-z][\w-]*(?:\s[a-z][\w-]*){0,2})")
_BESIDES = re.compile(r"\b(?:with|alongside|plus|than|versus|vs\.?|besides|taking|like|unlike|and\snot|instead\sof|by)\s$", re.IGNORECASE)
_DOSE_OF = re.compile(r"\b(?:dose|dosage|strength|tablet|capsule|injection)s?\sof\s$", re.IGNORECASE)

AMBIGUOUS = "?"
"""More than one drug could be meant."""


def drug_beside(text: str, start: int, end: int, drugs: Sequence[Named]) -> str:
    """The drug a clause names for the amount at [start, end): "" where it names none, "?" where several fit."""
    after = next((named for named in drugs if named.start >= end and _BESIDE.fullmatch(text, end, named.start)), None)
    if after is not None:
        return after.drug
    other = _other_substance(text, end)
    if other:
        return other
    outside = [named for named in drugs if not (start <= named.start < end)]
    main = [named for named in outside if not _BESIDES.search(text[: named.start])] or outside
    if len({named.drug for named in main}) == 1:
        return main[0].drug
    before = next((named for named in reversed(main) if named.end <= start and _BEFORE.fullmatch(text, named.end, start)), None)
    if before is not None:
        return before.drug
    dosed = {named.drug for named in main if _DOSE_OF.search(text[: named.start])}
    return dosed.pop() if len(dosed) == 1 else AMBIGUOUS if main else ""


def _other_substance(text: str, end: int) -> str:
    """The unknown substance an amount is said to be of: "10 g of protein"."""
    match = _OF.match(text, end)
    if match is None:
        return ""
    words = []
    for word in match["noun"].lower().split():
        if is_generic(word) or word in form_names():
            break
        words.append(word)
    return " ".join(words)


def drug_around(readings: Iterable[Reading]) -> str:
    """The drug of the nearest label that names one; "?" where it names several."""
    for reading in readings:
        drugs = {named.drug for named in reading.drugs}
        if drugs:
            return drugs.pop() if len(drugs) == 1 else AMBIGUOUS
    return ""
