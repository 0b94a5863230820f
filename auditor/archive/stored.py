"""A record of an archive as it is stored, and what is wrong with one that cannot be read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Headers = Mapping[str, str]
"""Named fields of a record: names in lower case; of a field that is given twice, the first."""
Wanted = Callable[[Headers, int], bool]
"""Whether the block of a record with these fields and of this size in bytes is wanted."""

LONGEST_HEADER = 1 << 20
"""Bytes; a header that is longer is none."""
_VERSION = re.compile(rb"WARC/\d+\.\d+[ \t]*")
SPACE = " \t\r\n\f\v"
"""What stands around names and values and is no part of them; other white space is."""
_FOLDED = re.compile(r"\r?\n[ \t]+")


@dataclass(frozen=True, slots=True)
class Stored:
    """One record: the bytes [offset, offset + length) of the archive."""

    offset: int
    length: int
    headers: Headers
    size: int
    """Bytes of the block (Content-Length)."""
    block: bytes | None = None
    """None where it was not wanted."""

    def said(self, name: str) -> str:
        """A field by its name in lower case; "" where it is not there."""
        return self.headers.get(name, "")

    @property
    def target(self) -> str:
        """WARC-Target-URI; WARC 1.0 files may hold it in angle brackets (WARC 1.1, 5.10)."""
        return self.said("warc-target-uri").strip().removeprefix("<").removesuffix(">")


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that cannot be read or holds no whole page: where it is, and why."""

    location: str
    """The address of the page where it is known, else the archive and the offset."""
    reason: str
    offset: int


class Damage(Exception):  # noqa: N818 - what was met, not a failure of ours
    """What stands at a place of an archive is no whole record; `str()` is the reason."""


def parse_headers(head: bytes) -> Headers:
    """The named fields of a record's header, its empty line left out (WARC 1.1, 4).

    Raises:
        Damage: it is no header of a record.
    """
    version, _, fields = head.partition(b"\n")
    require_version(version.rstrip(b"\r"))
    text = _FOLDED.sub(" ", fields.decode("utf-8", "replace"))
    found: dict[str, str] = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip(SPACE).lower(), value.strip(SPACE))
    return found


def require_version(line: bytes) -> None:
    """Raises Damage for a line that does not begin a record."""
    if not _VERSION.fullmatch(line):
        raise Damage("no record begins here, expected WARC/1.0 or WARC/1.1")


def size_of(headers: Headers) -> int:
    """Content-Length.

    Raises:
        Damage: it is missing or no number.
    """
    said = headers.get("content-length", "")
    if not (said.isascii() and said.isdigit() and len(said) < 16):
        raise Damage(f"its Content-Length is “{said[:40]}”, expected a number of bytes")
    return int(said)
