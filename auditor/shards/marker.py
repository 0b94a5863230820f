"""The marker beside a shard's output: it is there once the output is whole, and says what it holds."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from auditor.shards.work import Done


def output_of(out: Path, shard: str) -> Path:
    """Where the results of a shard lie."""
    return out / f"{shard}.jsonl.gz"


def marker_of(out: Path, shard: str) -> Path:
    """Where the marker of a shard lies."""
    return out / f"{shard}.done"


def written(done: Done) -> bytes:
    """The marker as stored."""
    return json.dumps(asdict(done), indent=0).encode() + b"\n"


def finished(out: Path, shard: str) -> Done | None:
    """What the marker of a shard says; None where there is none, or it does not hold for the output."""
    done = _read(marker_of(out, shard))
    return done if done and done.id == shard and _holds(done, output_of(out, shard)) else None


def _read(path: Path) -> Done | None:
    try:
        return Done(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _holds(done: Done, output: Path) -> bool:
    try:
        with output.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == done.sha256
    except OSError:
        return False
