"""Words as they are compared: stems of what tells one measure from another."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from auditor.extract.numbers import WORDS, read_number

WORD = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|\d+(?:[.,]\d+)*")
_NUMBER_WORD = re.compile(WORDS)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_STEM = 3


@cache
def listed(name: str) -> frozenset[str]:
    """A list of `words.toml`."""
    return frozenset(_tables()[name])


@cache
def _irregular() -> Mapping[str, str]:
    return dict(_tables()["irregular"])


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files("auditor.extract.measures").joinpath("words.toml").read_text("utf-8"))


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in lower case; numbers in words as digits."""
    return [_as_digits(word) for word in WORD.findall(text.lower())]


@lru_cache(maxsize=10_000)
def _as_digits(word: str) -> str:
    return f"{read_number(word):f}" if word != "one" and _NUMBER_WORD.fullmatch(word) else word.replace(",", "")


def stems(words: Iterable[str], *leaving_out: str) -> tuple[str, ...]:
    """The stems of words in order of the alphabet, each once, without numbers and the words of the named lists."""
    out = frozenset[str]().union(*(listed(name) for name in leaving_out))
    return tuple(sorted({stem(word) for word in words if word not in out and not word[0].isdigit()}))


def numbers(words: Sequence[str]) -> tuple[str, ...]:
    """The numbers among words that are no years, each once."""
    return tuple(sorted({word for word in words if word[0].isdigit() and not _YEAR.fullmatch(word)}))


def sizes(words: Sequence[str]) -> tuple[str, ...]:
    """Those of the numbers that say how many took part: "300" of "a survey of 300 members"."""
    counted = listed("people") | listed("customers") | listed("studied")
    return numbers([word for word, following in pairwise(words) if following in counted])


def years(words: Sequence[str]) -> tuple[str, ...]:
    """The years among words, each once."""
    return tuple(sorted({word for word in words if _YEAR.fullmatch(word)}))


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """A word without the endings of number, tense and comparison; good for telling words alike, not for reading."""
    word = _irregular().get(word, word)
    for ending, kept in (("ies", "y"), ("ied", "y"), ("ings", ""), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""),
                         ("ly", "")):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM and not word.endswith("ss"):
            word = word[: -len(ending)] + kept
            break
    bare = word.removesuffix("e") if len(word) > _SHORTEST_STEM else word
    return bare[:-1] if len(bare) > _SHORTEST_STEM and bare[-1] == bare[-2] else bare
