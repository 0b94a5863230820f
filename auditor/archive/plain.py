"""Records that follow each other in a stream of bytes: an archive that is not compressed, or compressed as a whole."""

from typing import BinaryIO

from auditor.archive.stored import LONGEST_HEADER, Damage, Stored, Wanted, parse_headers, size_of

_STEP = 1 << 16
_START = b"WARC/1."
_BLANK = b"\r\n"


class PlainRecords:
    """The records of a stream that can go forward; going back may cost as much as beginning anew."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, offset: int, wanted: Wanted) -> Stored | None:
        """The record that begins at an offset; None at the end of the archive.

        Raises:
            Damage: there is none, or it is cut off.
        """
        self._file.seek(offset)
        try:
            return self._read(offset, wanted)
        except (OSError, EOFError) as error:
            raise Damage(f"the archive cannot be read any further: {error}") from error

    def _read(self, offset: int, wanted: Wanted) -> Stored | None:
        start = self._file.read(_STEP)
        if not start.strip(_BLANK):
            return None
        lead = len(start) - len(start.lstrip(_BLANK))
        head, rest = self._head(start[lead:])
        headers = parse_headers(head[:-2])
        size = size_of(headers)
        block, after = self._block(rest, size, wanted(headers, size))
        if not after.startswith(b"\r\n\r\n"):
            raise Damage(f"its {size:,} bytes are not followed by the end of a record")
        return Stored(offset + lead, len(head) + size + 4, headers, size, block)

    def _head(self, start: bytes) -> tuple[bytes, bytes]:
        """The header with the empty line that ends it, and what was read beyond."""
        while b"\r\n\r\n" not in start:
            if len(start) > LONGEST_HEADER or not start.startswith(_START) or not (more := self._file.read(_STEP)):
                raise Damage("no whole header of a record stands here")
            start += more
        end = start.index(b"\r\n\r\n") + 4
        return start[:end], start[end:]

    def _block(self, start: bytes, size: int, wanted: bool) -> tuple[bytes | None, bytes]:
        """The block if it is wanted, and the four bytes that follow."""
        kept, left = [start[:size]], size - len(start)
        while left > 0:
            step = self._file.read(min(left, _STEP))
            if not step:
                raise Damage(f"it is cut off: {size - left:,} of {size:,} bytes are there")
            left -= len(step)
            if wanted:
                kept.append(step)
        after = start[size : size + 4]
        after += self._file.read(4 - len(after))
        return (b"".join(kept) if wanted else None), after

    def following(self, offset: int) -> int | None:
        """Where the next record seems to begin, behind an offset; None where there is none."""
        at, tail = offset + 1, b""
        try:
            self._file.seek(at)
            while step := self._file.read(_STEP):
                window = tail + step
                found = window.find(b"\n" + _START)
                if found >= 0:
                    return at - len(tail) + found + 1
                tail = window[-len(_START) :]
                at += len(step)
        except (OSError, EOFError):
            return None
        return None
