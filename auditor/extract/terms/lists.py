"""Reads the word lists."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TermList:
    """One label's terms: each term, in lower case, with the entry it stands for ("" if none)."""

    label: str
    trigger: bool
    terms: Mapping[str, str]


@cache
def term_lists() -> tuple[TermList, ...]:
    """All lists of all TOML files, ordered by file and label."""
    folder = files("auditor.extract.terms")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(each for name in names for each in _read(folder.joinpath(name).read_text(encoding="utf-8")))


def _read(text: str) -> Iterator[TermList]:
    for label, table in tomllib.loads(text).items():
        terms = dict.fromkeys(table.get("terms", ()), "")
        for entry, names in table.get("entries", {}).items():
            terms |= dict.fromkeys(names, entry)
        yield TermList(label, table.get("trigger", False), terms)
