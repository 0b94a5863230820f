"""One .gitignore file: its patterns, read as git reads them.

Libraries match a path as a whole, with everything below what a pattern names. That reads `*` with
`!*/` and `!*.html` (only these, in all folders) as "nothing". Git, and whoever walks folder by
folder, asks about one entry at a time; so does this.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_TOKEN = re.compile(r"\\(?P<literal>.)|(?P<stars>\*+)|(?P<any>\?)|\[(?P<negated>[!^]?)(?P<set>\]?[^\]]*)\]", re.DOTALL)
_LINE_END = re.compile(r"(?:(?<!\\) +)?\r?$")


class Pattern(NamedTuple):
    """What one line of the file names, and whether that is ignored or called back."""

    regex: re.Pattern[str]
    anchored: bool
    """Whether it fits the whole path from the file's folder, not just the last name."""
    folders_only: bool
    ignores: bool

    def names(self, path: str, is_folder: bool) -> bool:
        """Whether it names this very entry, not one above it."""
        if self.folders_only and not is_folder:
            return False
        return self.regex.fullmatch(path if self.anchored else path.rpartition("/")[2]) is not None


def patterns(lines: Iterable[str]) -> tuple[Pattern, ...]:
    """The patterns of a file, the last first: it decides. Lines that are none are passed over."""
    found = [pattern for line in lines if (pattern := _pattern(_LINE_END.sub("", line)))]
    return tuple(reversed(found))


def opinion(deciding: tuple[Pattern, ...], path: str, is_folder: bool) -> bool | None:
    """Whether the patterns ignore an entry (path from the file's folder, slashes between); None: not named."""
    return next((pattern.ignores for pattern in deciding if pattern.names(path, is_folder)), None)


def _pattern(line: str) -> Pattern | None:
    if line.startswith("#"):
        return None
    called_back = line.startswith("!")
    text = line[called_back:]
    body = text.removesuffix("/")
    names = body.removeprefix("/").split("/")
    if not any(names):
        return None
    try:
        regex = re.compile("".join(_regex(name, last=at == len(names)) for at, name in enumerate(names, 1)), re.DOTALL)
    except re.error:  # such as the range [z-a], which names nothing
        return None
    return Pattern(regex, "/" in body, text != body, not called_back)


def _regex(name: str, *, last: bool) -> str:
    """One name of a pattern; ** alone stands for any number of folders, at the end for all that is inside."""
    if name == "**" and not last:
        return "(?:.+/)?"
    if name == "**":
        return ".+"
    pieces: list[str] = []
    end = 0
    for token in _TOKEN.finditer(name):
        pieces += re.escape(name[end : token.start()]), _token(token)
        end = token.end()
    return "".join(pieces) + re.escape(name[end:]) + ("" if last else "/")


def _token(token: re.Match[str]) -> str:
    if token["literal"]:
        return re.escape(token["literal"])
    if token["set"]:
        inside = re.sub(r"([\[&|~])", r"\\\1", token["set"])
        return f"(?!/)[{'^' * bool(token['negated'])}{inside}]"
    return "[^/]*" if token["stars"] else "[^/]"
