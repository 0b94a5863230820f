"""The SQLite file of a store: opened safely, written in short transactions, read as streams."""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from auditor.errors import UsageError
from auditor.store.schema import migrate, steps

NAME = "store.sqlite"
BUSY_SECONDS = 60.0
"""How long one process waits for another that is writing; a transaction takes far less."""
CACHE_KIB = 24 * 1024
"""Of the pages of the file that one connection holds in memory."""
Values = Sequence[Any] | Mapping[str, Any]
Row = tuple[Any, ...]


class Database:
    """One connection; every error of SQLite that a user can mend is a UsageError of one line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self.told():
            # The crawl asks for known captures from its own threads; SQLite itself serialises calls.
            self._connection = sqlite3.connect(
                path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
            )
        try:
            with self.told():
                self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA foreign_keys = OFF")  # rows are checked where they are made
        self._connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        migrate(self._connection, self.path, steps())
        self._to_wal()
        # With WAL, NORMAL loses at most the last commits on power loss, and never breaks the file.
        self._connection.execute("PRAGMA synchronous = NORMAL")

    def _to_wal(self) -> None:
        """Switching the journal does not wait for others by itself."""
        give_up = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
                time.sleep(0.01)

    def close(self) -> None:
        """Gives the file back."""
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all of it or nothing; waits for other writers before it begins."""
        with self.told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def run(self, statement: str, values: Values = ()) -> int:
        """Executes a statement; gives the row id of what it inserted."""
        with self.told():
            return self._connection.execute(statement, values).lastrowid or 0

    def one(self, statement: str, values: Values = ()) -> Row | None:
        """The first row, if there is one."""
        with self.told():
            row: Row | None = self._connection.execute(statement, values).fetchone()
            return row

    def rows(self, statement: str, values: Values = ()) -> Iterator[Row]:
        """The rows, as they are read."""
        with self.told():
            yield from self._connection.execute(statement, values)

    @contextmanager
    def reader(self) -> Iterator["Database"]:
        """Another connection that sees the store as it is now, whatever is written meanwhile."""
        other = Database(self.path)
        try:
            yield other
        finally:
            other.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what SQLite says of the file and its disk into one line."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            said = _said(getattr(error, "sqlite_errorname", ""))
            if not said:
                raise
            raise UsageError(f"{self.path}: {said} ({error})") from error


def _said(name: str) -> str:
    """What to tell of an error of the file; "" for an error of ours."""
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return "the store is damaged or no store at all; put a copy back, or name another folder with --store"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another process is writing to the store; try again when it is done"
    if name.startswith("SQLITE_READONLY"):
        return "the store cannot be written to, which reading it needs, too; mend its permissions, or use a copy of it"
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "the store cannot be read or written; look at the folder's permissions and the space on its disk"
    return ""
