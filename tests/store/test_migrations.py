"""The file of a store: made, brought up to date, refused, told of in one line."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.store import Store
from auditor.store import database as database_module
from auditor.store.database import NAME
from auditor.store.schema import APPLICATION, steps
from tests.store.stories import Scans

SECOND = """
-- a step of a version to come; 'with a ; in it'
CREATE TABLE note (page INTEGER, words TEXT DEFAULT 'a;b');
CREATE TRIGGER note_stays BEFORE UPDATE ON note
BEGIN
    SELECT RAISE(ABORT, 'no');
    SELECT 1;
END;
INSERT INTO note (page) SELECT id FROM page;
"""
PAGE = "https://example.org/a"


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(f"PRAGMA {name}").fetchone()[0]


def newest(monkeypatch: pytest.MonkeyPatch, *more: str) -> None:
    monkeypatch.setattr(database_module, "steps", lambda: (*steps(), *more))


def test_a_new_store_has_the_newest_schema_and_a_journal_that_survives_a_kill(tmp_path: Path) -> None:
    with Store.open(tmp_path / "deep" / "store"):
        path = tmp_path / "deep" / "store" / NAME
        assert pragma(path, "user_version") == len(steps()) == 1
        assert pragma(path, "application_id") == APPLICATION
        assert pragma(path, "journal_mode") == "wal"


def test_a_store_of_version_1_is_brought_up_to_date_with_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path) as store:
        Scans(store)({PAGE: ["Tea heals."]})
    newest(monkeypatch, SECOND)
    with Store.open(tmp_path) as store:
        assert [row.location for row in store.findings(store.run("latest"))] == [PAGE]
    with closing(sqlite3.connect(tmp_path / NAME)) as raw:
        assert raw.execute("SELECT words FROM note").fetchall() == [("a;b",)]
    assert pragma(tmp_path / NAME, "user_version") == 2


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path) as store:
        Scans(store)({PAGE: ["Tea heals."]})
    newest(monkeypatch, SECOND + "INSERT INTO nowhere VALUES (1);")
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Store.open(tmp_path)
    monkeypatch.undo()
    with Store.open(tmp_path) as store:
        assert len(list(store.findings(store.run("latest")))) == 1
    with closing(sqlite3.connect(tmp_path / NAME)) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'note'").fetchone() == (0,)


def test_a_newer_store_is_refused_with_both_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newest(monkeypatch, SECOND)
    Store.open(tmp_path).close()
    monkeypatch.undo()
    with pytest.raises(UsageError, match="the store has schema version 2, this auditor knows up to 1"):
        Store.open(tmp_path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as raw:
        raw.execute("CREATE TABLE theirs (x)")
    with pytest.raises(UsageError, match="database of another program"):
        Store.open(tmp_path)
    assert pragma(tmp_path / NAME, "user_version") == 0


def test_what_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all, but longer than a header" * 99)
    with pytest.raises(UsageError, match=r"store\.sqlite: the store is damaged or no store at all") as told:
        Store.open(tmp_path)
    assert "\n" not in str(told.value)


def test_damage_within_is_one_line_too(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        Scans(store)({f"{PAGE}{n}": [f"Tea heals {n}."] for n in range(300)})
    path = tmp_path / NAME
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(UsageError, match="the store is damaged"), Store.open(tmp_path) as store:
        list(store.findings(store.run("latest")))


def test_a_store_that_is_only_read_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no store there; `auditor scan` makes one"):
        Store.open(tmp_path / "misspelt", create=False)
    assert not (tmp_path / "misspelt").exists()


def test_a_file_in_the_way_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file", "utf-8")
    with pytest.raises(UsageError, match="the store folder cannot be made"):
        Store.open(tmp_path / "store")


def test_many_processes_make_one_store(tmp_path: Path) -> None:
    program = "import sys; from pathlib import Path; from auditor.store import Store; Store.open(Path(sys.argv[1]))"
    started = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(4)]
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]
    assert pragma(tmp_path / NAME, "user_version") == 1
