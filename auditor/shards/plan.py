"""Plans work: stretches of evidence become shards."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.model.scan import Shard, Slice

MOST_PAGES = 2_000
MOST_BYTES = 64 * 1024 * 1024
"""A shard is a few minutes of work at most."""
FEWEST_PAGES = 50
SHARE = 8
"""A shard holds at most this part of what was planned before it, so that a small site keeps all cores busy."""


def plan(pieces: Iterable[tuple[Slice, int]], ruleset: str, version: str) -> Iterator[Shard]:
    """Shards that hold every piece, in order: 2,000 pages or 64 MB at most, the first ones fewer.

    A piece that is larger is a shard of its own. Pieces that are neighbours in a file are merged.

    Args:
        pieces: stretches of WARC files, each with the number of its pages.
        ruleset: the digest of all that decides findings.
        version: of the tool.
    """
    cut, before = _Cut(MOST_PAGES), 0
    for piece, pages in pieces:
        if not cut.has_room(piece, pages):
            yield cut.shard(ruleset, version)
            before += cut.pages
        if not cut.has_room(piece, pages) or not cut.slices:
            cut = _Cut(min(MOST_PAGES, max(FEWEST_PAGES, before // SHARE)))
        cut.add(piece, pages)
    if cut.slices:
        yield cut.shard(ruleset, version)


@dataclass(slots=True)
class _Cut:
    """A shard that is being filled."""

    most: int
    slices: list[Slice] = field(default_factory=list)
    pages: int = 0
    size: int = 0

    def has_room(self, piece: Slice, pages: int) -> bool:
        """Whether the piece fits; the first always does."""
        return not self.slices or (self.pages + pages <= self.most and self.size + _size(piece) <= MOST_BYTES)

    def add(self, piece: Slice, pages: int) -> None:
        last = self.slices[-1] if self.slices else None
        if last and last.file == piece.file and last.end is not None and last.end == piece.start:
            self.slices[-1] = Slice(piece.file, last.start, piece.end)
        else:
            self.slices.append(piece)
        self.pages += pages
        self.size += _size(piece)

    def shard(self, ruleset: str, version: str) -> Shard:
        return Shard(_id(self.slices, ruleset, version), tuple(self.slices), self.pages)


def _size(piece: Slice) -> int:
    """Bytes of a stretch; one without an end is taken for as large as may be."""
    return MOST_BYTES if piece.end is None else piece.end - piece.start


def _id(slices: Iterable[Slice], ruleset: str, version: str) -> str:
    said = [[[each.file, each.start, each.end] for each in slices], ruleset, version]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:20]
