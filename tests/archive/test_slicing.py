import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.archive import ArchivedPage, pages, slices
from auditor.errors import UsageError
from auditor.model.scan import Slice
from tests.archive.examples import HTML, INFO, LIMIT, exchange, members, response, warc, written

ASKED = warc(b"GET / HTTP/1.1\r\n\r\n", kind="request", uri="https://tea.example/")
PAGES = 30
RECORDS = [INFO, *(part for n in range(PAGES) for part in (ASKED, response(HTML + b"%d" % n, n)))]


@given(st.integers(1, 40), st.integers(1, 5_000), st.booleans(), st.integers(0, 400))
def test_stretches_cover_an_archive_and_count_its_pages(
    tmp_path_factory: pytest.TempPathFactory, most: int, size: int, packed: bool, cut: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "slices.warc.gz"
    content = members(RECORDS) if packed else b"".join(RECORDS)
    path.write_bytes(content[: len(content) - cut])
    found = list(slices(path, most, size))
    assert [part.start for part, _ in found] == [0, *(part.end for part, _ in found[:-1])]
    assert found[-1][0].end == path.stat().st_size
    everything = list(pages(Slice(str(path)), path.parent, LIMIT))
    assert [page for part, _ in found for page in pages(part, path.parent, LIMIT)] == everything
    for part, count in found:
        assert sum(isinstance(each, ArchivedPage) for each in pages(part, path.parent, LIMIT)) == count <= most


def test_a_stretch_ends_after_so_many_pages_or_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(RECORDS))
    assert [count for _, count in slices(path, 7)] == [7, 7, 7, 7, 2]
    step = len(ASKED + response(HTML + b"10", 10))
    sizes = [(part.end or 0) - part.start for part, _ in slices(path, size=5 * step)]
    assert all(4 * step < size <= 7 * step for size in sizes[:-1])


def test_an_archive_compressed_as_a_whole_is_one_stretch(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(RECORDS)))
    assert list(slices(path, 7)) == [(Slice(str(path), 0, None), PAGES)]


def test_an_archive_of_the_store_is_named_by_its_place_there(tmp_path: Path) -> None:
    written(tmp_path, map(exchange, range(3)))
    path = tmp_path / "evidence/0001/00001.warc.gz"
    ((part, count),) = slices(path, store=tmp_path)
    assert (part, count) == (Slice("evidence/0001/00001.warc.gz", 0, path.stat().st_size), 3)
    ((outside, _),) = slices(path)
    assert outside.file == str(path)


def test_an_archive_that_cannot_be_read_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.warc: the archive cannot be read \(No such file"):
        list(slices(tmp_path / "none.warc"))


def test_an_empty_archive_is_an_empty_stretch(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"")
    assert list(slices(tmp_path / "a.warc")) == [(Slice(str(tmp_path / "a.warc"), 0, 0), 0)]
