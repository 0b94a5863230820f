"""Finds the content of a Markdown block in its lines of source, behind quote marks, list marks and indentation."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from auditor.parse.stretch import Lines, Stretch

if TYPE_CHECKING:
    from markdown_it.token import Token

_CLOSING_SIGNS = re.compile(r"(?:(?<=[ \t])|^)#+$")
_HEAD_PREFIX = re.compile(r"(?:[ \t]*(?:>|(?:[-+*:~]|\d{1,9}[.)])(?=[ \t])|\[\^[^\]\s]+\]:))*[ \t]*")
_ROW_PREFIX = re.compile(r"[ \t>]*")
_BORDER = re.compile(r"\\?\|")


def content(lines: Lines, first: int, text: str) -> Stretch:
    """The content of a block that begins in line number `first`; `text` is that content as the block reader cut it.

    Each of its lines is the tail of a line of source.
    """
    stretch, last_end = Stretch(lines.source), None
    for number, words in enumerate(text.split("\n"), first):
        start, end = _tail(lines, min(number, len(lines) - 1), words.strip())
        if last_end is not None:
            stretch.stand_in("\n", last_end, max(start, last_end))
        stretch.verbatim(start, end)
        last_end = max(end, last_end or 0)
    return stretch


def heading(lines: Lines, number: int, text: str) -> Stretch:
    """The content of a heading behind # signs; signs that close it are none of it."""
    line = lines[number].rstrip()
    line = _CLOSING_SIGNS.sub("", line).rstrip()
    stretch = Stretch(lines.source)
    end = lines.starts[number] + len(line)
    stretch.verbatim(end - len(text), end)
    return stretch


def cells(lines: Lines, number: int, *, is_head: bool) -> list[Stretch]:
    """The cells of a table row, the borders at both ends left out."""
    line = lines[number].rstrip()
    prefix = (_HEAD_PREFIX if is_head else _ROW_PREFIX).match(line)
    start = prefix.end() if prefix else 0
    pieces, at = [Stretch(lines.source)], start
    offset = lines.starts[number]
    for mark in _BORDER.finditer(line, start):
        pieces[-1].verbatim(offset + at, offset + mark.start())
        at = mark.end()
        if mark.group() == "|":
            pieces.append(Stretch(lines.source))
        else:
            pieces[-1].stand_in("|", offset + mark.start(), offset + at)
    pieces[-1].verbatim(offset + at, offset + len(line))
    if pieces and not pieces[0].text:
        del pieces[0]
    if pieces and not pieces[-1].text:
        del pieces[-1]
    return pieces


def without_quote_marks(lines: Lines, tokens: Iterable["Token"]) -> str:
    """The source with spaces for what stands left of raw HTML in quotes, so that its tags and comments are whole."""
    pieces, at, quotes = list[str](), 0, 0
    for token in tokens:
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if not quotes or token.type != "html_block" or not token.map:
            continue
        for number, words in enumerate(token.content.rstrip("\n").split("\n"), token.map[0]):
            start, end = lines.starts[number], _tail(lines, number, words.strip())[0]
            pieces += [lines.source[at:start], " " * (end - start)]
            at = end
    return "".join([*pieces, lines.source[at:]]) if pieces else lines.source


def _tail(lines: Lines, number: int, words: str) -> tuple[int, int]:
    end = lines.starts[number] + len(lines[number].rstrip())
    return end - len(words), end
