"""Plans: every stretch once and in order, within the limits, with ids that depend on the work alone."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from auditor.model.scan import Shard, Slice
from auditor.shards import plan
from auditor.shards.plan import FEWEST_PAGES, MOST_BYTES, MOST_PAGES

Pieces = list[tuple[Slice, int]]


def shards(pieces: Iterable[tuple[Slice, int]], ruleset: str = "r", version: str = "1") -> list[Shard]:
    return list(plan(pieces, ruleset, version))


def row(file: str, sizes: Iterable[tuple[int, int, int]]) -> Pieces:
    """Stretches of a file from (gap before, bytes, pages)."""
    found, at = [], 0
    for gap, size, pages in sizes:
        found.append((Slice(file, at + gap, at + gap + size), pages))
        at += gap + size
    return found


sizes = st.tuples(st.sampled_from((0, 0, 7)), st.integers(1, MOST_BYTES), st.integers(0, MOST_PAGES))
files = st.lists(sizes, min_size=1, max_size=12)


@given(st.lists(files, max_size=4))
def test_every_byte_is_planned_once_and_in_order(drawn: list[list[tuple[int, int, int]]]) -> None:
    pieces = [piece for number, each in enumerate(drawn) for piece in row(f"{number}.warc", each)]
    made = shards(pieces)
    assert [slice for each in made for slice in merged(each.slices)] != [] or not pieces
    assert covered(slice for each in made for slice in each.slices) == covered(slice for slice, _ in pieces)
    assert sum(each.pages for each in made) == sum(pages for _, pages in pieces)
    assert len({each.id for each in made}) == len(made)
    for each in made:
        assert each.slices == tuple(merged(each.slices))


@given(st.lists(files, max_size=4))
def test_no_shard_is_larger_than_allowed(drawn: list[list[tuple[int, int, int]]]) -> None:
    pieces = [piece for number, each in enumerate(drawn) for piece in row(f"{number}.warc", each)]
    largest = max((pages for _, pages in pieces), default=0)
    for each in shards(pieces):
        assert each.pages <= max(FEWEST_PAGES, largest, MOST_PAGES)
        assert sum((slice.end or 0) - slice.start for slice in each.slices) <= MOST_BYTES


def covered(slices: Iterable[Slice]) -> list[Slice]:
    return list(merged(slices))


def merged(slices: Iterable[Slice]) -> list[Slice]:
    """Neighbours as one."""
    found: list[Slice] = []
    for each in slices:
        if found and found[-1].file == each.file and found[-1].end == each.start:
            found[-1] = Slice(each.file, found[-1].start, each.end)
        else:
            found.append(each)
    return found


def test_a_small_site_keeps_several_cores_busy_and_an_archive_has_large_shards() -> None:
    pages = row("a.warc", [(0, 100, 1)] * 300)
    assert [each.pages for each in shards(pages)] == [50] * 6
    many = [each.pages for each in shards(row("a.warc", [(0, 100, 1)] * 40_000))]
    assert max(many) == many[-2] == MOST_PAGES
    assert sum(many) == 40_000


def test_a_piece_without_an_end_is_a_shard_of_its_own() -> None:
    pieces = [(Slice("a.warc", 0, 10), 1), (Slice("b.warc.gz", 0, None), 9_000), (Slice("c.warc", 0, 10), 1)]
    assert [each.slices for each in shards(pieces)] == [(slice,) for slice, _ in pieces]


def test_an_id_changes_with_the_work_and_with_nothing_else() -> None:
    piece = (Slice("a.warc", 0, 10), 1)
    (first,), (again,) = shards([piece]), shards([piece])
    assert first == again
    others = [shards([(Slice("b.warc", 0, 10), 1)]), shards([(Slice("a.warc", 0, 11), 1)]),
              shards([piece], "other"), shards([piece], version="2")]  # fmt: skip
    assert len({first.id, *(each[0].id for each in others)}) == 5


def test_a_plan_is_a_stream() -> None:
    def endless() -> Iterable[tuple[Slice, int]]:
        at = 0
        while True:
            yield Slice("a.warc", at, at + 100), 1
            at += 100

    stream = plan(endless(), "r", "1")
    assert next(stream).pages == FEWEST_PAGES
