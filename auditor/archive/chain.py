"""The chain: what each finished file of the evidence held, one entry a line, each bound to the one before."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

NAME = "evidence/chain.jsonl"
_LONGEST = 1 << 16
"""Bytes of an entry, at most."""


class Event(StrEnum):
    """What became of a file."""

    CLOSED = "closed"
    """It was finished; nothing is written to it again."""
    REOPENED = "reopened"
    """A scan that was killed goes on: what its journal does not know was cut off."""
    PURGED = "purged"
    """It was deleted on request; the entry is its tombstone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the chain."""

    event: Event
    file: str
    """Relative to the store's folder."""
    bytes: int
    sha256: str
    """Of the whole file."""
    records: int
    run: int
    at: str
    """When, in UTC by the clock of the machine; nothing proves it."""
    previous: str = ""
    """`hash` of the entry before; "" for the first."""
    hash: str = ""
    """SHA-256 of this entry as JSON with sorted keys, without this field."""

    @property
    def sealed(self) -> str:
        """What `hash` must be."""
        fields = asdict(self)
        del fields["hash"]
        return hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class BadEntry:
    """A line of the chain that does not hold."""

    line: int
    reason: str


class Chain:
    """The chain of a store."""

    def __init__(self, store: Path) -> None:
        self._path = store / NAME

    def entries(self) -> Iterator[Entry | BadEntry]:
        """The entries in order; in place of one that cannot be read or does not follow the one before, why."""
        previous = ""
        for number, line in enumerate(self._lines(), 1):
            try:
                entry = _entry(line)
            except (ValueError, TypeError, KeyError):
                yield BadEntry(number, "is no entry, expected a JSON object of a file")
                continue
            if entry.hash != entry.sealed:
                yield BadEntry(number, f"was changed: its hash is {entry.sealed}, expected {entry.hash}")
            elif entry.previous != previous:
                yield BadEntry(number, f"does not follow the entry before, whose hash is {previous or 'none'}")
            else:
                yield entry
            previous = entry.hash

    def latest(self) -> dict[str, Entry]:
        """The last entry of each file."""
        return {each.file: each for each in self.entries() if isinstance(each, Entry)}

    def append(self, entry: Entry) -> None:
        """Adds an entry; it is on the disk when this returns. A last line that a crash cut off is removed."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+b") as file:
            tail = _tail(file)
            file.truncate(file.seek(0, os.SEEK_END) - len(tail) + tail.rfind(b"\n") + 1)
            entry = replace(entry, previous=_last_hash(tail))
            line = json.dumps(asdict(replace(entry, hash=entry.sealed)))
            file.write(line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> Iterator[bytes]:
        try:
            with self._path.open("rb") as file:
                yield from file
        except FileNotFoundError:
            return


def _tail(file: BinaryIO) -> bytes:
    """The end of the chain, more than one entry long."""
    file.seek(max(file.seek(0, os.SEEK_END) - _LONGEST, 0))
    return file.read()


def _last_hash(tail: bytes) -> str:
    """The hash that the last whole line of the chain claims."""
    lines = tail[: tail.rfind(b"\n") + 1].splitlines()
    try:
        return str(json.loads(lines[-1])["hash"]) if lines else ""
    except (ValueError, TypeError, KeyError):
        return ""


def _entry(line: bytes) -> Entry:
    fields = json.loads(line)
    entry = Entry(**{**fields, "event": Event(fields["event"])})
    if not all(isinstance(getattr(entry, name), str) for name in ("file", "sha256", "at", "previous", "hash")):
        raise TypeError("a field is no text")
    return entry


def sha256_of(path: Path) -> str:
    """The SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
