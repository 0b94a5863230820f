"""Purging: files of old runs are deleted, and the chain keeps what they were."""

from collections.abc import Callable, Collection, Iterator, Mapping
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
    for entry in _entries(store, lambda run: run not in runs):
        if runs.get(entry.run, entry.at) < before.isoformat():
            kept = entry.file in needed or entry.run == max(runs, default=None)
            yield _purged(store, entry, kept=kept, pretend=pretend)


def purge_abandoned(
    store: Path, abandoned: Collection[int], is_needed: Callable[[str], bool], *, pretend: bool = False
) -> Iterator[Purged]:
    """Deletes the files of runs that were begun anew, of whatever day, except those that are needed.

    Args:
        abandoned: numbers of those runs, as the store knows them: a file of any other run stays.
        is_needed: tells of a file, named as in `Record.file`, whether anything points to it.
        pretend: only tell; nothing is deleted.

    Raises:
        OSError: a file cannot be deleted.
    """
    for entry in _entries(store, lambda run: run in abandoned):
        if entry.run in abandoned:
            yield _purged(store, entry, kept=is_needed(entry.file), pretend=pretend)


def kept_of(store: Path, run: int) -> tuple[int, int]:
    """How many files of evidence a run has in the store, and their bytes."""
    sizes = [path.stat().st_size for path in (store / FOLDER / f"{run:04d}").glob("*.warc.gz")]
    return len(sizes), sum(sizes)


def _purged(store: Path, entry: Entry, *, kept: bool, pretend: bool) -> Purged:
    if not (kept or pretend):
        if entry.event is not Event.PURGED:
            Chain(store).append(replace(entry, event=Event.PURGED, at=now()))
        (store / entry.file).unlink(missing_ok=True)
    return Purged(entry, kept)


def _entries(store: Path, begun_anew: Callable[[int], bool]) -> list[Entry]:
    """What the chain says last of each file that is not purged and gone, and the files that it does not know."""
    chain = Chain(store)
    told = [each for each in chain.latest().values() if each.event is not Event.PURGED or (store / each.file).exists()]
    return [*told, *_left(store, chain, begun_anew)]


def _left(store: Path, chain: Chain, begun_anew: Callable[[int], bool]) -> Iterator[Entry]:
    """Files in no entry of the chain, left by runs that were begun anew."""
    known = chain.latest()
    for path in sorted((store / FOLDER).glob("[0-9]*/*.warc.gz")):
        name, run = path.relative_to(store).as_posix(), path.parent.name
        if name not in known and run.isdecimal() and begun_anew(int(run)):
            at = stamp(datetime.fromtimestamp(path.stat().st_mtime, UTC))
            yield Entry(Event.REOPENED, name, path.stat().st_size, sha256_of(path), 0, int(run), at)
