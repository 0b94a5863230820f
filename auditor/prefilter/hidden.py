"""Leaves out inline elements that are not shown, where it is certain how far they reach."""

from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass, field

from auditor.parse.html_elements import BLOCKS, END_DRAWINGS, TABLE_PARTS, VOID
from auditor.parse.html_places import may_bound
from auditor.parse.html_tokens import RAW
from auditor.prefilter.marks import DOUBT, HIDDEN, JOINT, name_of

_FENCES = frozenset(("template", "object"))
"""Nothing inside them ends what is around them."""
_SELF_CONTAINED = RAW | {"title"}
"""Elements of drawings whose end tags end nothing outside, since nothing else can stand in them."""


def leave_out_hidden(texts: MutableSequence[str], tags: Sequence[str], marks: MutableSequence[str]) -> bool:
    """Empties what hidden elements hold; False where it is uncertain what a reader would see.

    An element is left out where its tags pair up inside it, and nothing inside it can end what is around it.
    """
    search, last = _Search(tags), -1
    for at in [index for index, mark in enumerate(marks) if mark == HIDDEN]:
        if at <= last:
            continue
        last = search.end(at)
        if last < 0:
            return False
        marks[at] = DOUBT if may_bound(tags[at].lower()) else JOINT
        for index in range(at + 1, last + 1):
            texts[index], marks[index] = "", JOINT
    return search.is_sure


@dataclass
class _Search:
    """Finds the end tags of hidden elements."""

    tags: Sequence[str]
    drawings: list[tuple[int, int]] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    """The names of the end tags in drawings: each would end an element of its name around the drawing."""

    @property
    def is_sure(self) -> bool:
        """Whether no element around the drawings has the name of an end tag inside."""
        return not self.closed or self.closed.isdisjoint(self._started())

    def end(self, start: int) -> int:
        """The index of the end tag of the hidden element that begins there; -1 where it is not certain."""
        name = name_of(self.tags[start])
        return self._drawing(start) if name == "svg" else self._element(start, name)

    def _element(self, start: int, name: str) -> int:
        opened, index = [name], start
        while (index := index + 1) < len(self.tags):
            tag = self.tags[index]
            inner, ends = name_of(tag), tag[0] == "/"
            if not inner or (inner in VOID and not ends):
                continue
            if name not in _FENCES and (inner in BLOCKS or inner in TABLE_PARTS):
                return -1
            if not ends and inner == "svg":
                if (index := self._drawing(index)) < 0:
                    return -1
            elif not ends:
                opened.append(inner)
            elif opened.pop() != inner:
                return -1
            elif not opened:
                return index
        return -1

    def _drawing(self, start: int) -> int:
        """As `end`: in a drawing start tags are nothing, but for those that end it."""
        for index in range(start + 1, len(self.tags)):
            tag = self.tags[index]
            name = name_of(tag)
            if tag[:1] != "/":
                if name in END_DRAWINGS or name == "svg":
                    return -1
            elif name == "svg":
                self.drawings.append((start, index))
                return index
            elif name in ("p", "br") or (name in BLOCKS and name not in _SELF_CONTAINED):
                return -1
            elif name not in _SELF_CONTAINED:
                self.closed.add(name)
        return -1

    def _started(self) -> set[str]:
        """The names of the elements that begin outside of drawings."""
        names, at = set[str](), 0
        for first, last in (*self.drawings, (len(self.tags), len(self.tags))):
            names.update(name_of(tag) for tag in self.tags[at : first + 1] if tag[:1] != "/")
            at = last + 1
        return names
