"""Values of front matter: what a quoted or plain value says, and where each of its characters stands."""

import re
from dataclasses import dataclass

from auditor.parse.stretch import Stretch

_BREAKS = r"[\r\n][ \t\r\n]*"
_PLAIN = re.compile(rf"(?P<breaks>{_BREAKS})|[^\r\n]+")
_SINGLE = re.compile(rf"(?P<quote>'')|(?P<breaks>{_BREAKS})|[^'\r\n]+|'")
_DOUBLE = re.compile(
    r"(?P<joined>\\[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*)"
    r"|\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8}))"
    rf"|\\(?P<sign>.)|(?P<breaks>{_BREAKS})|[^\\\r\n]+|\\",
    re.DOTALL,
)
_SIGNS = {"0": "", "a": "", "b": "", "t": " ", "n": "\n", "v": " ", "f": " ", "r": " ", "e": "", "N": " ", "_": "\xa0"}
_SIGNS |= {"L": "\n", "P": "\n\n"}
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: as data, and as paragraphs of text with their places (none where it is no text)."""

    value: object
    paragraphs: tuple[Stretch, ...] = ()


Tree = Scalar | list["Tree"] | dict[str, "Tree"]
"""Front matter with the places of its texts."""


class _Paragraphs:
    """Collects a value; an empty line in it begins a new paragraph."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.stretches = [Stretch(source)]

    def add(self, match: re.Match[str]) -> None:
        if match.groupdict().get("breaks"):
            self.line_end(match.group(), *match.span())
        else:
            self.stretches[-1].verbatim(*match.span())

    def line_end(self, breaks: str, start: int, end: int) -> None:
        if len(_LINE_END.findall(breaks)) > 1:
            self.stretches.append(Stretch(self.source))
        else:
            self.stretches[-1].stand_in("\n", start, end)

    def done(self) -> tuple[Stretch, ...]:
        return tuple(each for each in self.stretches if each.text.strip())


def plain(source: str, start: int, end: int) -> tuple[Stretch, ...]:
    """A value without quotes, or the lines below a "|" or ">"."""
    paragraphs = _Paragraphs(source)
    for match in _PLAIN.finditer(source, start, end):
        paragraphs.add(match)
    return paragraphs.done()


def indented(source: str, start: int, end: int) -> tuple[Stretch, ...]:
    """A value below a line such as "|" or ">-"."""
    header = _LINE_END.search(source, start, end)
    return plain(source, header.end(), end) if header else ()


def single_quoted(source: str, start: int, end: int) -> tuple[Stretch, ...]:
    """The inside of single quotes, where two stand for one."""
    paragraphs = _Paragraphs(source)
    for match in _SINGLE.finditer(source, start, end):
        if match["quote"]:
            paragraphs.stretches[-1].stand_in("'", *match.span())
        else:
            paragraphs.add(match)
    return paragraphs.done()


def double_quoted(source: str, start: int, end: int) -> tuple[Stretch, ...]:
    """The inside of double quotes, with backslash escapes."""
    paragraphs = _Paragraphs(source)
    for match in _DOUBLE.finditer(source, start, end):
        meaning = _meaning(match)
        if meaning is None:
            if not match["joined"]:
                paragraphs.add(match)
        elif meaning == "\n\n":
            paragraphs.line_end(meaning, *match.span())
        elif meaning:
            paragraphs.stretches[-1].stand_in(meaning, *match.span())
    return paragraphs.done()


def _meaning(match: re.Match[str]) -> str | None:
    """What an escape stands for; None where it is none."""
    if match["sign"]:
        return _SIGNS.get(match["sign"], match["sign"])
    if match["high"]:
        pair = bytes.fromhex(match["high"] + match["low"])
        return pair.decode("utf-16-be")
    code = match["x"] or match["u"] or match["U"]
    return _character(int(code, 16)) if code else None


def _character(code: int) -> str:
    return "\ufffd" if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)
