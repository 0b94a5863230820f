import json
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.archive.chain import NAME, BadEntry, Chain, Entry, Event

FIRST = Entry(Event.CLOSED, "evidence/0001/00001.warc.gz", 10, "ab" * 32, 3, 1, "2026-03-04T05:06:07Z")


@pytest.fixture
def chain(tmp_path: Path) -> Chain:
    made = Chain(tmp_path)
    for number in range(4):
        made.append(replace(FIRST, file=f"evidence/0001/0000{number}.warc.gz"))
    return made


def lines(store: Path) -> list[str]:
    return (store / NAME).read_text("utf-8").splitlines(keepends=True)


def changed(store: Path, lines: list[str]) -> None:
    (store / NAME).write_text("".join(lines), "utf-8")


def bad(chain: Chain) -> list[int]:
    return [each.line for each in chain.entries() if isinstance(each, BadEntry)]


def test_each_entry_is_bound_to_the_one_before(chain: Chain) -> None:
    entries = [each for each in chain.entries() if isinstance(each, Entry)]
    assert [each.previous for each in entries] == ["", *(each.hash for each in entries[:-1])]
    assert len({each.hash for each in entries}) == 4
    assert [replace(each, previous="", hash="", file="") for each in entries] == [replace(FIRST, file="")] * 4


@pytest.mark.parametrize("field", ["bytes", "sha256", "records", "run", "file", "at", "event"])
def test_a_changed_entry_is_found(tmp_path: Path, chain: Chain, field: str) -> None:
    was = lines(tmp_path)
    entry = json.loads(was[1])
    entry[field] = {"event": "purged"}.get(field, 7 if isinstance(entry[field], int) else entry[field] + "0")
    changed(tmp_path, [was[0], json.dumps(entry) + "\n", *was[2:]])
    assert bad(chain) == [2]


def test_entries_taken_out_added_or_in_another_order_are_found(tmp_path: Path, chain: Chain) -> None:
    one, two, three, four = lines(tmp_path)
    for order, wrong in (([one, three, four], [2]), ([two, three, four], [1]), ([one, three, two, four], [2, 3, 4])):
        changed(tmp_path, order)
        assert bad(chain) == wrong
    for line in ("{}\n", "no entry\n", "[]\n", "\n", json.dumps({**json.loads(two), "more": 1}) + "\n"):
        changed(tmp_path, [one, line, two, three, four])
        assert bad(chain) == [2]
    changed(tmp_path, [one, two.replace('"closed"', '"opened"'), three, four])
    assert bad(chain)[0] == 2


def test_a_last_line_that_a_crash_cut_off_is_replaced(tmp_path: Path, chain: Chain) -> None:
    whole = lines(tmp_path)
    changed(tmp_path, [*whole, whole[0][:40]])
    assert bad(chain) == [5]
    chain.append(FIRST)
    assert bad(chain) == []
    assert lines(tmp_path)[:4] == whole
    assert len(lines(tmp_path)) == 5


def test_the_last_entry_of_a_file_counts(tmp_path: Path, chain: Chain) -> None:
    chain.append(replace(FIRST, file="evidence/0001/00001.warc.gz", event=Event.PURGED))
    assert [each.event for each in chain.latest().values()] == ["closed", "purged", "closed", "closed"]
    assert Chain(tmp_path / "none").latest() == {}
