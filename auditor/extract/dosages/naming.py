"""Names the drug of an amount: beside it, in its clause, before it in the block, in headers and headings."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.extract.dosages.clauses import Clause
from auditor.extract.dosages.names import Named, Names
from auditor.extract.dosages.readings import Reading, is_generic
from auditor.extract.dosages.units import form_names
from auditor.extract.dosages.words import table
from auditor.model import Dosage, StrengthRole

_BESIDE = re.compile(
    r"\s?(?:of\s|worth\sof\s)?(?:(?:the|your|pure|elemental|oral|active|standardi[sz]ed|generic|prescription|liquid)\s){0,2}(?:[a-z-]+\s)?"
)
_BEFORE = re.compile(r"[®™]?(?:,|:|\s|\sat|\sdose\sof|\s[–—-]|\sis|\(|\stablets?|\scapsules?)*\s?")
_OF = re.compile(
    r"\s?of\s(?:(?:the|your|this|pure|dried|standardi[sz]ed)\s)?(?P<noun>[A-Za-z][\w-]*(?:\s[a-z][\w-]*){0,2})"
)
_NEXT = re.compile(r"\s?(?:daily\s|a\sday\s)?([A-Za-z]+)")
_BESIDES = re.compile(
    r"\b(?:with|alongside|plus|than|versus|vs\.?|besides|taking|like|unlike|and\snot|instead\sof|by)\s$", re.IGNORECASE
)
_DOSE_OF = re.compile(r"\b(?:dose|dosage|strength|tablet|capsule|injection)s?\sof\s$", re.IGNORECASE)


class Substance(NamedTuple):
    """The drug of an amount and the brand it is called by."""

    drug: str = ""
    brand: str = ""
    salt: str = ""


_NEAR = 80
"""Characters before a parenthesis in which the drug is looked for."""
UNNAMED = Substance()
AMBIGUOUS = Substance("?")
"""More than one drug could be meant."""


def drug_beside(text: str, start: int, end: int, drugs: Sequence[Named]) -> Substance:
    """What a clause names for the amount at [start, end)."""
    after = next((named for named in drugs if named.start >= end and _BESIDE.fullmatch(text, end, named.start)), None)
    if after is not None:
        return _substance(after)
    other = _other_substance(text, end)
    if other:
        return Substance(other)
    outside = [named for named in drugs if not (start <= named.start < end)]
    main = [named for named in outside if not _BESIDES.search(text[: named.start])] or outside
    if len({named.drug for named in main}) == 1:
        return _one(main)
    before = next(
        (named for named in reversed(main) if named.end <= start and _BEFORE.fullmatch(text, named.end, start)), None
    )
    if before is not None:
        return _substance(before)
    dosed = {_substance(named) for named in main if _DOSE_OF.search(text[: named.start])}
    return dosed.pop() if len(dosed) == 1 else AMBIGUOUS if main else UNNAMED


def drug_before_parenthesis(clause: Clause, names: Names) -> Substance:
    """The drug right before the parenthesis that a clause stands in: "zinc (15 mg)"."""
    before = clause.sentence.text[: clause.start]
    if not before.endswith(("(", "[")):
        return UNNAMED
    drugs = names.find(before[-_NEAR:])
    return _substance(drugs[-1]) if drugs and before[-_NEAR:][drugs[-1].end :].strip() in ("(", "[") else UNNAMED


def _substance(named: Named) -> Substance:
    return Substance(named.drug, named.brand, named.salt)


def _one(drugs: Sequence[Named]) -> Substance:
    """The drug of several names of one drug; its brand where one brand is named."""
    brands = sorted({named.brand for named in drugs} - {""})
    salts = sorted({named.salt for named in drugs} - {""})
    return Substance(drugs[0].drug, "+".join(brands), "+".join(salts))


def _other_substance(text: str, end: int) -> str:
    """The unknown substance an amount is said to be of: "10 g of protein"."""
    match = _OF.match(text, end)
    if match is None:
        word = _NEXT.match(text, end)
        return word[1].lower() if word and word[1].lower() in table("substances")["words"] else ""
    words = []
    for noun in match["noun"].lower().split():
        if is_generic(noun) or noun in form_names():
            break
        words.append(noun)
    return " ".join(words)


def drug_around(readings: Iterable[Reading]) -> Substance:
    """What the nearest label that names a drug names; ambiguous where it names several."""
    for reading in readings:
        if reading.drugs:
            return _one(reading.drugs) if len({named.drug for named in reading.drugs}) == 1 else AMBIGUOUS
    return UNNAMED


def product_of(dosage: Dosage, at: int, reading: Reading, around: Sequence[Reading], substance: Substance) -> str:
    """The product whose content is stated: another name than the substance's, before it or in a header."""
    if dosage.strength_role is not StrengthRole.CONTENT:
        return ""
    before = [named.drug for named in reading.drugs if named.end <= at and named.drug != substance.drug]
    headers = [named.drug for each in around for named in each.drugs if named.drug != substance.drug]
    return before[-1] if before else headers[0] if headers else ""
