"""The results of a plan, once every shard is there; a part of them is never taken for the whole."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from auditor.codec import decode
from auditor.errors import InputError
from auditor.model.scan import PageResult, Shard
from auditor.shards.manifest import read_manifest
from auditor.shards.marker import finished, marker_of, output_of
from auditor.shards.work import Done

NAMED = 10


class MissingShards(InputError):  # noqa: N818 - what is missing, said where it is raised
    """Shards of a plan have no results, or damaged ones."""


def results(manifest: Path, out: Path) -> Iterator[PageResult]:
    """The results of all pages, in the order of the plan.

    Every output is held against its marker (SHA-256 and counts) before the first result is given.

    Raises:
        MissingShards: some shards were not audited, or their output is damaged; they are named.
        UsageError: the manifest cannot be read.
    """
    _whole(manifest, out)
    for shard in read_manifest(manifest):
        number = 0
        for number, result in enumerate(_results_of(shard, out), 1):  # noqa: B007 - the last is the count
            yield result
        done = finished(out, shard.id)
        if done is None or done.pages != number:
            raise MissingShards(str(manifest), f"the output of shard {shard.id} has changed while it was read")


def state(manifest: Path, out: Path) -> Iterator[tuple[Shard, Done | None]]:
    """Each shard of a plan with its marker; None where it has no valid one."""
    return ((shard, finished(out, shard.id)) for shard in read_manifest(manifest))


def remedy(out: Path, shard: Shard) -> str:
    """What is the matter with a shard that has no valid marker."""
    return "its output is damaged" if marker_of(out, shard.id).exists() else "was not audited"


def _whole(manifest: Path, out: Path) -> None:
    missing = ((shard, remedy(out, shard)) for shard, done in state(manifest, out) if done is None)
    first = list(islice(missing, NAMED))
    if first:
        more = sum(1 for _ in missing)
        named = ", ".join(f"{shard.id} ({said})" for shard, said in first)
        rest = f" and {more} more" if more else ""
        raise MissingShards(str(manifest), f"shards are missing: {named}{rest}; run the same command again")


def _results_of(shard: Shard, out: Path) -> Iterator[PageResult]:
    with gzip.open(output_of(out, shard.id), "rb") as file:
        for line in file:
            yield decode(PageResult, json.loads(line))
