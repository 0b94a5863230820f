"""What a tag is to the text around it, told by one character that stands in its place."""

import re

from auditor.parse.html_elements import BLOCKS, NOT_SHOWN, VOID
from auditor.parse.html_places import is_hidden, may_bound, may_hide
from auditor.parse.html_tokens import ESCAPABLE, RAW, SPACE, start_tags

BREAK, JOINT, DOUBT, HIDDEN, LINE = "\x01", "\x02", "\x03", "\x04", "\x06"
"""The border of a block; a tag that text goes on across; one that may bound text or not, as the whole page has it; the
start of an inline element that is not shown; a line break."""

_NAME = re.compile(rf"/?([a-zA-Z][^{SPACE}/>]*)")
_MOST_KEPT = 20_000
_LONGEST_KEPT = 400


class Marks(dict[str, str]):
    """Each tag, as `pieces` gives it, to the mark that stands for it; remembered, since tags repeat."""

    def __missing__(self, tag: str) -> str:
        mark = _mark(tag)
        if len(self) >= _MOST_KEPT:
            self.clear()
        if len(tag) <= _LONGEST_KEPT:
            self[tag] = mark
        return mark


class Names(dict[str, str]):
    """Each tag to its name; remembered likewise."""

    def __missing__(self, tag: str) -> str:
        name = name_of(tag)
        if len(self) >= _MOST_KEPT:
            self.clear()
        if len(tag) <= _LONGEST_KEPT:
            self[tag] = name
        return name


def name_of(tag: str) -> str:
    """The name of a tag in lower case; "" of a comment or declaration."""
    named = _NAME.match(tag)
    return named[1].lower() if named else ""


def _mark(tag: str) -> str:
    name = name_of(tag)
    if not name:
        return JOINT
    if tag[0] == "/":
        return BREAK if name in BLOCKS else {"br": LINE, "q": "\u201d"}.get(name, JOINT)
    if name in RAW:
        return BREAK if name in BLOCKS else JOINT
    if name in ESCAPABLE:
        return BREAK + tag[_end_of_start(tag) :] + BREAK
    return _start(tag, name)


def _end_of_start(tag: str) -> int:
    """Where the start tag of an element with its content ends."""
    first = start_tags("<" + tag, 0, len(tag) + 1)
    return first[0].end - 1 if first else len(tag)


def _start(tag: str, name: str) -> str:
    attributes = tag[len(name) :].lower()
    bare = len(attributes) <= 1
    if name in VOID:
        hidden = not bare and may_hide(attributes)
        if name == "br":
            return DOUBT if hidden else LINE
        return DOUBT if name in BLOCKS or name == "input" else JOINT
    if name in BLOCKS:
        return BREAK
    if name in NOT_SHOWN or (not bare and may_hide(attributes) and _is_hidden(tag)):
        return HIDDEN
    opened = "\u201c" if name == "q" else ""
    return opened + (DOUBT if not bare and may_bound(attributes) else JOINT)


def _is_hidden(tag: str) -> bool:
    found = start_tags("<" + tag, 0, len(tag) + 1)
    return bool(found) and is_hidden(found[0])
