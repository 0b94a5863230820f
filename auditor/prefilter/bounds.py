"""Marks the end tags of inline elements that may bound text."""

from collections.abc import MutableSequence, Sequence

from auditor.parse.html_elements import VOID
from auditor.prefilter.marks import BREAK, DOUBT, Names

_names = Names()
_MOST_OPEN = 100
"""More elements are not kept in mind, so that time is linear; what ends then is in doubt."""


def doubt_ends(tags: Sequence[str], marks: MutableSequence[str]) -> None:
    """Marks each end tag that may end an inline element whose start tag is in doubt.

    It does not where an element of its name has begun since the last start tag in doubt and the last border of a
    block: then it ends that element, and no end tag of an inline element reaches further than it.
    """
    if DOUBT not in "".join(marks):
        return
    doubtful, opened = set[str](), list[str]()
    for index, mark in enumerate(marks):
        if mark.startswith(BREAK):
            opened.clear()
            continue
        tag = tags[index]
        name = _names[tag]
        if tag[0] != "/":
            if name not in VOID:
                _begin(name, mark, doubtful, opened)
        elif name in opened:
            del opened[len(opened) - 1 - opened[::-1].index(name) :]
        elif name in doubtful:
            marks[index] += DOUBT


def _begin(name: str, mark: str, doubtful: set[str], opened: list[str]) -> None:
    if mark.endswith(DOUBT):
        opened.clear()
        doubtful.add(name)
    else:
        opened.append(name)
        del opened[:-_MOST_OPEN]
