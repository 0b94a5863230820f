"""Labelled texts: how the data files are read.

A data file holds phenomena; each phenomenon holds data of both classes:

    # a comment
    == name of the phenomenon [markdown]
    + Nearly ⟦four in ten⟧ walkers sleep better.
    - Take it with water.
    +
        A datum of several lines is indented by four spaces

        and ends where the indentation ends.

The media type in brackets is `text` (the default), `markdown` or `html`; a datum may set its own
with `+[html]`. `+` is a text the rule must flag, at each pair of marks once; `-` one on which it
must be silent. On the pages over all rules each mark names its rule by a letter: `⟦S|about 90%⟧`.
For `contradictory-dosage` the marks of one datum are the places of a single contradiction.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
RULES = {
    "S": "unsourced-statistic",
    "P": "placeholder-figure",
    "V": "vague-citation",
    "D": "contradictory-dosage",
}
PAIRED = "contradictory-dosage"
MEDIA = {"text": "text/plain", "markdown": "text/markdown", "html": "text/html"}

_TITLE = re.compile(r"==\s+(?P<name>[^\[]+?)\s*(?:\[(?P<media>\w+)\])?$")
_ITEM = re.compile(r"(?P<sign>[+-])(?:\[(?P<media>\w+)\])?(?:\s+(?P<text>\S.*))?$")
_MARK = re.compile(r"⟦(?:(?P<letter>[A-Z])\|)?(?P<words>[^⟦⟧]+)⟧")


class Mark(NamedTuple):
    """Source offsets [start, end) that a rule must report."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding that must come out; every mark must be one of its places."""

    rule: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Datum:
    """A labelled text. `rules` are those it is scored for; it is positive when anything is expected."""

    path: Path
    line: int
    rules: tuple[str, ...]
    phenomenon: str
    media: str
    positive: bool
    text: str
    expected: tuple[Expected, ...]

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(DATA)}:{self.line}"


def read_all() -> tuple[Datum, ...]:
    """Every datum of the set, by file and line."""
    return tuple(datum for path in sorted(DATA.glob("*/*.txt")) for datum in read_file(path))


def read_file(path: Path) -> Iterator[Datum]:
    """The data of one file; the folder's name is the rule, `pages` stands for all four.

    Raises:
        ValueError: a line is neither a title, an item, a comment nor part of a datum.
    """
    phenomenon, media = "", "text"
    for line, kind, content in _parts(path):
        if kind == "title":
            phenomenon, media = _title(path, line, content)
        else:
            yield _datum(path, line, content, phenomenon, media)


def _parts(path: Path) -> Iterator[tuple[int, str, str]]:
    """(line number, "title" or "item", content) for each part; indented lines belong to the item above."""
    lines = path.read_text("utf-8").splitlines()
    at = 0
    while at < len(lines):
        line, start = lines[at], at + 1
        at += 1
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("=="):
            yield start, "title", line
            continue
        while at < len(lines) and (not lines[at].strip() or lines[at].startswith("    ")):
            line += "\n" + lines[at]
            at += 1
        yield start, "item", line


def _title(path: Path, line: int, content: str) -> tuple[str, str]:
    title = _TITLE.match(content)
    if title is None:
        raise ValueError(f"{path}:{line}: not a title: {content!r}")
    return title["name"], title["media"] or "text"


def _datum(path: Path, line: int, content: str, phenomenon: str, media: str) -> Datum:
    first, _, rest = content.partition("\n")
    item = _ITEM.match(first)
    if item is None:
        raise ValueError(f"{path}:{line}: not an item: {first!r}")
    marked = item["text"] or dedent(rest).strip("\n") + "\n"
    text, marks = strip_marks(marked, path.parent.name)
    rules = tuple(RULES.values()) if path.parent.name == "pages" else (path.parent.name,)
    media_type = MEDIA[item["media"] or media]
    return Datum(path, line, rules, phenomenon, media_type, item["sign"] == "+", text, tuple(expectations(marks)))


def strip_marks(marked: str, rule: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and where they stood."""
    text, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append(Mark(RULES.get(match["letter"] or "", rule), len(text), len(text) + len(match["words"])))
        text += match["words"]
        at = match.end()
    return text + marked[at:], tuple(marks)


def expectations(marks: tuple[Mark, ...]) -> Iterator[Expected]:
    """One finding for each mark, but a single one for all marks of a contradiction."""
    for rule, group in groupby(sorted(marks), key=lambda mark: mark.rule):
        if rule == PAIRED:
            yield Expected(rule, tuple(group))
        else:
            yield from (Expected(rule, (mark,)) for mark in group)
