"""Finds the strength a page sells its product in: in the title, the main heading, and beside prices."""

import re
from collections.abc import Iterator

from auditor.extract.annotated import Annotated
from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.amounts import find_amounts
from auditor.extract.dosages.schedules import find_frequencies
from auditor.extract.dosages.surroundings import Surroundings
from auditor.model import Block, BlockKind, Dosage, DosageKind, Region, Scope, Sentence, Span, StrengthRole

_PRICE = re.compile(r"[$€£]\s?\d|\d\s?(?:USD|EUR|GBP|CAD|AUD|NZD)\b")
_OTHER = re.compile(r"\b(?:related|similar|alternatives?|also|compare|versus|vs)\b", re.IGNORECASE)
"""Words of lines that advertise another product."""
_LINE_LENGTH = 100
_UNITS = ("mg", "unit", "%", "mg/mL", "unit/mL")


def product_strengths(annotated: Annotated, surroundings: Surroundings) -> Iterator[Dosage]:
    """One statement for each title or price line that names the page's drug with a single strength."""
    for sentence in annotated.sentences:
        block = annotated.block(sentence)
        if _names_product(block) or (sentence.span.start == 0 and _is_price_line(block)):
            amounts = [each for each in find_amounts(block.text) if each.unit in _UNITS and not each.per]
            if len(amounts) == 1 and _is_named(block, surroundings) and not find_frequencies(block.text):
                yield _sold(block, sentence, amounts[0], surroundings.subject.drug)


def _is_named(block: Block, surroundings: Surroundings) -> bool:
    """Whether the block names the page's drug, and no other one beside it in a mere price line."""
    drugs = {named.drug for named in surroundings.names.find(block.text)}
    return surroundings.subject.drug in drugs and (len(drugs) == 1 or _names_product(block))


def _names_product(block: Block) -> bool:
    return block.kind is BlockKind.TITLE or (block.kind is BlockKind.HEADING and block.level == 1)


def _is_price_line(block: Block) -> bool:
    """Whether a short line offers something at a price."""
    line = block.kind in (BlockKind.PARAGRAPH, BlockKind.BUTTON, BlockKind.LIST_ITEM)
    return (
        line
        and len(block.text) <= _LINE_LENGTH
        and block.region is Region.MAIN
        and bool(_PRICE.search(block.text))
        and not _OTHER.search(block.text)
    )


def _sold(block: Block, sentence: Sentence, amount: Amount, drug: str) -> Dosage:
    span = Span(block.index, amount.start, amount.end)
    return Dosage(
        span,
        sentence,
        Scope(drug),
        strength=(amount.low, amount.high),
        strength_unit=amount.unit,
        strengths=amount.values if amount.listed else (),
        strength_role=StrengthRole.SOLD,
        spans={DosageKind.STRENGTH: span},
    )
