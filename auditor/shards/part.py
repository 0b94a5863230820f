"""The results of a shard while it is at work, kept so that a killed worker costs one page.

A file of its own for every attempt: `>` before a page is begun, then its result and the end of the
line. The next attempt copies the whole lines of the longest and goes on from there, so two workers
on one shard never write to one file.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from auditor.codec import decode, encode
from auditor.model.scan import PageResult
from auditor.shards.auditing import KILLED
from auditor.shards.durable import unique

BEGUN = b">"


class Progress(NamedTuple):
    """How far a shard has come."""

    pages: int
    """With a result."""
    begun: bool
    """Whether the next one was at work."""


class Part:
    """The results of an attempt, and their totals."""

    def __init__(self, folder: Path, shard: str, *, prefilter: bool) -> None:
        """Takes over what earlier attempts left in the folder."""
        self.pages = self.failed = self.killed = self.passed_over = self.findings = 0
        self.name = name_of(shard, prefilter=prefilter)
        earlier = _longest(folder, self.name)
        self.path = unique(folder, self.name, ".part")
        self._file = self.path.open("xb", buffering=0)
        for line in _whole(earlier) if earlier else ():
            self._file.write(BEGUN + line + b"\n")
            self._count(decode(PageResult, json.loads(line)))

    def __enter__(self) -> "Part":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def begin(self) -> None:
        """Notes that a page is at work."""
        self._file.write(BEGUN)

    def add(self, result: PageResult) -> None:
        """Keeps the result of the page that was begun."""
        self._file.write(json.dumps(encode(result), separators=(",", ":")).encode() + b"\n")
        self._count(result)

    def lines(self) -> Iterator[bytes]:
        """The results, each a line of JSON with its end."""
        with self.path.open("rb") as file:
            yield from (line[len(BEGUN) :] for line in file)

    def _count(self, result: PageResult) -> None:
        self.pages += 1
        self.failed += not result.report.ok
        self.killed += result.report.error == KILLED
        self.passed_over += result.passed_over
        self.findings += len(result.report.findings)


def name_of(shard: str, *, prefilter: bool) -> str:
    """With which the names of a shard's temporary files begin."""
    return f"{shard}-{'p' if prefilter else 'w'}"


def progress(folder: Path, shard: str, *, prefilter: bool) -> Progress:
    """How far the attempts on a shard have come."""
    longest = _longest(folder, name_of(shard, prefilter=prefilter))
    return _progress(longest) if longest else Progress(0, begun=False)


def clear(folder: Path, shard: str) -> None:
    """Takes away whatever attempts on a shard have left."""
    for path in folder.glob(f"{shard}-*"):
        path.unlink(missing_ok=True)


def _longest(folder: Path, name: str) -> Path | None:
    return max(sorted(folder.glob(f"{name}-*.part")), key=_progress, default=None)


def _progress(path: Path) -> Progress:
    pages = size = 0
    for line in _whole(path):
        pages += 1
        size += len(BEGUN) + len(line) + 1
    with path.open("rb") as file:
        file.seek(size)
        return Progress(pages, file.read(1) == BEGUN)


def _whole(path: Path) -> Iterator[bytes]:
    """The lines that are whole, from the first on; after a loss of power the end of a file may be anything."""
    with path.open("rb") as file:
        for line in file:
            said = line[len(BEGUN) : -1]
            if not (line.startswith(BEGUN) and line.endswith(b"\n") and _is_json(said)):
                return
            yield said


def _is_json(said: bytes) -> bool:
    try:
        json.loads(said)
    except ValueError:
        return False
    return True
