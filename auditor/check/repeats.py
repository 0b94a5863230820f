"""Joins repeats of one claim (front matter, card, FAQ, meta description) into one finding."""

import re
from dataclasses import replace

from auditor.model import BlockKind, Document, Finding, Region, Related, Span

_WORD = re.compile(r"\w+(?:\.\w+)*|[%$€£]")
_SIDE_KINDS = {
    BlockKind.TITLE,
    BlockKind.META_DESCRIPTION,
    BlockKind.JSON_LD,
    BlockKind.FRONT_MATTER,
    BlockKind.ALT_TEXT,
}


def normalise(text: str) -> str:
    """The words and signs of a text in lower case, without its punctuation: how claims are compared for identity."""
    return " ".join(_WORD.findall(text.lower()))


def join_repeats(findings: list[Finding], document: Document) -> list[Finding]:
    """One finding for each claim: the most prominent place first, the others as related places."""
    grouped: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(_identity(finding, document), []).append(finding)
    return [_joined(same, document) for same in grouped.values()]


def _identity(finding: Finding, document: Document) -> tuple[str, ...]:
    sentence = document.sentence_at(finding.span)
    within = sentence.span if sentence else document.page.block_of(finding.span).span()
    words = normalise(document.text(finding.span))
    before = normalise(document.text(Span(within.block, within.start, finding.span.start)))
    ordinal = str(before.count(words)) if words else ""
    return finding.rule, finding.subtype, words, ordinal, normalise(document.text(within))


def _joined(same: list[Finding], document: Document) -> Finding:
    first, *others = sorted(same, key=lambda finding: _prominence(finding, document))
    repeats = tuple(Related(other.span, "the same claim again") for other in others)
    return replace(first, related=first.related + repeats)


def _prominence(finding: Finding, document: Document) -> tuple[bool, bool, int, int]:
    block = document.page.block_of(finding.span)
    return block.region is not Region.MAIN, block.kind in _SIDE_KINDS, block.index, finding.span.start
