"""Cuts sentences into clauses, each with the amounts, frequencies and courses in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from auditor.extract.dosages.amount import Amount
from auditor.extract.dosages.amounts import find_amounts
from auditor.extract.dosages.schedules import Course, Frequency, find_courses, find_frequencies
from auditor.extract.dosages.words import alternatives, table
from auditor.model import Sentence, Span

At = tuple[int, int]
"""[start, end) in the text of a clause."""

_Part = TypeVar("_Part", Amount, Frequency, Course)
_BLANK = "\0"
"""Stands in a clause for each character of a parenthesis, which is a clause of its own."""
_DIGIT = re.compile(r"\d")
_PARENTHESES = re.compile(r"[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence that holds for one scope. Offsets of its contents count from its own start."""

    sentence: Sentence
    start: int
    """Where it begins in the sentence."""
    text: str
    amounts: tuple[Amount, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    courses: tuple[Course, ...] = ()

    @property
    def dosed(self) -> bool:
        return bool(self.amounts or self.frequencies or self.courses)

    def span(self, at: At) -> Span:
        """The place of some of its words on the page."""
        origin = self.sentence.span.start + self.start
        return Span(self.sentence.span.block, origin + at[0], origin + at[1])


def cut(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of a sentence in order; what stands in parentheses comes last, a clause for each."""
    text = sentence.text
    amounts, frequencies, courses = find_amounts(text), find_frequencies(text), find_courses(text)
    return tuple(
        Clause(
            sentence,
            start,
            words,
            tuple(_moved(each, start) for each in amounts if _holds(start, words, each.start)),
            tuple(_moved(each, start) for each in frequencies if _holds(start, words, each.start)),
            tuple(_moved(each, start) for each in courses if _holds(start, words, each.start)),
        )
        for start, words in _stretches(text)
    )


def _moved(each: _Part, by: int) -> _Part:
    return replace(each, start=each.start - by, end=each.end - by)


def _holds(start: int, words: str, at: int) -> bool:
    """Whether the clause that begins at `start` holds the character at `at` itself, not in parentheses."""
    return start <= at < start + len(words) and words[at - start] != _BLANK


def _stretches(sentence: str) -> Iterator[tuple[int, str]]:
    """Where each clause begins, and its text."""
    blanked = _PARENTHESES.sub(lambda match: _BLANK * len(match.group()), sentence)
    start = 0
    for match in _borders().finditer(blanked):
        if match["label"] and not _DIGIT.search(blanked, start, match.start()):
            continue  # before the first dose a label is one with what it opens
        if match.start() > start:
            yield start, blanked[start : match.start()]
            start = match.end()
    if start < len(blanked):
        yield start, blanked[start:]
    for match in _PARENTHESES.finditer(sentence):
        yield match.start() + 1, match.group()[1:-1]


@cache
def _borders() -> re.Pattern[str]:
    """What parts clauses: a semicolon or dash, "then" and "but", a new group of people, a new label."""
    groups = alternatives([word for words in table("population").values() for word in words])
    return re.compile(
        rf"""
            ;\s | \s[–—]\s(?=[a-z]*\s?[A-Za-z]) | \s-\s(?=[A-Za-z])
          | ,?\s(?=(?:then|thereafter|afterwards|followed\sby|whereas|but|and\sthen)\s)
          | ,\s(?=while\s)
          | ,?\s(?=(?:and|or)\s(?:for\s|in\s)?(?:{groups})\s)
          | ,\s(?=(?:for\s|in\s)?(?:{groups})\s)
          | (?P<label>\s(?=[A-Z][\w-]{{0,30}}(?:\s[\w-]{{1,30}}){{0,3}}:\s))
        """,
        re.VERBOSE,
    )
