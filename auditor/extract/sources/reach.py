"""What source stands within reach of each sentence of a page."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from auditor.extract.annotated import Annotated
from auditor.extract.attributions import Wording
from auditor.extract.sources.surroundings import Surroundings
from auditor.model import Attribution, Citation, Sentence, Source, Span, Tier

_BACK = re.compile(
    r"\b(?:the|this|that|these|those|said|same)\s+(?:(?:same|present|current|new|latest|pooled|clinical|phase\s\d|\d{4}|\w+)\s+)?(?:stud(?:y|ies)|trials?|surveys?|report|paper|article|analysis|review|meta-analysis|researchers|authors|scientists|investigators|team|findings|results|data|participants)\b"
    r"|\b(?:they|the\s+group)\s+(?:also\s+)?(?:found|reported|showed|saw|observed|concluded)\b",
    re.IGNORECASE,
)
_SHIFT = re.compile(
    r"\b(?:another|different|separate|second|other)\s+(?:\w+\s+)?(?:stud(?:y|ies)|trials?|group|team|surveys?|researchers|analysis|review)\b|^(?:meanwhile|elsewhere|separately)\b|\b(?:our|we)\b",
    re.IGNORECASE,
)


class Reach:
    """Finds the source of a claim among all that stands around it. Built and used in linear time."""

    def __init__(
        self,
        annotated: Annotated,
        citations: tuple[Citation, ...],
        appeals: Iterable[Wording | Attribution],
    ) -> None:
        self._annotated = annotated
        self._citations = _by_sentence(annotated, [each for each in citations if each.tier >= Tier.IDENTIFIABLE])
        self._appeals: dict[int, list[Wording | Attribution]] = {}
        for appeal in appeals:
            self._appeals.setdefault(appeal.sentence.index, []).append(appeal)
        self._around = Surroundings(annotated.page, citations)
        self._carried, self._named_before = self._forward()
        self._later = self._backward()

    def of_wording(self, wording: Wording) -> Source:
        """The source of an appeal."""
        found = self._named(wording.sentence, wording.span) or self._later.get(wording.sentence.index)
        if found is None and wording.definite:
            found = self._carried.get(wording.sentence.index) or self._named_before.get(wording.sentence.index)
        return found or self._around.of_block(wording.span.block) or self._vague(wording.span)

    def of_claim(self, sentence: Sentence, span: Span) -> Source:
        """The source of a statistic or another claim at `span` of the sentence."""
        index = sentence.index
        appeals = self._appeals.get(index, ())
        return (
            self._named(sentence, span)
            or next(
                (
                    each.source
                    for each in appeals
                    if isinstance(each, Attribution) and each.source.tier >= Tier.IDENTIFIABLE
                ),
                None,
            )
            or (None if appeals else self._carried.get(index) or self._later.get(index))
            or self._around.of_block(span.block)
            or (self._named_before.get(index) if _BACK.search(sentence.text) else None)
            or self._appealed(sentence)
        )

    def is_back_reference(self, wording: Wording) -> bool:
        """Whether it speaks of a source of the same block that has been judged (V10)."""
        return wording.definite and wording.sentence.index in self._mentioned

    def _named(self, sentence: Sentence, span: Span) -> Source | None:
        """The best source in the sentence itself, the nearest first."""
        found = self._citations.get(sentence.index)
        if not found:
            return None
        best = max(found, key=lambda each: (each.tier, -abs(each.span.start - span.start)))
        return _source(best, "same sentence")

    def _appealed(self, sentence: Sentence) -> Source:
        """Tier VAGUE where something sounds like a source, else NONE."""
        appeals = self._appeals.get(sentence.index) or self._mentioned.get(sentence.index)
        return self._vague(appeals[0].span) if appeals else Source(uncertain=self._uncertain)

    def _vague(self, span: Span) -> Source:
        return Source(Tier.VAGUE, (span,), self._annotated.page.text(span), self._uncertain)

    def _forward(self) -> tuple[Mapping[int, Source], Mapping[int, Source]]:
        """By sentence: the source carried over within its block, and the last one named in its section."""
        carried: dict[int, Source] = {}
        before: dict[int, Source] = {}
        self._mentioned: dict[int, list[Wording | Attribution]] = {}
        block, current, named = -1, None, None
        section: tuple[str, ...] = ()
        spoken: list[Wording | Attribution] = []
        for sentence in self._annotated.sentences:
            if sentence.span.block != block:
                block, current, spoken = sentence.span.block, None, []
                if self._annotated.block(sentence).section != section:
                    section, named = self._annotated.block(sentence).section, None
            own, appeals = self._named(sentence, sentence.span), self._appeals.get(sentence.index, [])
            if spoken:
                self._mentioned[sentence.index] = spoken
            if not own and (any(not _definite(each) for each in appeals) or _SHIFT.search(sentence.text)):
                current = None
            if current:
                carried[sentence.index] = current
            if named:
                before[sentence.index] = named
            if own:
                current = Source(own.tier, own.spans, reason="carried over")
                named = Source(own.tier, own.spans, reason="named before")
                spoken = spoken or list(appeals)
            elif appeals:
                spoken = list(appeals)
        return carried, before

    def _backward(self) -> Mapping[int, Source]:
        """By sentence: the next source named later in its block."""
        later: dict[int, Source] = {}
        block, current = -1, None
        for sentence in reversed(self._annotated.sentences):
            if sentence.span.block != block:
                block, current = sentence.span.block, None
            if current:
                later[sentence.index] = current
            if own := self._named(sentence, sentence.span):
                current = Source(own.tier, own.spans, reason="same block")
        return later

    @cached_property
    def _uncertain(self) -> bool:
        """Whether the page has a reference list but no marker into it."""
        return bool(self._annotated.references.entries) and not self._around.marked


def _definite(appeal: Wording | Attribution) -> bool:
    return isinstance(appeal, Wording) and appeal.definite


def _source(citation: Citation, reason: str) -> Source:
    spans = (citation.span,) if citation.entry is None else (citation.span, citation.entry)
    return Source(citation.tier, spans, reason=reason)


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
