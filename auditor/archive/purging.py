"""Purging: files of old runs are deleted, and the chain keeps what they were."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from auditor.archive.chain import Chain, Entry, Event, sha256_of
from auditor.archive.evidence import FOLDER
from auditor.clock import now, stamp


@dataclass(frozen=True, slots=True)
class Purged:
    """What became of a file of an old run."""

    entry: Entry
    kept: bool = False
    """A run that stays needs it."""


def purge(
    store: Path, before: date, runs: Mapping[int, str], needed: Collection[str], *, pretend: bool = False
) -> Iterator[Purged]:
    """Deletes the files of runs that began before a day, except those that are needed; the tombstone comes first.

    The latest run keeps its files whatever the day: the next scan goes on from there.

    Args:
        runs: number to the time at which a run began, for all that the store knows. Files of others belong
            to runs that were begun anew: nothing points to them, and their own time counts.
        needed: names of files, as `Record.file`, that records of runs that stay point to.
        pretend: only tell; nothing is deleted.

    Raises:
        OSError: a file cannot be deleted.
    """
    chain = Chain(store)
    for entry in [*chain.latest().values(), *_left(store, chain, runs)]:
        path = store / entry.file
        gone = entry.event is Event.PURGED and not path.exists()
        if gone or runs.get(entry.run, entry.at) >= before.isoformat():
            continue
        kept = entry.file in needed or entry.run == max(runs, default=None)
        if not (kept or pretend):
            if entry.event is not Event.PURGED:
                chain.append(replace(entry, event=Event.PURGED, at=now()))
            path.unlink(missing_ok=True)
        yield Purged(entry, kept)


def _left(store: Path, chain: Chain, runs: Mapping[int, str]) -> Iterator[Entry]:
    """Files in no entry of the chain, left by runs that were begun anew."""
    known = chain.latest()
    for path in sorted((store / FOLDER).glob("[0-9]*/*.warc.gz")):
        name, run = path.relative_to(store).as_posix(), path.parent.name
        if name not in known and run.isdecimal() and int(run) not in runs:
            at = stamp(datetime.fromtimestamp(path.stat().st_mtime, UTC))
            yield Entry(Event.REOPENED, name, path.stat().st_size, sha256_of(path), 0, int(run), at)
