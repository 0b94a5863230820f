"""The one contract of all engines: `run_shard` audits a shard into a file, and does nothing twice."""

import gzip
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from auditor import archive
from auditor.archive import ArchivedPage, BadRecord, is_seekable
from auditor.errors import FetchError, UsageError
from auditor.model.scan import Shard
from auditor.shards.auditing import result_of
from auditor.shards.clock import Clock
from auditor.shards.durable import replacing, unique
from auditor.shards.marker import finished, marker_of, output_of, written
from auditor.shards.part import Part, clear
from auditor.shards.ruleset import ruleset
from auditor.shards.work import Done, Work

LEVEL = 6
"""Of gzip; with a fixed time in its header equal results are equal bytes."""
PARTS = "parts"
"""Name of the folder for what is not finished."""


def run_shard(
    shard: Shard, work: Work, out: Path, killed: frozenset[int] = frozenset(), clock: Clock | None = None
) -> Done:
    """Audits the pages of a shard into `<id>.jsonl.gz`, then writes the marker `<id>.done`.

    Where a valid marker is there nothing is done; where a worker was killed at it, the pages that
    have a result are not audited again. Both files are there whole or not at all.

    Args:
        killed: numbers of pages, from 0 in the order of the shard, that are not to be audited because
            they killed their workers.
        clock: what limits the time of a page; one of its own by default.

    Raises:
        FetchError: an archive is missing, or shorter than planned.
        UsageError: the rules here are not those the work was planned for.
        OSError: the output cannot be written.
    """
    known = known_result(shard, work, out)
    if known:
        return known
    _check(shard, work)
    folder = out / PARTS
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with clock or Clock() as limit, Part(folder, shard.id, prefilter=work.prefilter) as part:
            _audit(shard, work, part, killed, limit)
            done = _finish(shard, work, part, out)
    except FileNotFoundError:  # another worker was at the same shard and has cleared up behind itself
        known = known_result(shard, work, out)
        if not known:
            raise
        return known
    clear(folder, shard.id)
    return done


def known_result(shard: Shard, work: Work, out: Path) -> Done | None:
    """The marker of a shard that was audited in the way that is asked for; None if it was not."""
    done = finished(out, shard.id)
    return done if done and done.prefilter == work.prefilter else None


def _audit(shard: Shard, work: Work, part: Part, killed: frozenset[int], clock: Clock) -> None:
    known = part.pages
    for number, (file, found) in enumerate(_found(shard, work)):
        if number >= known:
            part.begin()
            part.add(result_of(found, file, work, clock, killed=number in killed))


def _found(shard: Shard, work: Work) -> Iterator[tuple[str, ArchivedPage | BadRecord]]:
    """The pages and unreadable records, each with the name of its archive."""
    for each in shard.slices:
        for found in archive.pages(each, Path(work.store), work.settings.file_bytes):
            yield each.file, found


def _finish(shard: Shard, work: Work, part: Part, out: Path) -> Done:
    output, content = output_of(out, shard.id), hashlib.sha256()
    with (
        replacing(output, unique(part.path.parent, part.name, ".gz")) as file,
        gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed,
    ):
        for line in part.lines():
            content.update(line)
            packed.write(line)
    with output.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    done = Done(
        shard.id, part.pages, part.failed, part.killed, part.passed_over, part.findings,
        work.prefilter, content.hexdigest(), digest, output.stat().st_size,
    )  # fmt: skip
    with replacing(marker_of(out, shard.id), unique(part.path.parent, part.name, ".tmp")) as file:
        file.write(written(done))
    return done


def _check(shard: Shard, work: Work) -> None:
    """A file that is not there now must not become pages that failed for good."""
    if work.ruleset and ruleset(work.settings)[0] != work.ruleset:
        raise UsageError("the worker has another version of the auditor or of its rules than planned for")
    ends: dict[str, int] = {}
    for each in shard.slices:
        ends[each.file] = max(ends.get(each.file, 0), each.end or 0)
    for file, end in ends.items():
        _check_archive(Path(work.store) / file, end)


def _check_archive(path: Path, end: int) -> None:
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
    except OSError as error:
        raise FetchError(str(path), f"the archive cannot be read ({error.strerror or error})") from error
    if size < end and is_seekable(path):
        raise FetchError(str(path), f"the archive has {size} bytes, expected at least {end}: it was cut off")
