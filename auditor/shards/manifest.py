"""The manifest: a plan as a file, so that any machine can do its part of it.

A header line, then a shard a line, then a line with their number, each a JSON object. It is written
and read as a stream.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from auditor.errors import UsageError
from auditor.model.scan import Run, Shard, Slice
from auditor.shards.durable import replacing, unique

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Header:
    """What a plan was made for."""

    run: int
    ruleset: str
    version: str
    """Of the tool."""
    as_of: date
    """The date on which pages are judged."""
    store: str
    """The folder that relative files of slices are looked up in, relative to that of the manifest."""


def write_manifest(path: Path, run: Run, shards: Iterable[Shard], store: str = "../..") -> int:
    """Writes a plan; the file is there once it is whole. Returns the number of shards."""
    header = {"manifest": FORMAT, "run": run.number, "ruleset": run.ruleset, "version": run.version,
              "as_of": run.as_of.isoformat(), "store": store}  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    number = 0
    with replacing(path, unique(path.parent, f".{path.name}", ".tmp")) as file:
        file.write(_line(header))
        for number, shard in enumerate(shards, 1):  # noqa: B007 - the last is their number
            file.write(_line(_said(shard)))
        file.write(_line({"shards": number}))
    return number


def read_header(path: Path) -> Header:
    """What the plan was made for.

    Raises:
        UsageError: there is no such file, or it is no manifest.
    """
    _number, said = next(_objects(path), (1, {}))
    if said.get("manifest") != FORMAT:
        raise UsageError(f"{path}:1: expected the header of a manifest; `auditor shard plan` writes one")
    try:
        return Header(said["run"], said["ruleset"], said["version"], date.fromisoformat(said["as_of"]), said["store"])
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path}:1: the header of the manifest is damaged ({error!r}); plan again") from error


def read_manifest(path: Path) -> Iterator[Shard]:
    """The shards of a plan, in order.

    Raises:
        UsageError: it is no manifest, a line is damaged, or its end is missing; said with the line.
    """
    read_header(path)
    found = 0
    for number, said in _objects(path):
        if number == 1:
            continue
        if said.keys() == {"shards"} and said["shards"] == found:
            return
        yield _shard(said, path, number)
        found += 1
    raise UsageError(f"{path}: the end of the manifest is missing (after {found} shards); plan again")


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield number, _object(line, path, number)
    except OSError as error:
        raise UsageError(f"{path}: the manifest cannot be read: {error.strerror or error}") from error


def _object(line: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise UsageError(f"{path}:{number}: expected a JSON object; the manifest is damaged, plan again")
    return said


def _said(shard: Shard) -> dict[str, Any]:
    slices = [[each.file, each.start, each.end] for each in shard.slices]
    return {"id": shard.id, "pages": shard.pages, "slices": slices}


def _shard(said: dict[str, Any], path: Path, number: int) -> Shard:
    try:
        slices = tuple(Slice(str(file), int(start), end if end is None else int(end))
                       for file, start, end in said["slices"])  # fmt: skip
        return Shard(str(said["id"]), slices, int(said["pages"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path}:{number}: expected a shard; the manifest is damaged, plan again") from error


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode() + b"\n"
