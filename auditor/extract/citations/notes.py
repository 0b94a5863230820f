"""Notes by sign: "81% felt calmer.†" and, further down, "† Harlow P. Demo Sleep J. 2019;12:100-8."."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from auditor.extract.citations.references import References, entry_tier
from auditor.extract.citations.years import YEAR
from auditor.model import Block, BlockKind, Citation, CitationKind, Page, Span, Tier

_SIGN = r"[*†‡§¶]{1,3}"
_ANY = re.compile(r"[*†‡§¶]")
_NOTE = re.compile(rf"[\s(]*(?P<sign>{_SIGN})\s?(?=[\w\"“‘(\[])")
_MARK = re.compile(rf"(?<=[\w%.,;:!?)\"”’])\s?(?P<sign>{_SIGN})(?![\w*†‡§¶])")
_PEOPLE = (
    r"(?:women|men|people|participants|adults|subjects|patients|users|volunteers|customers|respondents|consumers|individuals"
    r"|males|females|children|parents|members)"
)
_OWN_SURVEY = re.compile(
    rf"(?=.*\b(?:study|survey|trial|test|poll|questionnaire|panel)\b)(?=.*\b\d[\d,]*\s(?:[\w-]+\s){{0,3}}{_PEOPLE}\b)"
    rf"(?=.*\b{YEAR}\b)",
    re.IGNORECASE | re.DOTALL,
)
"""How many, who and when: a survey of one's own can be asked for."""
_NO_NOTES = {BlockKind.CODE, BlockKind.FORM, BlockKind.HEADING}
_LONGEST = 1_000
"""Characters of a block that can be a note."""


def notes(page: Page, references: References, citations: Iterable[Citation]) -> Iterator[Citation]:
    """The signs in the text that lead to a note with a source; each to the next note below that begins with it."""
    signed = [block for block in page.blocks if _ANY.search(block.text)]
    entries = _entries(signed, references, _best(citations)) if signed else {}
    if entries:
        for block in signed:
            yield from _marks(block, entries)


def _entries(
    blocks: Iterable[Block], references: References, best: Mapping[int, Tier]
) -> Mapping[str, list[tuple[Span, Tier]]]:
    """By sign: the notes that begin with it and the tier that each reaches, in order."""
    found: dict[str, list[tuple[Span, Tier]]] = {}
    for block in blocks:
        sign = _NOTE.match(block.text) if block.kind not in _NO_NOTES and len(block.text) <= _LONGEST else None
        if sign is not None:
            tier = entry_tier(block) if block.index in references.blocks else best.get(block.index, Tier.NONE)
            found.setdefault(sign["sign"], []).append((block.span(), _reached(block, tier)))
    return found


def _reached(block: Block, tier: Tier) -> Tier:
    """An entry that names its source stands on the page to be looked up; a survey of one's own is but described."""
    if tier >= Tier.IDENTIFIABLE:
        return Tier.RESOLVABLE
    return Tier.IDENTIFIABLE if _OWN_SURVEY.match(block.text) else Tier.VAGUE


def _marks(block: Block, entries: Mapping[str, list[tuple[Span, Tier]]]) -> Iterator[Citation]:
    for match in _MARK.finditer(block.text):
        below = entries.get(match["sign"], [])
        at = bisect_right(below, block.index, key=lambda entry: entry[0].block)
        if at < len(below) and below[at][1] >= Tier.IDENTIFIABLE:
            entry, tier = below[at]
            yield Citation(block.span(*match.span("sign")), CitationKind.FOOTNOTE, tier, entry)


def _best(citations: Iterable[Citation]) -> Mapping[int, Tier]:
    """By block: the highest tier cited in it."""
    best: dict[int, Tier] = {}
    for each in citations:
        best[each.span.block] = max(best.get(each.span.block, Tier.NONE), each.tier)
    return best
