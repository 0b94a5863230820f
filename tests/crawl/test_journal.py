import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.crawl import Journal
from auditor.errors import UsageError
from auditor.model.scan import Capture, Outcome, Reason, Record

RECORD = Record("evidence/0002/00001.warc.gz", 100, 50, "ab" * 32)
LATER = Record("evidence/0002/00001.warc.gz", 150, 60, "cd" * 32)
EARLIER = Record("evidence/0001/00003.warc.gz", 7_000, 80, "ef" * 32)
WHOLE = Capture(
    "https://example.org/a", Outcome.PAGE, Reason.SIZE, "said", RECORD, "2026-11-25T03:35:07Z", 200,
    "https://example.org/b", '"v1"', "Tue, 03 Nov 2026 10:00:00 GMT", 3,
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "0002" / "captures.sqlite"


def test_what_is_added_is_there_when_the_file_is_opened_again(path: Path) -> None:
    bare = Capture("docs/é.html", Outcome.FAILED)
    with Journal(path) as journal:
        assert journal.add(WHOLE)
        assert journal.add(bare)
    with Journal(path) as journal:
        assert list(journal.captures()) == [bare, WHOLE]
        assert journal.get(WHOLE.location) == WHOLE
        assert journal.get("elsewhere") is None
        assert WHOLE.location in journal
        assert "elsewhere" not in journal


def test_a_location_is_settled_once(path: Path) -> None:
    with Journal(path) as journal:
        assert journal.add(WHOLE)
        assert not journal.add(Capture(WHOLE.location, Outcome.FAILED))
        assert list(journal.captures()) == [WHOLE]


def test_captures_come_in_the_order_of_their_locations(path: Path) -> None:
    with Journal(path) as journal:
        for location in ("b", "é", "a", "B", "a/b", "a-b"):
            journal.add(Capture(location, Outcome.PAGE))
        assert [each.location for each in journal.captures()] == sorted(("b", "é", "a", "B", "a/b", "a-b"))


def test_the_last_record_is_the_one_written_last(path: Path) -> None:
    with Journal(path) as journal:
        assert journal.last_record() is None
        journal.add(Capture("a", Outcome.FAILED))
        assert journal.last_record() is None
        journal.add(Capture("z", Outcome.PAGE, record=RECORD))
        journal.add(Capture("b", Outcome.SKIPPED))
        assert place(journal.last_record()) == place(RECORD)
        journal.add(Capture("c", Outcome.UNCHANGED, record=EARLIER), LATER)
        assert place(journal.last_record()) == place(LATER)
        journal.add(Capture("d", Outcome.UNCHANGED, record=EARLIER))
        assert place(journal.last_record()) == place(LATER)
        assert journal.get("c") == Capture("c", Outcome.UNCHANGED, record=EARLIER)


def place(record: Record | None) -> tuple[str, int, int] | None:
    return (record.file, record.offset, record.length) if record else None


def test_counts(path: Path) -> None:
    with Journal(path) as journal:
        for number, reason in enumerate((None, None, Reason.ROBOTS, Reason.GONE, Reason.ROBOTS)):
            outcome = Outcome.SKIPPED if reason else Outcome.PAGE
            journal.add(Capture(str(number), outcome, reason))
        assert journal.counts() == {
            (Outcome.PAGE, None): 2, (Outcome.SKIPPED, Reason.GONE): 1, (Outcome.SKIPPED, Reason.ROBOTS): 2
        }  # fmt: skip


def test_what_is_done_together_is_undone_together(path: Path) -> None:
    with Journal(path) as journal:
        with pytest.raises(KeyboardInterrupt):
            add_and_be_stopped(journal)
        assert list(journal.captures()) == []
        with journal.whole():
            journal.add(WHOLE)
        assert list(journal.captures()) == [WHOLE]


def add_and_be_stopped(journal: Journal) -> None:
    with journal.whole():
        journal.add(WHOLE)
        with journal.whole():
            journal.add(Capture("b", Outcome.PAGE))
        raise KeyboardInterrupt


def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    path = tmp_path / "captures.sqlite"
    path.write_text("Not a database, but long enough to be taken for one at first sight." * 20, "utf-8")
    with pytest.raises(UsageError, match=r"captures\.sqlite: the journal of the run cannot be opened"):
        Journal(path)
    with pytest.raises(UsageError, match="cannot be opened"):
        Journal(path / "below.sqlite")


WRITER = """
import sys
from pathlib import Path
from auditor.crawl import Journal
from auditor.model.scan import Capture, Outcome
journal = Journal(Path(sys.argv[1]))
number = 0
while True:
    journal.add(Capture(f"{number:06}", Outcome.PAGE))
    print(number, flush=True)
    number += 1
"""


@pytest.mark.parametrize("after", [1, 37, 200])
def test_what_was_committed_survives_a_kill(path: Path, after: int) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(after):
            line = writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)
    with Journal(path) as journal:
        kept = [int(each.location) for each in journal.captures()]
    assert kept == list(range(len(kept)))
    assert len(kept) > int(line)


def test_the_file_is_plain_sqlite(path: Path) -> None:
    with Journal(path) as journal:
        journal.add(WHOLE)
    base = sqlite3.connect(path)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()


@pytest.mark.parametrize("name", ["\udcff.html", "\ud800", "a\x00b", "é"])
def test_names_of_files_that_are_no_unicode(path: Path, name: str) -> None:
    capture = Capture(name, Outcome.FAILED, Reason.UNREADABLE, f"{name} cannot be read")
    with Journal(path) as journal:
        journal.add(capture)
        assert name in journal
        assert journal.get(name) == capture
        assert list(journal.captures()) == [capture]


@given(st.text(), st.sampled_from(Outcome), st.none() | st.sampled_from(Reason), st.text(), st.integers(0, 2**40))
def test_any_capture_comes_back(location: str, outcome: Outcome, reason: Reason | None, text: str, number: int) -> None:
    capture = Capture(location, outcome, reason, text, Record(text, number, number, text), text, 1, text, text, text, 2)
    with Journal(Path(":memory:")) as journal:
        journal.add(capture)
        assert list(journal.captures()) == [capture]
