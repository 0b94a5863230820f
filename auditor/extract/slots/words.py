"""The word lists of `slots/words.toml`, as parts of patterns."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


@cache
def lists() -> Mapping[str, Sequence[str]]:
    """The lists by their keys."""
    found: Mapping[str, Sequence[str]] = tomllib.loads(
        files("auditor.extract.slots").joinpath("words.toml").read_text("utf-8")
    )
    return found


def any_of(*names: str) -> str:
    """A pattern for any word of the lists, the longest first; letters that stand alone keep their case."""
    words = sorted({word for name in names for word in lists()[name]}, key=lambda word: (-len(word), word))
    return "|".join(rf"(?-i:{word})" if len(word) == 1 else re.escape(word) for word in words)
