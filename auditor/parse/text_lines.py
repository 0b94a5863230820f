"""The lines of plain text, and which of them were one paragraph before somebody wrapped it.

Many pages have a line to a paragraph; others are wrapped at some width. A page counts as wrapped when most of the
lines that go straight on to another are full: the first word of the next line would not have fitted in. Only full
lines are joined to the next, so that short lines one below another (an address, the facts of a product) stay apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.parse.stretch import Lines, Stretch
from auditor.parse.text_shapes import begins_anew, ends_sentence

_NARROWEST, _WIDEST = 45, 120
"""Characters between which text is wrapped by hand or by a mail program."""
_MOSTLY = 0.6
_STRAY = 20
"""One line in so many may be longer than the width: an address that could not be broken."""
_RULE = re.compile(r"[=\-~_*#+]{3}[=\-~_*#+\s]*$|(?:[-*_=] ?){3,}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `start` and `end` leave out the white space around it."""

    start: int
    end: int
    indent: int
    text: str
    blank_before: bool

    @property
    def width(self) -> int:
        return self.indent + len(self.text)

    @property
    def is_rule(self) -> bool:
        """Whether it only rules off or underlines."""
        return _RULE.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that are one paragraph, heading or item."""

    lines: tuple[Line, ...]
    text: str
    ends_group: bool
    """Whether a blank line, a rule or the end of the page follows."""
    underline: str
    """The sign that underlines it, if any."""

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def is_single(self) -> bool:
        return len(self.lines) == 1

    def stretch(self, source: str, skipped: int = 0) -> Stretch:
        """The text without its first characters, such as a bullet."""
        stretch, at = Stretch(source), self.first.start + skipped
        for line in self.lines:
            if line is not self.first:
                stretch.stand_in("\n", at, line.start)
                at = line.start
            stretch.verbatim(at, line.end)
            at = line.end
        return stretch


def read_lines(source: str) -> list[Line]:
    """The lines that are not blank."""
    lines, found, blank = Lines(source), [], True
    for number in range(len(lines)):
        whole = lines[number]
        text = whole.strip()
        if text:
            margin = whole[: len(whole) - len(whole.lstrip())]
            start = lines.starts[number] + len(margin)
            found.append(Line(start, start + len(text), len(margin.expandtabs(4)), text, blank))
        blank = not text
    return found


def units(lines: Sequence[Line]) -> Iterator[Unit]:
    """Lines joined to paragraphs; those that only rule off or underline are left out."""
    width, current = _width(lines), list[Line]()
    for line in lines:
        if line.is_rule:
            underlines = len(current) == 1 and not line.blank_before
            yield from _unit(current, ends_group=True, underline=line.text[0] if underlines else "")
            current = []
        elif current and _goes_on(current[-1], line, width):
            current.append(line)
        else:
            yield from _unit(current, ends_group=line.blank_before)
            current = [line]
    yield from _unit(current, ends_group=True)


def _unit(lines: list[Line], *, ends_group: bool, underline: str = "") -> Iterator[Unit]:
    if lines:
        yield Unit(tuple(lines), " ".join(line.text for line in lines), ends_group, underline)


def _width(lines: Sequence[Line]) -> int | None:
    """The width at which the page is wrapped; None where a line is a paragraph."""
    pairs = [pair for pair in pairwise(lines) if _are_joinable(*pair)]
    lengths = sorted(line.width for line, _ in pairs)
    width = lengths[-1 - len(lengths) // _STRAY] if lengths else 0
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = sum(_is_full(line, after, width) for line, after in pairs)
    ended = sum(ends_sentence(line.text) for line, _ in pairs)
    return width if full >= _MOSTLY * len(pairs) > ended else None


def _are_joinable(line: Line, after: Line) -> bool:
    return not (after.blank_before or line.is_rule or after.is_rule or begins_anew(after.text))


def _is_full(line: Line, after: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted into this one."""
    return line.width + 1 + len(after.text.split(maxsplit=1)[0]) > width


def _goes_on(line: Line, after: Line, width: int | None) -> bool:
    """Whether the next line continues the paragraph of this one."""
    if not _are_joinable(line, after) or line.text.endswith(":"):
        return False
    if width is not None and _is_full(line, after, width):
        return True
    return after.text[0].islower() and not ends_sentence(line.text) and line.width >= _NARROWEST
