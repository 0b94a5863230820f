"""Gives each finding its place in the source, its context and its identity."""

from collections.abc import Sequence

from auditor.check.identity import fingerprints
from auditor.model import Document, Finding, LocatedFinding, Place, Span


def locate(findings: Sequence[Finding], document: Document) -> tuple[LocatedFinding, ...]:
    """The findings as readers and machines get them, in the same order."""
    claims = [(each.rule, f"{document.text(each.span)}\n{_context(each.span, document)}") for each in findings]
    identities = fingerprints(claims, document.page.location)
    return tuple(_located(each, document, *identity) for each, identity in zip(findings, identities, strict=True))


def _located(finding: Finding, document: Document, fingerprint: str, claim_fingerprint: str) -> LocatedFinding:
    page = document.page
    block = page.block_of(finding.span)
    place = place_of(finding.span, document)
    first, last = place.location.start.line, place.location.end.line
    return LocatedFinding(
        rule=finding.rule,
        severity=finding.severity,
        confidence=finding.confidence,
        message=finding.message,
        fix=finding.fix,
        quote=place.quote,
        context=place.context,
        block=block.kind,
        region=block.region,
        section=block.section,
        location=place.location,
        lines=tuple(page.line(number) for number in range(first, last + 1)),
        fingerprint=fingerprint,
        claim_fingerprint=claim_fingerprint,
        related=tuple(place_of(each.span, document, each.message) for each in finding.related),
        subtype=finding.subtype,
    )


def place_of(span: Span, document: Document, message: str = "") -> Place:
    """The words of a span with their sentence and where they stand in the source."""
    return Place(document.text(span), _context(span, document), document.page.locate(span), message)


def _context(span: Span, document: Document) -> str:
    sentence = document.sentence_at(span)
    return sentence.text if sentence else document.page.block_of(span).text
