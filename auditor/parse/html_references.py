"""Character references: what "&amp;", "&#8212;" and their kin stand for."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5 as named
from typing import NamedTuple

from auditor.parse.blocks import TextBuilder

REFERENCE = re.compile(r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[a-zA-Z][a-zA-Z0-9]*+;?)")
_LONGEST = max(map(len, named))
_GOES_ON = re.compile(r"[=a-zA-Z0-9]")


class Reference(NamedTuple):
    """A stretch of source and the characters it stands for."""

    start: int
    end: int
    text: str


def references(source: str, start: int, end: int, *, in_attribute: bool = False) -> Iterator[Reference]:
    """The references in a stretch of source; an ampersand that stands for itself is none.

    Some old names count without their semicolon, in an attribute only where no letter, digit or "=" follows.
    """
    at = source.find("&", start, end)
    while at >= 0:
        match = REFERENCE.match(source, at, end)
        found = match and _resolve(source, *match.span(), in_attribute)
        if found:
            yield found
        at = source.find("&", found.end if found else at + 1, end)


def _resolve(source: str, start: int, end: int, in_attribute: bool) -> Reference | None:
    if source[start + 1] == "#":
        digits = source[start:end]
        text = unescape(digits if len(digits) < 12 else "&#xFFFD;")
        return Reference(start, end, "\ufffd" if text in ("", "\x00") else text)
    for last in range(min(end, start + 1 + _LONGEST), start + 2, -1):
        text = named.get(source[start + 1 : last], "")
        if text:
            bare = in_attribute and source[last - 1] != ";" and _GOES_ON.match(source, last)
            return None if bare else Reference(start, last, text)
    return None


def add_text(builder: TextBuilder, source: str, start: int, end: int, *, in_attribute: bool = False) -> None:
    """Adds a stretch of source to a block's text, its references as what they stand for."""
    if source.find("&", start, end) < 0:
        builder.verbatim(source[start:end], start)
        return
    at = start
    for reference in references(source, start, end, in_attribute=in_attribute):
        builder.verbatim(source[at : reference.start], at)
        builder.stand_in(reference.text, reference.start, reference.end)
        at = reference.end
    builder.verbatim(source[at:end], at)


def decoded(source: str, start: int, end: int) -> str:
    """An attribute value with its references replaced."""
    if source.find("&", start, end) < 0:
        return source[start:end]
    pieces, at = [], start
    for reference in references(source, start, end, in_attribute=True):
        pieces += [source[at : reference.start], reference.text]
        at = reference.end
    return "".join((*pieces, source[at:end]))
