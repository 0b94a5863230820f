"""The plan step: records and archives are cut into shards."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.archive import slices
from auditor.crawl import Journal
from auditor.model.scan import Slice
from auditor.scan.inputs import Inputs

Pieces = Iterator[tuple[Slice, int]]
"""Stretches of WARC files with the number of pages in each."""


def pieces(inputs: Inputs, journal: Journal, store: Path) -> Pieces:
    """What is to be audited: the captured records in the order of the files, then the given archives."""
    for record in journal.records():
        yield Slice(record.file, record.offset, record.offset + record.length), 1
    yield from archived(inputs.archives(store))


def archived(paths: Iterable[Path]) -> Pieces:
    """The stretches of given archives."""
    for path in paths:
        yield from slices(path.resolve())
