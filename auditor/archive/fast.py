"""Whole records of an archive of gzip members, read by FastWARC."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from auditor.archive.stored import Damage, Stored, Wanted, size_of

_START = b"\x1f\x8b"
_ANOTHER = b"\r\n\r\nWARC/1."
"""Inside a block: either it holds an archive, or its Content-Length is too large and runs over the next record."""


def healthy(path: Path, start: int, end: int | None, wanted: Wanted) -> Iterator[Stored]:
    """The records from an offset on, up to the first that is in any way odd; none where FastWARC is missing.

    A record is given once the next one is seen, for only then it is known to be whole: FastWARC 2.0 gives
    the last record of an archive that is cut off as if it were (docs/decisions/0007-evidence.md). So the
    last record of an archive is never among them.
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
                other.seek(at)
                if held is not None and (at <= held.offset or other.read(2) != _START):
                    return
                if held is not None:
                    yield replace(held, length=at - held.offset)
                if end is not None and at >= end:
                    return
                held = _held(record, wanted)
        except (OSError, Damage):
            return


def _held(record: Any, wanted: Wanted) -> Stored:
    """What FastWARC read; its length is not known yet."""
    headers: dict[str, str] = {}
    for name, value in record.headers.items():
        headers.setdefault(name.lower(), value)
    size = size_of(headers)
    block = record.reader.read(size + 1) if wanted(headers, size) else None
    if block is not None and (len(block) != size or _ANOTHER in block):
        raise Damage("it is not what its header says")
    return Stored(record.stream_pos, 0, headers, size, block)


def _engine() -> Any:
    """FastWARC's iterator; None where it cannot be imported."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        return None
    return ArchiveIterator
