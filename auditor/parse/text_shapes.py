"""What a line of plain text looks like: an item, a heading, a label with its value."""

import re
from typing import NamedTuple

_BULLET = re.compile(r"(?P<sign>[•·▪▫◦‣●○■□★✓✔✅➤►→⁃∙]\s*|[-*–—+]\s+)(?=\S)")
_NUMBER = re.compile(r"(?P<sign>(?P<number>\d{1,3})[.)]\s+|\((?P<inner>\d{1,3})\)\s+|(?P<letter>[a-z])\)\s+)(?=\S)")
_DOUBTFUL = "*–—+"
"""Bullets that may as well begin a note or a remark."""
_SECTION = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d_])")
_LABEL = re.compile(r"(?=[^\W_])[^\s:.!?]{1,30}(?: [^\s:.!?]{1,30}){0,3}\s?:\s+\S")
_HEADLINE = re.compile(r"[^:]+:(?: [^\d\s:][^\s:]*){3,}$")
"""A colon with three words or more behind it may part a headline."""
_ENDS = re.compile(r"[.!?…:][)\]\"'”’»]*$")
_STOPS = re.compile(r"[.,;:!…][)\]\"'”’»]*$")
_INNER_STOP = re.compile(r"(?:[.!?…][)\]\"'”’»]*|;)\s+[A-Z\"“]")
_WORDS = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"[%$€£]")
_LONGEST_HEADING, _LONGEST_PLAIN_HEADING, _MOST_WORDS = 80, 60, 12


class Item(NamedTuple):
    """The mark before a list item: its length, its sort, and its number or 0."""

    length: int
    sort: str
    number: int = 0

    @property
    def is_doubtful(self) -> bool:
        return self.sort in _DOUBTFUL


def item(text: str) -> Item | None:
    """The bullet or number that the line begins with."""
    bullet = _BULLET.match(text)
    if bullet:
        return Item(bullet.end(), bullet["sign"].strip())
    number = _NUMBER.match(text)
    if number:
        value = int(number["number"] or number["inner"] or 0)
        return Item(number.end(), "letter" if number["letter"] else "number", value)
    return None


def without_number(text: str) -> str:
    """A heading's own words, behind its number."""
    number, section = item(text), _SECTION.match(text)
    return text[section.end() if section else number.length if number else 0 :]


def section_depth(text: str) -> int:
    """How deep a section number such as "3.1" lies: 2; 0 for a line without one."""
    section = _SECTION.match(text)
    return section["number"].count(".") + 1 if section else 0


def is_label(text: str) -> bool:
    """Whether it is a label and its value, such as "Strength: 25 mg"."""
    return _LABEL.match(text) is not None


def begins_anew(text: str) -> bool:
    """Whether the line cannot be the middle of a paragraph."""
    return item(text) is not None or section_depth(text) > 0 or is_label(text) or text.startswith("> ")


def ends_sentence(text: str) -> bool:
    return _ENDS.search(text[-8:]) is not None


def is_title_like(text: str) -> bool:
    """Whether a line is short, starts like a title and has no sentence in it."""
    return (
        len(text) <= _LONGEST_HEADING
        and len(text.split()) <= _MOST_WORDS
        and not text[0].islower()
        and any(map(str.isalpha, text))
        and not _STOPS.search(text[-8:])
        and not _INNER_STOP.search(text)
        and not _FIGURE.search(text)
        and (not is_label(text) or _HEADLINE.match(text) is not None)
    )


def is_capitalised(text: str) -> bool:
    """Whether it is in capitals, or most of its longer words begin with one."""
    found: list[str] = _WORDS.findall(text)
    words = [word for word in found if len(word) > 3] or [text]
    return sum(word[0].isupper() for word in words) > 0.7 * len(words)


def is_short(text: str) -> bool:
    """Whether a line may be a heading on the strength of a blank line above and below alone."""
    return len(text) <= _LONGEST_PLAIN_HEADING
