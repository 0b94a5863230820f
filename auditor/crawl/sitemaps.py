"""Sitemaps (sitemaps.org protocol 0.9): XML, plain text or either in gzip, read in a stream within limits."""

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat

BYTES = 50 * 1024 * 1024
"""Of one sitemap, unpacked; the protocol's own limit."""
ADDRESSES = 50_000
"""Of one sitemap; the protocol's own limit."""
FILES = 1_000
"""Sitemaps of one site."""
DEPTH = 5
"""Indexes of indexes; the protocol has none."""
LONGEST = 2_048
"""Characters of an address; the protocol's own limit. Longer ones are passed over."""
_NESTED = 64
"""Elements within elements; a sitemap has three, extensions a few more."""
_LONGEST_TAG = 262_144
"""Bytes of a tag or comment: until it ends, the parser reads it from its beginning again with every step."""
_STEP = 65_536
_GZIP = b"\x1f\x8b"


class BrokenSitemapError(Exception):
    """Says in one line where a sitemap stops being one; what was read before holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a sitemap."""

    url: str
    is_sitemap: bool = False
    """True for a line of an index: another sitemap."""


def read_sitemap(content: bytes) -> Iterator[Entry]:
    """What a sitemap lists, in order, as written.

    Raises:
        BrokenSitemapError: it is damaged, beyond a limit, or something else; after the entries before that.
    """
    for number, entry in enumerate(_entries(content)):
        if number == ADDRESSES:
            raise BrokenSitemapError(f"lists more than {ADDRESSES:,} addresses; the rest is left out")
        yield entry


def _entries(content: bytes) -> Iterator[Entry]:
    steps = _steps(content)
    first = next(steps, b"")
    if first.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" or first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield from _Xml().read(first, steps)
    else:
        yield from _lines(first, steps)


def _steps(content: bytes) -> Iterator[bytes]:
    """The content unpacked, step by step, within the limit."""
    file: BinaryIO = io.BytesIO(content)
    if content.startswith(_GZIP):
        file = gzip.GzipFile(fileobj=file)  # type: ignore[assignment]
    total = 0
    try:
        while step := file.read(_STEP):
            total += len(step)
            if total > BYTES:
                raise BrokenSitemapError(f"is larger than {BYTES:,} bytes; the rest is left out")
            yield step
    except (EOFError, OSError, zlib.error) as error:
        raise BrokenSitemapError("is damaged (bad gzip data); the rest is left out") from error


def _lines(first: bytes, steps: Iterator[bytes]) -> Iterator[Entry]:
    """A text sitemap: an address a line."""
    for word in _words(first.removeprefix(b"\xef\xbb\xbf"), steps):
        said = word.decode("utf-8", "replace")
        if not said.lower().startswith(("http://", "https://")):
            raise BrokenSitemapError(f"says “{said[:40]}”, which is no address; expected XML, or an address a line")
        if len(said) <= LONGEST:
            yield Entry(said)


def _words(rest: bytes, steps: Iterator[bytes]) -> Iterator[bytes]:
    """What stands between blanks and line ends, as it comes; addresses hold neither."""
    for step in steps:
        *words, rest = (rest + step).split() or (b"",)
        if step[-1:].isspace():
            words, rest = [*words, rest], b""
        yield from filter(None, words)
        if len(rest) > _STEP:
            raise BrokenSitemapError(f"has a line of more than {_STEP:,} bytes; expected an address a line")
    yield from rest.split()


class _Xml:
    """Reads <urlset> and <sitemapindex>; document types, and with them entities, are refused before they are read."""

    def __init__(self) -> None:
        self.found: list[Entry] = []
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._length = 0
        self._fed = 0
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._characters

    def read(self, first: bytes, steps: Iterator[bytes]) -> Iterator[Entry]:
        """The entries as they are complete."""
        step = first.lstrip() if first[:1].isspace() else first
        while True:
            failure = self._feed(step)
            yield from self.found
            self.found.clear()
            if failure:
                raise failure
            if not step:
                return
            step = next(steps, b"")

    def _feed(self, step: bytes) -> BrokenSitemapError | None:
        """None, or why it cannot go on."""
        self._fed += len(step)
        try:
            self._parser.Parse(step, not step)
            if self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
                return self._fail(f"has a tag or comment of more than {_LONGEST_TAG:,} bytes")
        except expat.ExpatError as error:
            return BrokenSitemapError(
                f"line {error.lineno}, column {error.offset + 1}: {expat.ErrorString(error.code)}"
            )
        except (ValueError, LookupError) as error:  # an encoding that is unknown, or too wide for the parser
            return BrokenSitemapError(f"line {self._parser.CurrentLineNumber}: {error}")
        except BrokenSitemapError as error:
            return error
        return None

    def _fail(self, told: str) -> BrokenSitemapError:
        return BrokenSitemapError(f"line {self._parser.CurrentLineNumber}: {told}")

    def _doctype(self, name: str, *_rest: object) -> None:
        if name.lower() == "html":
            raise self._fail("is an HTML page; expected a sitemap")
        raise self._fail("has a document type, which no sitemap needs and none is read with")

    def _open(self, name: str, _attributes: object) -> None:
        name = name.rpartition(" ")[2]
        if not self._path and name not in ("urlset", "sitemapindex"):
            raise self._fail(f"begins with <{name[:40]}>; expected <urlset> or <sitemapindex>")
        if len(self._path) == _NESTED:
            raise self._fail(f"has more than {_NESTED} elements within each other")
        self._path.append(name)
        if self._path in (["urlset", "url", "loc"], ["sitemapindex", "sitemap", "loc"]):
            self._text, self._length = [], 0

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._length += len(text)
            if self._length <= 2 * LONGEST:
                self._text.append(text)

    def _close(self, _name: str) -> None:
        self._path.pop()
        if self._text is not None and len(self._path) == 2:
            said = "".join(self._text).strip()
            if said and self._length <= 2 * LONGEST and len(said) <= LONGEST:
                self.found.append(Entry(said, self._path[0] == "sitemapindex"))
            self._text = None
