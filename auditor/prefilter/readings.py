"""The readings of a stretch of text in which mark-up leaves open where words and blocks end."""

import re
from collections.abc import Iterator
from itertools import product

from auditor.prefilter.marks import DOUBT, JOINT, LINE

_SIDE_BY_SIDE = re.compile(rf"(?<=[\w%)®™])[{JOINT}{DOUBT}]{{2,}}(?=[\w$£€])")
"""Where `auditor.parse.html_flow` may set a space between two inline elements."""
_PART = "\x07"
_IN_A_ROW = re.compile(rf"{DOUBT}[\s{DOUBT}]*{DOUBT}")
_MOST_DOUBTS, _MOST_PARTS = 12, 6


class ManyReadingsError(Exception):
    """A stretch with too many doubtful places."""


def readings(text: str) -> Iterator[str]:
    """All that a stretch between two borders of blocks may be as blocks, white space collapsed; none where it is empty.

    Raises:
        ManyReadingsError: there are too many.
    """
    marked = _SIDE_BY_SIDE.sub(_beside, text) if DOUBT in text or JOINT * 2 in text else text
    marked = marked.replace(JOINT, "").replace(LINE, " ")
    if DOUBT not in marked and _PART not in marked:
        plain = " ".join(marked.split())
        if plain:
            yield plain
        return
    pieces = _IN_A_ROW.sub(_as_one, marked).strip(DOUBT).split(DOUBT)
    if len(pieces) > _MOST_DOUBTS + 1 or marked.count(_PART) > _MOST_PARTS:
        raise ManyReadingsError
    yield from _rows(pieces)


def _beside(marks: re.Match[str]) -> str:
    return DOUBT + _PART if DOUBT in marks.group() else _PART


def _as_one(doubts: re.Match[str]) -> str:
    return DOUBT if doubts.group().strip(DOUBT) == "" else f"{DOUBT} "


def _rows(pieces: list[str]) -> Iterator[str]:
    """Every row of neighbouring pieces, with and without a space where two elements stand side by side."""
    found: set[str] = set()
    for first in range(len(pieces)):
        for last in range(first + 1, len(pieces) + 1):
            found.update(_spaced("".join(pieces[first:last])))
    yield from sorted(found - {""})


def _spaced(row: str) -> Iterator[str]:
    parts = row.split(_PART)
    for spaces in product(("", " "), repeat=len(parts) - 1):
        yield " ".join("".join(each for pair in zip(parts, (*spaces, ""), strict=True) for each in pair).split())
