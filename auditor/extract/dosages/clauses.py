"""Cuts sentences into clauses, each with the amounts, frequencies and courses in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from auditor.extract.dosages.amounts import Amount, find_amounts
from auditor.extract.dosages.schedules import Course, Frequency, find_courses, find_frequencies
from auditor.extract.dosages.words import alternatives, table


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence that holds for one scope. Offsets of its contents count from its own start."""

    start: int
    """Where it begins in the sentence."""
    text: str
    amounts: tuple[Amount, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    courses: tuple[Course, ...] = ()

    @property
    def dosed(self) -> bool:
        return bool(self.amounts or self.frequencies or self.courses)


@cache
def _borders() -> re.Pattern[str]:
    groups = alternatives([word for words in table("population").values() for word in words])
    return re.compile(
        rf"""(?P<border>
            ;\s | \s[–—]\s(?=[a-z]*\s?[A-Za-z]) | \s-\s(?=[A-Za-z])
          | ,?\s(?=(?:then|thereafter|afterwards|followed\sby|whereas|but|and\sthen)\s)
          | ,\s(?=while\s)
          | ,?\s(?=(?:and|or)\s(?:for\s|in\s)?(?:{groups})\s)
          | ,\s(?=(?:for\s|in\s)?(?:{groups})\s)
          | (?P<label>\s(?=[A-Z][\w-]*(?:\s[\w-]+){{0,3}}:\s))
        )""",
        re.VERBOSE,
    )


_DIGIT = re.compile(r"\d")
_PARENTHESES = re.compile(r"[(\[][^()\[\]]*[)\]]")


def cut(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence in order; what stands in parentheses is a clause of its own."""
    amounts, frequencies, courses = find_amounts(sentence), find_frequencies(sentence), find_courses(sentence)
    found = []
    for start, end, text in _stretches(sentence):
        clause = Clause(
            start,
            text,
            tuple(
                replace(each, start=each.start - start, end=each.end - start)
                for each in amounts
                if _seen(each, start, end, text)
            ),
            tuple(
                replace(each, start=each.start - start, end=each.end - start)
                for each in frequencies
                if _seen(each, start, end, text)
            ),
            tuple(
                replace(each, start=each.start - start, end=each.end - start)
                for each in courses
                if _seen(each, start, end, text)
            ),
        )
        found.append(clause)
    return tuple(found)


def _seen(each: Amount | Frequency | Course, start: int, end: int, text: str) -> bool:
    return start <= each.start < end and text[each.start - start] != "\0"


def _stretches(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Where clauses begin and end, and their text with parentheses blanked out; then the parentheses."""
    inner = list(_PARENTHESES.finditer(sentence))
    blanked = _PARENTHESES.sub(lambda match: "\0" * len(match.group()), sentence)
    start = 0
    for match in _borders().finditer(blanked):
        if match["label"] and not _DIGIT.search(blanked, start, match.start()):
            continue  # a label follows a dose; before the first it is one with what it opens
        if match.start() > start:
            yield start, match.start(), blanked[start : match.start()]
            start = match.end()
    if start < len(blanked):
        yield start, len(blanked), blanked[start:]
    for match in inner:
        yield match.start() + 1, match.end() - 1, match.group()[1:-1]
