"""Looks words up: tables of `words.toml`, and one search for all terms of a table."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table of the word file."""
    text = files("auditor.extract.dosages").joinpath("words.toml").read_text(encoding="utf-8")
    tables: Mapping[str, Any] = tomllib.loads(text)
    found: Mapping[str, Any] = tables[name]
    return found


def alternatives(words: Sequence[str]) -> str:
    """A pattern for any of the words, the longest first; white space in a word may be any."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@dataclass(frozen=True)
class Cues:
    """One table of cues: finds which of its keys a text names."""

    pattern: re.Pattern[str]
    keys: Mapping[str, str]

    def found(self, text: str) -> frozenset[str]:
        """The keys whose words stand in the text, which is in lower case."""
        return frozenset(self.keys[" ".join(match.split())] for match in self.pattern.findall(text))


@cache
def cues(name: str) -> Cues:
    """The cues of a table of key = [words]."""
    keys = {word: key for key, words in table(name).items() for word in words}
    return Cues(re.compile(rf"(?<![\w-])(?:{alternatives(list(keys))})(?![\w-])"), keys)
