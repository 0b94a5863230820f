"""Finds the terms with spaCy's tokenizer and PhraseMatcher; spaCy is imported on first use.

Only sentences that have a word of some term are read, and the matcher learns a term when a word of it is first met:
there are thousands of terms, and a page names a few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from auditor.extract.terms.guard import worth_reading
from auditor.extract.terms.lists import term_lists
from auditor.extract.words import runs_of, words_of
from auditor.model import Mention, Sentence, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

_BATCH = 100_000
"""Characters tokenized at once: keeps memory flat on very long pages."""


def annotate(sentences: Sequence[Sentence]) -> Mapping[int, tuple[Mention, ...]]:
    """Mentions of known terms by sentence index, in order; of overlapping terms of a label the longest."""
    found: dict[int, tuple[Mention, ...]] = {}
    for batch in _batches([each for each in sentences if worth_reading(each.text) and _may_name(each.text)]):
        for sentence, mentions in _annotate_batch(batch):
            found[sentence.index] = tuple(mentions)
    return found


def _batches(sentences: list[Sentence]) -> Iterator[list[Sentence]]:
    batch: list[Sentence] = []
    size = 0
    for sentence in sentences:
        batch.append(sentence)
        size += len(sentence.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _annotate_batch(batch: list[Sentence]) -> Iterator[tuple[Sentence, list[Mention]]]:
    """One Doc for the batch: spaces between sentences, since a newline is five times slower."""
    language, matcher = _engine()
    for word in _by_word().keys() & {word for sentence in batch for word in words_of(sentence.text)}:
        _learn(word)
    doc = language.make_doc(" ".join(_tidy(sentence.text) for sentence in batch))
    matches = iter(sorted(_character_matches(doc, matcher)))
    current = next(matches, None)
    offset = 0
    for sentence in batch:
        end = offset + len(sentence.text)
        mentions = []
        while current is not None and current[0] < end:
            if current[1] <= end and current[0] >= offset:
                mentions.append(_mention(sentence, current[0] - offset, current[1] - offset, current[2]))
            current = next(matches, None)
        if mentions:
            yield sentence, _longest(mentions)
        offset = end + 1


def _tidy(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _character_matches(doc: Doc, matcher: PhraseMatcher) -> Iterator[tuple[int, int, str]]:
    strings = doc.vocab.strings
    for key, first, last in matcher(doc):
        yield doc[first].idx, doc[last - 1].idx + len(doc[last - 1]), strings[key]


def _mention(sentence: Sentence, start: int, end: int, key: str) -> Mention:
    label, _, entry = key.partition("\t")
    block, origin, _ = sentence.span
    return Mention(label, Span(block, origin + start, origin + end), sentence.text[start:end], entry)


def _longest(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.span.start, -each.span.end)):
        if not any(each.label == mention.label and each.span.covers(mention.span) for each in kept):
            kept.append(mention)
    return kept


def _may_name(text: str) -> bool:
    """Whether a text has a word of some term: the longest run of letters in it, which no tokenizer cuts."""
    return not _by_word().keys().isdisjoint(words_of(text))


@cache
def _by_word() -> Mapping[bytes, Sequence[tuple[str, str]]]:
    """By a word of each term without which it is not there: the terms, with the matcher's keys for them."""
    found: dict[bytes, list[tuple[str, str]]] = {}
    for each in term_lists():
        for term, entry in each.terms.items():
            for word in runs_of([term]):
                found.setdefault(word, []).append((term, f"{each.label}\t{entry}"))
    return found


@cache
def _learn(word: bytes) -> None:
    """Makes the matcher find the terms with this word; as many are kept as there are terms."""
    language, matcher = _engine()
    for term, key in _by_word()[word]:
        matcher.add(key, [language.make_doc(term)])


@cache
def _engine() -> tuple[Language, PhraseMatcher]:
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    return language, PhraseMatcher(language.vocab, attr="LOWER")
