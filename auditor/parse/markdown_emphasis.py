"""Runs of * _ ~ and what they open and close, by the delimiter algorithm of CommonMark, in linear time."""

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

_Kind = tuple[str, bool, int]


@dataclass(slots=True, eq=False)
class Delimiter:
    """A run of one delimiter character: text[start:end] is what is left of it as text."""

    start: int
    end: int
    sign: str
    opens: bool
    closes: bool
    length: int
    """As written."""
    before: int | None = None
    after: int | None = None
    """Where what stands before and after it ends and begins in the block's text; known once it is written."""

    @property
    def left(self) -> int:
        return self.end - self.start

    @property
    def kind(self) -> _Kind:
        """Closers of one kind look for the same openers."""
        return self.sign, self.opens, self.length if self.sign == "~" else self.length % 3

    def is_opener_of(self, closer: "Delimiter") -> bool:
        if self.sign != closer.sign:
            return False
        if self.sign == "~":
            return self.length == closer.length
        total_bars = (self.length + closer.length) % 3 == 0 and (self.length % 3 or closer.length % 3)
        return not ((self.closes or closer.opens) and total_bars)


class Pair(NamedTuple):
    """An opener and its closer; strong where two characters of each were used."""

    opener: Delimiter
    closer: Delimiter


class Delimiters:
    """The runs of one text that may still open or close something."""

    def __init__(self) -> None:
        self.waiting: list[Delimiter] = []
        self.strong: list[Pair] = []

    def add(self, text: str, start: int, end: int) -> Delimiter:
        """The run text[start:end], with what its neighbours let it do."""
        sign = text[start]
        opens, closes = _flanks(text, start, end)
        if sign == "~" and end - start != 2:
            opens = closes = False
        delimiter = Delimiter(start, end, sign, opens, closes, end - start)
        if opens or closes:
            self.waiting.append(delimiter)
        return delimiter

    def resolve(self, bottom: int = 0) -> None:
        """Pairs the runs from number `bottom` on; what stays unpaired is text."""
        openers: list[Delimiter] = []
        floors: dict[_Kind, int] = {}
        for each in self.waiting[bottom:]:
            if each.closes:
                self._close(each, openers, floors)
            if each.opens and each.left:
                openers.append(each)
        del self.waiting[bottom:]

    def _close(self, closer: Delimiter, openers: list[Delimiter], floors: dict[_Kind, int]) -> None:
        while closer.left:
            floor = floors.get(closer.kind, 0)
            at = next((i for i in range(len(openers) - 1, floor - 1, -1) if openers[i].is_opener_of(closer)), None)
            if at is None:
                floors[closer.kind] = len(openers)
                return
            self._pair(openers[at], closer)
            del openers[at if not openers[at].left else at + 1 :]
            for kind in floors:
                floors[kind] = min(floors[kind], len(openers))

    def _pair(self, opener: Delimiter, closer: Delimiter) -> None:
        used = 2 if opener.left >= 2 and closer.left >= 2 else 1
        opener.end -= used
        closer.start += used
        if used == 2 and opener.sign != "~":
            self.strong.append(Pair(opener, closer))


def _flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run may open and whether it may close."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    space_before, space_after = before.isspace(), after.isspace()
    mark_before, mark_after = _is_mark(before), _is_mark(after)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if text[start] == "_":
        return left and (not right or mark_before), right and (not left or mark_after)
    return left, right


def _is_mark(character: str) -> bool:
    """Whether a character counts as punctuation: also symbols."""
    return unicodedata.category(character)[0] in "PS"
