"""Records that are each compressed as a gzip member of their own, so that any of them can be read by its place."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from auditor.archive.stored import LONGEST_HEADER, Damage, Stored, Wanted, parse_headers, size_of

_STEP = 1 << 16
_INFLATED = 1 << 20
"""Bytes that are inflated at a time, however far the rest would unpack."""
_START = b"\x1f\x8b\x08"
_GZIP = 31
"""zlib's name for a gzip header and trailer with 32 KB of window."""


class MemberRecords:
    """The records of a file of gzip members (WARC 1.1, annex D)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, offset: int, wanted: Wanted) -> Stored | None:
        """The record that begins at an offset; None at the end of the archive.

        Raises:
            Damage: there is none, or it is cut off, or damaged (CRC-32).
        """
        member = _Member(self._file, offset)
        pieces = member.inflated()
        head, rest = _head(pieces)
        if head is None:
            return None
        headers = parse_headers(head[:-2])
        size = size_of(headers)
        block = _block(rest, pieces, size, wanted(headers, size))
        return Stored(offset, member.length, headers, size, block)

    def following(self, offset: int) -> int | None:
        """Where the next record begins, behind an offset; None where there is none."""
        at, tail = offset + 1, b""
        self._file.seek(at)
        while step := self._file.read(_STEP):
            window = tail + step
            for place in _places(window):
                found = at - len(tail) + place
                if self._begins(found):
                    return found
            tail = window[-len(_START) + 1 :]
            at += len(step)
            self._file.seek(at)
        return None

    def _begins(self, offset: int) -> bool:
        """Whether a record begins there: the bytes that look like a member may stand inside one by chance."""
        self._file.seek(offset)
        try:
            return zlib.decompressobj(_GZIP).decompress(self._file.read(_STEP), 5) == b"WARC/"
        except zlib.error:
            return False


class _Member:
    """One gzip member; its length is known when it is inflated to its end."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._offset = offset
        self.length = 0

    def inflated(self) -> Iterator[bytes]:
        """The pieces of the content, to the end."""
        self._file.seek(self._offset)
        engine = zlib.decompressobj(_GZIP)
        while not engine.eof:
            waiting = engine.unconsumed_tail or self._next()
            if not self.length:
                return
            try:
                yield engine.decompress(waiting, _INFLATED)
            except zlib.error as error:
                raise Damage(f"its compressed data are damaged ({_words(error)})") from error
        self.length -= len(engine.unused_data)

    def _next(self) -> bytes:
        """More of the file; nothing only where no byte of the member is there."""
        step = self._file.read(_STEP)
        if not step and self.length:
            raise Damage("it is cut off: its compressed data stop before their end")
        self.length += len(step)
        return step


def _head(pieces: Iterator[bytes]) -> tuple[bytes | None, bytes]:
    """The header with the empty line that ends it, and what was inflated beyond; None where nothing is left."""
    start, any_piece = b"", False
    for piece in pieces:
        start, any_piece = start + piece, True
        if (end := start.find(b"\r\n\r\n")) >= 0:
            return start[: end + 4], start[end + 4 :]
        if len(start) > LONGEST_HEADER:
            break
    if any_piece:
        raise Damage("no whole header of a record stands here")
    return None, b""


def _block(start: bytes, pieces: Iterator[bytes], size: int, wanted: bool) -> bytes | None:
    """The block if it is wanted; the member is inflated to its end, so that its CRC-32 is compared."""
    there, kept, after = len(start), [start], start[size:]
    for piece in pieces:
        after += piece[max(size - there, 0) :][:16]
        there += len(piece)
        if wanted and there - len(piece) < size:
            kept.append(piece)
    if there < size:
        raise Damage(f"it is cut off: {there:,} of {size:,} bytes are there")
    if after.strip(b"\r\n"):
        raise Damage(f"its {size:,} bytes are not followed by the end of a record")
    return b"".join(kept)[:size] if wanted else None


def _places(window: bytes) -> Iterator[int]:
    """Where something like the beginning of a member stands."""
    place = window.find(_START)
    while place >= 0:
        yield place
        place = window.find(_START, place + 1)


def _words(error: zlib.error) -> str:
    return str(error).rpartition(": ")[2]
