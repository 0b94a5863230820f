"""Display width: how many terminal columns characters take."""

import re
import unicodedata

_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_PLAIN = re.compile(
    r"[\x00-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u03e1\u0400-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2200-\u22ff\ufffd]*"
)
"""Texts of characters that take one column each: most there are; any other is looked at character by character."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text without anything that moves a terminal's cursor: one character for each.

    Pages are not trusted: escape sequences, line ends and direction overrides in a quotation must
    not reach the terminal.
    """
    if text.isprintable():
        return text
    return _UNSAFE.sub(lambda match: " " if match[0] in "\t\n\r\x0b\x0c\u2028\u2029" else "\ufffd", text)


def is_plain(text: str) -> bool:
    """Whether each character is known to take one column."""
    return text.isascii() or _PLAIN.fullmatch(text) is not None


def widths(text: str) -> list[int]:
    """The columns each character takes: 2 for wide ones, 0 for marks and joined emoji parts."""
    if is_plain(text):
        return [1] * len(text)
    found: list[int] = []
    before = ""
    for character in text:
        if character == _EMOJI_STYLE:
            found.append(1 if found and found[-1] == 1 and not before.isascii() else 0)
        else:
            found.append(0 if before == _JOINER else _width(character))
        before = character
    return found


def width(text: str) -> int:
    """The columns a text takes."""
    return len(text) if is_plain(text) else sum(widths(text))


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
