"""Gives each stated value its place in the source and the identity of the finding it would be."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.check.identity import fingerprints
from auditor.check.locating import place_of
from auditor.model import Document, Place, Span
from auditor.model.fact import Fact, FactKind

SUBTYPE = "across-pages"
_DOSAGE = "contradictory-dosage"
_RULES = {FactKind.PRICE: "price-inconsistency", FactKind.STATISTIC: "conflicting-statistics"}
_LINES_MOST = 500
"""Characters; a page may be one line of a megabyte, which its facts do not carry along."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as a page states it, before it is placed; the fields are those of `Fact`."""

    kind: FactKind
    subject: str
    scope: tuple[str, ...]
    low: Decimal
    high: Decimal
    written: str
    span: Span
    values: tuple[Decimal, ...] = ()


def placed(stated: Sequence[Stated], document: Document) -> tuple[Fact, ...]:
    """The values with places and fingerprints, in the same order."""
    places = [place_of(each.span, document) for each in stated]
    told = zip(stated, places, strict=True)
    claims = [(_identity(each.kind), f"{place.quote}\n{place.context}") for each, place in told]
    identities = fingerprints(claims, document.page.location)
    return tuple(
        _fact(each, place, document, *identity)
        for each, place, identity in zip(stated, places, identities, strict=True)
    )


def rule_of(kind: FactKind) -> str:
    """The id of the rule whose findings differences of this kind are."""
    return _RULES.get(kind, _DOSAGE)


def _identity(kind: FactKind) -> str:
    """Told apart from the rule's findings within a page, which may stand on the same words."""
    return f"{rule_of(kind)}/{SUBTYPE}"


def _fact(stated: Stated, place: Place, document: Document, fingerprint: str, claim_fingerprint: str) -> Fact:
    block = document.page.block_of(stated.span)
    return Fact(
        stated.kind,
        stated.subject,
        stated.scope,
        stated.low,
        stated.high,
        stated.written,
        place,
        fingerprint,
        claim_fingerprint,
        stated.values,
        str(block.kind),
        block.section,
        _lines(place, document),
        region=str(block.region),
    )


def _lines(place: Place, document: Document) -> tuple[str, ...]:
    first, last = place.location.start.line, place.location.end.line
    lines = tuple(document.page.line(number) for number in range(first, last + 1))
    return lines if sum(map(len, lines)) <= _LINES_MOST else ()
