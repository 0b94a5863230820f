"""Looks phrases up word by word: one pass over a text, however many phrases there are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_POSSESSIVE = ("'s", "’s")


class Token(NamedTuple):
    """A word at [start, end) of a text, in lower case and without a possessive ending."""

    start: int
    end: int
    word: str


class Phrase(NamedTuple):
    """A known phrase: tokens [first, last) and what it stands for."""

    first: int
    last: int
    meaning: str


Index = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""First word: the phrases that begin with it, the longest first, each with its meaning."""


def tokenize(text: str) -> list[Token]:
    """The words of a text, hyphenated ones whole."""
    return [Token(match.start(), match.end(), plain(match.group())) for match in _WORD.finditer(text)]


def plain(word: str) -> str:
    """A word as it is looked up."""
    lowered = word.lower()
    return lowered[:-2] if lowered[-2:] in _POSSESSIVE else lowered


def index_of(meanings: Mapping[str, str]) -> Index:
    """An index of phrases."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meaning in meanings.items():
        words = tuple(plain(word) for word in _WORD.findall(phrase))
        if words:
            found.setdefault(words[0], []).append((words, meaning))
    return {first: tuple(sorted(each, key=lambda entry: -len(entry[0]))) for first, each in found.items()}


def find_phrases(tokens: Sequence[Token], *indexes: Index) -> Iterator[Phrase]:
    """The phrases in order, none overlapping; an earlier index wins, then the longest phrase."""
    end = 0
    for at, token in enumerate(tokens):
        if at < end:
            continue
        for index in indexes:
            phrase = _longest(tokens, at, index[token.word]) if token.word in index else None
            if phrase is not None:
                end = phrase.last
                yield phrase
                break


def _longest(tokens: Sequence[Token], at: int, phrases: Sequence[tuple[tuple[str, ...], str]]) -> Phrase | None:
    for words, meaning in phrases:
        last = at + len(words)
        if len(words) == 1 or tuple(token.word for token in tokens[at:last]) == words:
            return Phrase(at, last, meaning)
    return None
