"""Front matter: the block of data at the head of a Markdown page."""

import re
from typing import NamedTuple

_BREAK = r"[ \t]*(?:\r\n|\r|\n)"
_FENCED = re.compile(
    rf"(?P<fence>---|\+\+\+){_BREAK}(?P<data>(?:.*?(?:\r\n|\r|\n))??)(?:(?P=fence)|\.\.\.)(?:{_BREAK}|[ \t]*\Z)",
    re.DOTALL,
)


class Fenced(NamedTuple):
    """Source offsets of the data, and where the body begins."""

    start: int
    end: int
    body: int


def find(source: str) -> Fenced | None:
    """The front matter of a page; None where it has none."""
    match = _FENCED.match(source)
    return Fenced(*match.span("data"), match.end()) if match else None
