"""Manifests: what is written comes back; one that is damaged, cut off or something else is told with its line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UsageError
from auditor.model.scan import Run, Shard, Slice
from auditor.shards import Header, read_header, read_manifest, write_manifest

RUN = Run(3, ("site",), date(2026, 1, 2), "2026-01-02T00:00:00Z", version="1.2", ruleset="abc")
SHARDS = (
    Shard("one", (Slice("a.warc", 0, 10), Slice("b.warc.gz", 5, None)), 7),
    Shard("two", (Slice("c.warc", 1, 2),)),
)

slices = st.builds(Slice, st.text(min_size=1), st.integers(0, 2**50), st.none() | st.integers(0, 2**50))
shards = st.builds(Shard, st.text(), st.lists(slices, max_size=3).map(tuple), st.integers(0, 10**9))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "runs" / "0003" / "manifest.jsonl"
    write_manifest(made, RUN, SHARDS)
    return made


def test_header_and_shards_come_back(path: Path) -> None:
    assert read_header(path) == Header(3, "abc", "1.2", date(2026, 1, 2), "../..")
    assert tuple(read_manifest(path)) == SHARDS
    assert [each.name for each in path.parent.iterdir()] == ["manifest.jsonl"]


@given(st.lists(shards, max_size=4))
def test_any_shards_come_back(tmp_path_factory: pytest.TempPathFactory, made: list[Shard]) -> None:
    path = tmp_path_factory.mktemp("plan") / "manifest.jsonl"
    assert write_manifest(path, RUN, made) == len(made)
    assert list(read_manifest(path)) == made


def test_nothing_is_there_before_the_plan_is_whole(tmp_path: Path) -> None:
    def failing() -> Iterator[Shard]:
        yield SHARDS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_manifest(tmp_path / "manifest.jsonl", RUN, failing())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", range(4))
def test_a_manifest_that_was_cut_off_is_told(path: Path, kept: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:kept]))
    said = "the end of the manifest is missing" if kept else "expected the header of a manifest"
    with pytest.raises(UsageError, match=said):
        list(read_manifest(path))


@pytest.mark.parametrize(
    ("line", "damage", "said"),
    [
        (1, b"{}\n", r"manifest.jsonl:1: expected the header of a manifest"),
        (1, b'{"manifest": 1, "run": 1}\n', r"manifest.jsonl:1: the header of the manifest is damaged"),
        (1, b"WARC/1.1\n", r"manifest.jsonl:1: expected a JSON object"),
        (2, b'{"id": "one"}\n', r"manifest.jsonl:2: expected a shard"),
        (2, b'{"id": "one", "pages": 1, "slices": [["a", "b", 1]]}\n', r"manifest.jsonl:2: expected a shard"),
        (3, b"[]\n", r"manifest.jsonl:3: expected a JSON object"),
        (3, b'{"id": "one", "pa', r"manifest.jsonl:3: expected a JSON object"),
        (4, b'{"shards": 3}\n', r"manifest.jsonl:4: expected a shard"),
    ],
)
def test_damage_is_told_with_its_line(path: Path, line: int, damage: bytes, said: str) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line - 1] = damage
    path.write_bytes(b"".join(lines))
    with pytest.raises(UsageError, match=said):
        list(read_manifest(path))


def test_a_manifest_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the manifest cannot be read: No such file"):
        list(read_manifest(tmp_path / "none.jsonl"))
