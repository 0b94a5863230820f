"""Whole records of an archive of gzip members, read by FastWARC."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from auditor.archive.stored import SPACE, Damage, Headers, Stored, Wanted, require_version, size_of

_START = b"\x1f\x8b"
_TRAILER = 4
"""Bytes at the end of a gzip member: how many it holds, modulo 2^32 (RFC 1952, 2.3.1)."""
_AROUND = len(b"\r\n" + b"\r\n" + b"\r\n\r\n")
_AROUND_FIELD = len(b": \r\n")


def healthy(path: Path, start: int, end: int | None, wanted: Wanted) -> Iterator[Stored]:
    """The records from an offset on, up to the first that is in any way odd; none where FastWARC is missing.

    A record is given once the next one is seen, and if its gzip member holds as many bytes as its header
    says: FastWARC 2.0 gives the last record of an archive that is cut off as if it were whole, and reads
    on in the next member where a Content-Length is too large (docs/decisions/0007-evidence.md).
    So the last record of an archive is never among them.
    """
    engine = _engine()
    if engine is None:
        return
    with open(path, "rb", buffering=0) as file, open(path, "rb", buffering=0) as other:  # noqa: PTH123
        file.seek(start)
        held: Stored | None = None
        try:
            for record in engine(file, parse_http=False):
                at = record.stream_pos
                if held is not None:
                    yield _whole(held, at, other)
                if end is not None and at >= end:
                    return
                held = _held(record, wanted)
        except (OSError, Damage):
            return


def _held(record: Any, wanted: Wanted) -> Stored:
    """What FastWARC read; instead of its length the number of bytes that its member must hold."""
    version = record.headers.status_line_bytes or b""
    require_version(version)
    headers, length = _fields(record.headers.items_bytes())
    size = size_of(headers)
    block = record.reader.read() if wanted(headers, size) else None
    return Stored(record.stream_pos, len(version) + length + _AROUND + size, headers, size, block)


def _fields(fields: Sequence[tuple[bytes, bytes]]) -> tuple[Headers, int]:
    """The fields by name, as our own reader has them, and how many bytes they take."""
    flat = b"\n".join(chain.from_iterable(fields))
    if flat.count(b"\n") != max(2 * len(fields) - 1, 0):
        raise Damage("a line of its header ends in an odd way")
    words = [each.strip(SPACE) for each in flat.decode("utf-8", "replace").split("\n")]
    headers: dict[str, str] = {}
    for name, value in zip(words[::2], words[1::2], strict=False):
        headers.setdefault(name.lower(), value)
    return headers, len(flat) - flat.count(b"\n") + len(fields) * _AROUND_FIELD


def _whole(held: Stored, end: int, file: BinaryIO) -> Stored:
    """The record that ends where the next begins.

    Raises:
        Damage: its member does not end there, or holds more or less than the record.
    """
    file.seek(max(end - _TRAILER, 0))
    around = file.read(_TRAILER + len(_START))
    inflated = int.from_bytes(around[:_TRAILER], "little")
    if end <= held.offset or not around.endswith(_START) or inflated != held.length & 0xFFFFFFFF:
        raise Damage("it is not what its header says")
    return replace(held, length=end - held.offset)


def _engine() -> Any:
    """FastWARC's iterator; None where it cannot be imported."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        return None
    return ArchiveIterator
