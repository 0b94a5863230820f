"""Archives that are cut off or damaged: what is whole is read, what is not is named, nothing ends in an exception."""

import gzip
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.archive import ArchivedPage, BadRecord, fast
from tests.archive.examples import HTML, INFO, answer, locations, members, read, response, warc

COUNT = 4
RECORDS = [INFO, *(response(HTML + b"%d" % n, n) for n in range(COUNT))]
URLS = [f"https://tea.example/{n}" for n in range(COUNT)]
PLAIN, MEMBERS = b"".join(RECORDS), members(RECORDS)


def starts(compose: Callable[[list[bytes]], bytes]) -> list[int]:
    """Where each record begins, and the end."""
    return [len(compose(RECORDS[:n])) for n in range(len(RECORDS) + 1)]


def outcome(path: Path, content: bytes) -> list[ArchivedPage | BadRecord]:
    """What both readers make of it; it must be the same."""
    path.write_bytes(content)
    found = read(path)
    with patch.object(fast, "_engine", lambda: None):
        assert read(path) == found
    return found


@pytest.mark.parametrize("compose", [b"".join, members], ids=["plain", "members"])
def test_a_cut_at_any_place_is_noticed(tmp_path: Path, compose: Callable[[list[bytes]], bytes]) -> None:
    content, places = compose(RECORDS[:3]), starts(compose)[:4]
    for end in range(1, len(content)):
        whole = sum(place <= end for place in places) - 1
        found = locations(outcome(tmp_path / "a.warc.gz", content[:end]))
        expected = URLS[: max(whole - 1, 0)] + ([] if end in places else [f"bad {places[whole]}"])
        assert found == expected, end


def test_a_cut_of_an_archive_compressed_as_a_whole_is_noticed(tmp_path: Path) -> None:
    content = gzip.compress(PLAIN, mtime=0)
    for end in range(30, len(content), 7):
        found = locations(outcome(tmp_path / "a.warc.gz", content[:end]))
        assert found[-1].startswith("bad")
        assert found[:-1] == URLS[: len(found) - 1]


@given(st.integers(0, len(MEMBERS) - 1), st.integers(1, 255))
def test_a_changed_byte_harms_no_other_record(tmp_path_factory: pytest.TempPathFactory, at: int, change: int) -> None:
    content = bytearray(MEMBERS)
    content[at] ^= change
    places = starts(members)
    hit = sum(place <= at for place in places) - 1
    found = locations(outcome(tmp_path_factory.getbasetemp() / "flip.warc.gz", bytes(content)))
    assert [each for each in found if each in URLS and each != URLS[hit - 1]] == [*URLS[: hit - 1], *URLS[hit:]][
        -COUNT:
    ] or hit == 0
    assert {each for each in found if each not in URLS} <= {f"bad {places[hit]}"}


@given(st.integers(0, len(PLAIN) - 1), st.integers(1, 255))
def test_a_changed_byte_of_a_plain_archive(tmp_path_factory: pytest.TempPathFactory, at: int, change: int) -> None:
    content = bytearray(PLAIN)
    content[at] ^= change
    found = locations(outcome(tmp_path_factory.getbasetemp() / "plain.warc", bytes(content)))
    hit = sum(place <= at for place in starts(b"".join)) - 1
    after = [each for each in found if each in URLS and URLS.index(each) > hit]
    assert after == URLS[hit + 1 :]


OTHER_BYTES = st.binary(max_size=60).filter(lambda part: not part.startswith(b"WARC/"))
"""A member that holds the first line of a header alone is what FastWARC joins to the next unnoticed."""


@given(st.lists(st.sampled_from(RECORDS) | OTHER_BYTES, max_size=6), st.booleans())
def test_nothing_ends_in_an_exception(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], packed: bool
) -> None:
    content = members(parts) if packed else b"".join(parts)
    outcome(tmp_path_factory.getbasetemp() / "any.warc", content)


@given(st.lists(st.sampled_from(RECORDS).map(lambda each: gzip.compress(each, mtime=0)) | st.binary(max_size=60)))
def test_members_among_other_bytes(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    found = outcome(tmp_path_factory.getbasetemp() / "among.warc.gz", gzip.compress(INFO, mtime=0) + b"".join(parts))
    wanted = [gzip.compress(each, mtime=0) for each in RECORDS[1:]]
    assert [each for each in locations(found) if each in URLS] == [URLS[wanted.index(p)] for p in parts if p in wanted]


FIRST, LAST = response(number=0), response(number=3)
SMALL = len(gzip.compress(FIRST, mtime=0))


@pytest.mark.parametrize(
    ("between", "reason"),
    [
        (warc(size=len(HTML) - 9), "not followed by the end"),
        (warc(size=len(HTML) + 9), "cut off"),
        (warc(size=10**9), "cut off"),
        (warc(size=10**30), "expected a number of bytes"),
        (warc(size="x"), "its Content-Length is “x”"),
        (warc(size=-4), "its Content-Length is “-4”"),
        (warc().replace(b"WARC/1.1", b"WARC/x"), "no record begins here"),
        (b"hello", "no whole header"),
        (b"WARC/1.1\r\n" + b"a" * 3_000_000, "no whole header"),
        (b"", "no whole header"),
        (response(number=1) + response(number=2), "not followed by the end"),
    ],
    ids=lambda value: ascii(value)[-40:],
)
def test_what_is_odd_between_two_records_is_named(tmp_path: Path, between: bytes, reason: str) -> None:
    first, bad, last = outcome(tmp_path / "a.warc.gz", members([FIRST, between, LAST]))
    assert locations([first, last]) == ["https://tea.example/0", "https://tea.example/3"]
    assert isinstance(bad, BadRecord)
    assert reason in bad.reason
    assert bad.offset == SMALL


@pytest.mark.parametrize("padding", [b"\0" * 512, b"\r\n", b"x"])
def test_bytes_behind_the_last_record_are_named(tmp_path: Path, padding: bytes) -> None:
    found = outcome(tmp_path / "a.warc.gz", MEMBERS + padding)
    assert locations(found) == [*URLS, f"bad {len(MEMBERS)}"]


@pytest.mark.parametrize("padding", [b"\0" * 512, b"x"])
def test_bytes_behind_the_last_plain_record_are_named(tmp_path: Path, padding: bytes) -> None:
    assert locations(outcome(tmp_path / "a.warc", PLAIN + padding)) == [*URLS, f"bad {len(PLAIN)}"]


def test_empty_lines_between_plain_records_are_borne(tmp_path: Path) -> None:
    assert locations(outcome(tmp_path / "a.warc", b"\r\n\r\n".join(RECORDS) + b"\r\n")) == URLS


@pytest.mark.parametrize("content", [b"", b"\r\n"])
def test_an_empty_archive_holds_nothing(tmp_path: Path, content: bytes) -> None:
    assert outcome(tmp_path / "a.warc", content) == []


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    for content in (HTML, b"\x28\xb5\x2f\xfd" + b"\0" * 99, gzip.compress(HTML), b"PK\x03\x04", b"\x1f\x8b"):
        (bad,) = outcome(tmp_path / "a.warc.gz", content)
        assert isinstance(bad, BadRecord)
        assert bad.offset == 0


def test_an_archive_inside_a_page_is_the_page(tmp_path: Path) -> None:
    inner = response(PLAIN, number=7)
    assert locations(outcome(tmp_path / "a.warc.gz", members([INFO, inner, LAST]))) == [
        "https://tea.example/7",
        URLS[3],
    ]
    assert locations(outcome(tmp_path / "b.warc", INFO + inner + LAST)) == ["https://tea.example/7", URLS[3]]


def test_a_record_that_unpacks_to_a_thousand_times_its_size_is_passed_over(tmp_path: Path) -> None:
    bomb = warc(b"\0" * 50_000_000, uri="file:bomb.html")
    found = outcome(tmp_path / "a.warc.gz", members([INFO, bomb, LAST]))
    assert [each.location if isinstance(each, BadRecord) else each.raw.location for each in found] == [
        "bomb.html",
        URLS[3],
    ]


@given(st.integers(-30, 900), st.sampled_from(("resource", "response", "request")))
def test_a_content_length_that_lies_is_judged_alike(
    tmp_path_factory: pytest.TempPathFactory, more: int, kind: str
) -> None:
    lying = warc(answer(), kind=kind, uri="https://tea.example/9", size=len(answer()) + more)
    for compose in (members, b"".join):
        outcome(tmp_path_factory.getbasetemp() / "lying.warc.gz", compose([INFO, FIRST, lying, LAST, FIRST]))


PIECES = (
    *(b" ", b"\t", b"\0", b"\xff", b":", b"-", b"0", b"\x85", b"\xe2\x80\xa8"),
    *(b"\r\n\r\n", b"\r\n", b"\r\nWARC/1.0\r\n"),
)


@given(st.integers(0, len(FIRST) - 1), st.sampled_from(PIECES), st.integers(0, 3))
def test_a_broken_header_is_judged_alike(
    tmp_path_factory: pytest.TempPathFactory, at: int, piece: bytes, gone: int
) -> None:
    broken = FIRST[:at] + piece + FIRST[at + gone :]
    found = outcome(tmp_path_factory.getbasetemp() / "broken.warc.gz", members([INFO, broken, LAST, INFO]))
    assert URLS[3] in locations(found)


def test_archives_are_read_without_fastwarc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.warc.gz").write_bytes(MEMBERS)
    for name in ("fastwarc", "fastwarc.warc", "warcio"):
        monkeypatch.setitem(sys.modules, name, None)
    assert fast._engine() is None
    assert locations(read(tmp_path / "a.warc.gz")) == URLS
