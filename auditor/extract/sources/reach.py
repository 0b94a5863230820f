"""What source stands within reach of each sentence of a page."""

import re
from collections.abc import Iterable, Mapping

from auditor.extract.annotated import Annotated
from auditor.extract.attributions import Wording
from auditor.extract.sources.carrying import Appeal, Carrying, joined
from auditor.extract.sources.surroundings import Surroundings
from auditor.model import Citation, Sentence, Source, Span, Tier

_BACK = re.compile(
    r"\b(?:the|this|that|these|said|same)\s+(?:(?:same|present|current|new|latest|pooled|pivotal|phase\s\d|\d{4})\s+)?"
    r"(?:study|trial|survey|report|paper|analysis|review|meta-analysis|researchers|authors|scientists|investigators"
    r"|(?:research\s)?team)(?!\s(?:data|results\sof))\b"
    r"|\b(?:they|the\s+group)\s+(?:also\s+)?(?:found|reported|showed|saw|observed|concluded)\b",
    re.IGNORECASE,
)
"""Speaks of a study named before."""


_POINTING = re.compile(r"(?:(?:across|by|from|in|of)\s)?(?:all\s)?(?:these|those|both)\s", re.IGNORECASE)


class Reach:
    """Finds the source of a claim among all that stands around it. Built and used in linear time."""

    def __init__(self, annotated: Annotated, citations: tuple[Citation, ...], appeals: Iterable[Appeal]) -> None:
        self._page = annotated.page
        self._citations = _by_sentence(annotated, [each for each in citations if each.tier >= Tier.IDENTIFIABLE])
        self._appeals: dict[int, list[Appeal]] = {}
        self._first_appeal: dict[int, Appeal] = {}
        for appeal in appeals:
            self._appeals.setdefault(appeal.sentence.index, []).append(appeal)
            self._first_appeal.setdefault(appeal.span.block, appeal)
        self._around = Surroundings(annotated, citations)
        self._uncertain = bool(annotated.references.entries) and not any(each.entry for each in citations)
        self._following = Carrying()
        for sentence in annotated.sentences:
            own = self._named(sentence, sentence.span)
            self._following.read(sentence, annotated.block(sentence), own, self._appeals.get(sentence.index, []))
        self._later = self._read_backwards(annotated.sentences)

    def of_wording(self, wording: Wording) -> Source:
        """The source of an appeal."""
        index = wording.sentence.index
        found = self._named(wording.sentence, wording.span) or self._later.get(index)
        if found is None and wording.definite:
            found = self._following.carried.get(index) or self._following.before.get(index)
        return found or self._around.of_block(wording.span.block) or self._vague(wording.span)

    def of_claim(self, sentence: Sentence, span: Span) -> Source:
        """The source of a statistic or another claim at `span` of the sentence."""
        index, appeals = sentence.index, self._appeals.get(sentence.index, [])
        found = self._named(sentence, span) or next(filter(None, map(joined, appeals)), None)
        if found is None and not appeals:
            found = self._following.carried.get(index) or self._later.get(index)
        found = found or self._around.of_block(span.block)
        if found is None and _BACK.search(sentence.text):
            found = self._following.before.get(index)
        return found or self._appealed(sentence)

    def is_back_reference(self, wording: Wording) -> bool:
        """Whether it speaks of a source of its block, or points at one of its section, that has been judged (V10)."""
        index = wording.sentence.index
        if index in self._following.spoken:
            return wording.definite
        pointing = _POINTING.match(self._page.text(wording.span))
        return wording.definite and index in self._following.told and pointing is not None

    def _named(self, sentence: Sentence, span: Span) -> Source | None:
        """The best source in the sentence itself, the nearest first."""
        found = self._citations.get(sentence.index)
        if not found:
            return None
        best = max(found, key=lambda each: (each.tier, -abs(each.span.start - span.start)))
        spans = (best.span,) if best.entry is None else (best.span, best.entry)
        return Source(best.tier, spans, reason="same sentence")

    def _appealed(self, sentence: Sentence) -> Source:
        """Tier VAGUE where something sounds like a source, else NONE."""
        own = self._appeals.get(sentence.index)
        lead_in = self._page.blocks[sentence.span.block].lead_in
        appeal = own[0] if own else self._following.spoken.get(sentence.index)
        if appeal is None and lead_in is not None:
            appeal = self._first_appeal.get(lead_in)
        return self._vague(appeal.span) if appeal else Source(uncertain=self._uncertain)

    def _vague(self, span: Span) -> Source:
        return Source(Tier.VAGUE, (span,), self._page.text(span), self._uncertain)

    def _read_backwards(self, sentences: tuple[Sentence, ...]) -> Mapping[int, Source]:
        """By sentence: the next source named later in its block."""
        later: dict[int, Source] = {}
        block, current = -1, None
        for sentence in reversed(sentences):
            if sentence.span.block != block:
                block, current = sentence.span.block, None
            if current:
                later[sentence.index] = current
            if own := self._named(sentence, sentence.span):
                current = Source(own.tier, own.spans, reason="same block")
        return later


def _by_sentence(annotated: Annotated, citations: list[Citation]) -> Mapping[int, list[Citation]]:
    """Citations by the index of the sentence they begin in; both in order."""
    found: dict[int, list[Citation]] = {}
    at = 0
    for sentence in annotated.sentences:
        end = (sentence.span.block, sentence.span.end)
        while at < len(citations) and citations[at].span[:2] < end:
            if citations[at].span[:2] >= sentence.span[:2]:
                found.setdefault(sentence.index, []).append(citations[at])
            at += 1
    return found
