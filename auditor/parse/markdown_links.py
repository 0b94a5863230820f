"""What follows the text of a link or image: an address in parentheses, or the label of a definition."""

import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

_SPACE = r"[ \t]*(?:\n[ \t]*)?"
_POINTED = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_BARE = re.compile(r"(?:[^\s()\\\x00-\x1f\x7f]|\\[^\s]|\\(?=\s|\Z))+|[()]")
_TITLE = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))"""
_GAP = re.compile(_SPACE)
_END = re.compile(rf"(?:(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*){_TITLE})?{_SPACE}\)", re.DOTALL)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MOST_NESTED = 32


class Target(NamedTuple):
    """Where a link goes, and the index behind its last character."""

    href: str
    end: int


def address(text: str, at: int) -> Target | None:
    """The target of an address and title in parentheses that begin at text[at]."""
    if not text.startswith("(", at):
        return None
    at = _skip(text, at + 1)
    pointed = _POINTED.match(text, at)
    if pointed:
        href, at = pointed[1], pointed.end()
    elif text.startswith("<", at):
        return None
    else:
        end = _bare_end(text, at)
        if end is None:
            return None
        href, at = text[at:end], end
    end_match = _END.match(text, at)
    return Target(unescape(_ESCAPE.sub(r"\1", href)), end_match.end()) if end_match else None


def _bare_end(text: str, at: int) -> int | None:
    """Where an address without pointed brackets ends; None where its parentheses do not balance."""
    depth = 0
    while piece := _BARE.match(text, at):
        if piece.group() == "(":
            depth += 1
            if depth > _MOST_NESTED:
                return None
        elif piece.group() == ")":
            if not depth:
                break
            depth -= 1
        at = piece.end()
    return None if depth else at


def _skip(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def defined(text: str, opener: int, closer: int, simple: bool, definitions: Mapping[str, str]) -> Target | None:
    """The target of a label that is defined on the page: [text][label], [label][] or [label].

    The text stands between text[opener] and text[closer]; `simple`: it holds no bracket of its own.
    """
    if not definitions:
        return None
    label = _LABEL.match(text, closer + 1)
    end = closer + 3 if text.startswith("[]", closer + 1) else closer + 1
    if label and label[1].strip():
        key = normalised(label[1])
        return Target(definitions[key], label.end()) if key in definitions else None
    if not simple or closer - opener > 1000:
        return None
    key = normalised(text[opener + 1 : closer])
    return Target(definitions[key], end) if key in definitions else None


def normalised(label: str) -> str:
    """A label as it is compared: letter case and white space do not count."""
    return " ".join(label.split()).lower().upper()
