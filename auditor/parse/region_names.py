"""Class names and ids that tell which part of a page an element is."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from auditor.model import Region
from auditor.parse.data import read_data

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ANY_LENGTH = 1 << 30


class Hint(NamedTuple):
    """What a landmark or a name says an element is."""

    region: Region
    named: bool = False
    """By its name only."""
    longest: int = _ANY_LENGTH
    """Characters of text beside links above which the name is not believed."""
    callout: bool = False
    """It may be a note that belongs to the text around it: believed only where most of it is links."""


@lru_cache(4096)
def hint_of(names: str) -> Hint | None:
    """What class names and id, divided by spaces, say."""
    found = _names().search(_HUMP.sub("-", names).lower())
    return _hints()[found.lastgroup] if found and found.lastgroup else None


@cache
def _hints() -> dict[str, Hint]:
    return {
        part: Hint(Region(lists.get("region", part)), named=True, longest=lists.get("longest", _ANY_LENGTH))
        for part, lists in read_data("regions.toml").items()
    }


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(_alternatives(read_data("regions.toml"))))


def _alternatives(parts: dict[str, Any]) -> Iterator[str]:
    forms = {
        "words": r"(?<![a-z0-9])(?<!no-)(?<!has-)(?<!with-)(?:{})(?![a-z0-9])",
        "starts": r"(?<![^\s_])(?:{})(?![a-z0-9])",
        "whole": r"(?<!\S)(?:{})(?!\S)",
    }
    for part, lists in parts.items():
        patterns = (form.format("|".join(lists[each])) for each, form in forms.items() if each in lists)
        yield f"(?P<{part}>{'|'.join(patterns)})"
