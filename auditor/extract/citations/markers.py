"""Numbered markers: [3], [3,4], [3-5], superscripts, (3) where a numbered list exists, [^note]."""

import re
from collections.abc import Iterator

from auditor.extract.citations.references import References
from auditor.model import Block, BlockKind, Citation, CitationKind, Page, Span, Tier

_LIST = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*"
_BRACKETS = re.compile(rf"\[\s?({_LIST})\s?\]")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]")
_RAISED = re.compile(r"(?<![\d⁰¹²³⁴-⁹])(?<!\b[cdkm]m)(?<!\bm)(?<!\bkg)[⁰¹²³⁴-⁹]+(?:[,˒⁻–-][⁰¹²³⁴-⁹]+)*")
_RAISED_DIGIT = re.compile("[⁰¹²³⁴-⁹]")
_PARENTHESES = re.compile(rf"(?<=[\w.,;] )\(({_LIST})\)")
_TRAILING = re.compile(rf"(?<=[a-z)%][.,;])({_LIST})(?=\s+[A-Z]|\s*$)")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_SKIPPED = {BlockKind.CODE, BlockKind.FORM, BlockKind.BUTTON}


def markers(page: Page, references: References) -> Iterator[Citation]:
    """Numbered markers of a page; those without an entry are vague."""
    for block in page.blocks:
        if block.kind not in _SKIPPED:
            yield from _bracketed(block, references)
            yield from _raised(block, references)
            if references.entries:
                yield from _bare(block, references)


def _bracketed(block: Block, references: References) -> Iterator[Citation]:
    if "[" not in block.text:
        return
    for match in _BRACKETS.finditer(block.text):
        yield _numbered(block.span(*match.span()), match[1], references)
    for match in _NOTE.finditer(block.text):
        entry = references.anchors.get(match[1]) or references.anchors.get(f"fn:{match[1]}")
        tier = Tier.RESOLVABLE if entry else Tier.VAGUE
        yield Citation(block.span(*match.span()), CitationKind.FOOTNOTE, tier, entry)


def _raised(block: Block, references: References) -> Iterator[Citation]:
    if _RAISED_DIGIT.search(block.text):
        for match in _RAISED.finditer(block.text):
            yield _numbered(block.span(*match.span()), match.group().translate(_RAISED_DIGITS), references)
    for span in block.superscripts:
        words = block.text[span.start : span.end].strip("[]() ")
        if re.fullmatch(_LIST, words) and not re.search(r"(?:\d|\b[cdkm]?m)$", block.text[: span.start][-4:]):
            yield _numbered(span, words, references)


def _bare(block: Block, references: References) -> Iterator[Citation]:
    """Forms that mean a citation only where all their numbers have an entry."""
    for pattern in (_PARENTHESES, _TRAILING):
        for match in pattern.finditer(block.text):
            if all(references.numbered(number) for number in _numbers(match[1])):
                yield _numbered(block.span(*match.span()), match[1], references)


def _numbered(span: Span, words: str, references: References) -> Citation:
    found = [entry for number in _numbers(words) if (entry := references.numbered(number))]
    tier = Tier.RESOLVABLE if found else Tier.VAGUE
    return Citation(span, CitationKind.NUMBERED, tier, found[0].span if found else None)


def _numbers(words: str) -> list[int]:
    """The first number of a marker and each that follows; a range stands for its two ends."""
    return [int(number) for number in re.findall(r"\d+", words)]
