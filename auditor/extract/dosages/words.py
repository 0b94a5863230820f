"""Looks words up: tables of `words.toml`, and one search for all terms of a table."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _tables(file: str) -> Mapping[str, Any]:
    return tomllib.loads(files("auditor.extract.dosages").joinpath(file).read_text(encoding="utf-8"))


def table(name: str) -> Mapping[str, Any]:
    """A table of the word file."""
    found: Mapping[str, Any] = _tables("words.toml")[name]
    return found


def facts(name: str) -> Mapping[str, Any]:
    """A table of facts about drugs: "classes", "units" or "stems"."""
    found: Mapping[str, Any] = _tables("classes.toml")[name]
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
