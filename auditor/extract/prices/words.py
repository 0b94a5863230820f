"""Looks words up: the tables of `words.toml` as one search each."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files("auditor.extract.prices").joinpath("words.toml").read_text(encoding="utf-8"))


def words(table: str, key: str) -> frozenset[str]:
    """One list of a table."""
    return frozenset(_tables()[table][key])


@cache
def meanings(table: str) -> Mapping[str, str]:
    """Every word of a table: the key of its list."""
    return {word: key for key, listed in _tables()[table].items() for word in listed}


def alternatives(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, the longest first."""
    return "|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term)))


def whole(terms: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the terms as whole words."""
    return re.compile(rf"(?<![\w-])(?:{alternatives(terms)})(?![\w-])")


@cache
def any_word(table: str, key: str = "") -> re.Pattern[str]:
    """A pattern for any word of a table, or of one of its lists, to be used on lower case."""
    return whole(words(table, key) if key else meanings(table))


@dataclass
class Rest:
    """A text in lower case of which nothing but what has not been read yet is left; its length stays the same."""

    text: str

    def take(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """All matches in order; they are no longer there afterwards."""
        found = list(pattern.finditer(self.text))
        for match in found:
            self.drop(*match.span())
        return found

    def drop(self, start: int, end: int) -> None:
        """Leaves a gap in the place of a stretch."""
        self.text = f"{self.text[:start]}{' ' * (end - start)}{self.text[end:]}"
