"""Labels words by what they tell about a number near them; the lists are words.toml and the counted nouns."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from auditor.extract.quantities.surroundings import counted

_WORD = re.compile(r"[^\W\d_](?:[\w'’.&-]*\w)?|%|[$£€]")
_SHORTEST_PART = 2
"""Letters; shorter ends of hyphenated words are no words ("ACE-I")."""
_NONE: frozenset[str] = frozenset()
_DISEASE = frozenset({"harm"})
_DISEASES = (
    "itis", "osis", "aemia", "emia", "opathy", "algia", "rrhea", "rrhoea", "rrhage", "uria", "penia", "plegia", "oma",
    "embolism", "cardia", "megaly", "phobia", "paresis", "rrhythmia", "ectasia", "stenosis", "ischemia", "sclerosis",
)  # fmt: skip
"""Ends of the names of diseases; there are too many to list."""


class Word(NamedTuple):
    """A word at [start, end) of a text in lower case, and its labels."""

    start: int
    end: int
    text: str
    labels: frozenset[str] = _NONE


@cache
def _single() -> Mapping[str, frozenset[str]]:
    """Words and hyphenated words: their labels."""
    return {term: labels for term, labels in _terms().items() if " " not in term}


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    """First words of phrases: the whole phrases, the longest first, with their labels."""
    grouped: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for term, labels in _terms().items():
        parts = tuple(term.split())
        if len(parts) > 1:
            grouped.setdefault(parts[0], []).append((parts, labels))
    return {first: tuple(sorted(each, key=lambda phrase: -len(phrase[0]))) for first, each in grouped.items()}


@cache
def _terms() -> Mapping[str, frozenset[str]]:
    lists = tomllib.loads(files("auditor.extract.statistics").joinpath("words.toml").read_text("utf-8"))
    terms: dict[str, set[str]] = {}
    for label, words in lists.items():
        for word in words:
            terms.setdefault(word, set()).add(label)
    for word, label in counted().items():
        terms.setdefault(word, set()).add("person" if label == "people" else "event")
    return {term: frozenset(labels) for term, labels in terms.items()}


def label_words(text: str) -> tuple[Word, ...]:
    """The words of a text in lower case, in order, each with the labels of its own and of its phrase."""
    words = [Word(match.start(), match.end(), match[0], _labels(match[0])) for match in _WORD.finditer(text)]
    phrases = _phrases()
    for at, word in enumerate(words):
        for parts, labels in phrases.get(word.text, ()):
            if tuple(each.text for each in words[at : at + len(parts)]) == parts:
                for index in range(at, at + len(parts)):
                    words[index] = words[index]._replace(labels=words[index].labels | labels)
                break
    return tuple(words)


@lru_cache(maxsize=50_000)
def _labels(word: str) -> frozenset[str]:
    """A word's labels; of a hyphenated word that is not listed, those of its last part."""
    known = _single().get(word)
    if known is None and "-" in word:
        last = word.rpartition("-")[2]
        known = _single().get(last) if len(last) > _SHORTEST_PART else None
    if known is None and word.endswith(_DISEASES):
        known = _DISEASE
    return known or _NONE
