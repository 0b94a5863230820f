"""The schema as ordered steps: NNNN.sql leads from version NNNN - 1 to version NNNN."""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from auditor.errors import UsageError

APPLICATION = 0x41554454
""""AUDT": marks the file as a store of the auditor (SQLite file format 1.3.14)."""


@cache
def steps() -> tuple[str, ...]:
    """The SQL of each step, in order."""
    found = [each for each in files(__name__).iterdir() if each.name.endswith(".sql")]
    return tuple(each.read_text("utf-8") for each in sorted(found, key=lambda each: each.name))


def migrate(connection: sqlite3.Connection, path: Path, known: Sequence[str]) -> None:
    """Brings a store up to the newest version, one transaction a step; two processes may do so at once.

    Raises:
        UsageError: the file is of another program, or of a newer version of this one.
    """
    while _version(connection, path, known) < len(known):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _step(connection, _version(connection, path, known), known)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _step(connection: sqlite3.Connection, version: int, known: Sequence[str]) -> None:
    if version == len(known):
        return  # another process was faster
    for statement in _statements(known[version]):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {version + 1}")


def _version(connection: sqlite3.Connection, path: Path, known: Sequence[str]) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application != APPLICATION:
        raise UsageError(f"{path}: this is a database of another program; name another folder with --store")
    if version > len(known):
        raise UsageError(
            f"{path}: the store has schema version {version}, this auditor knows up to {len(known)}; "
            "use the newer auditor that wrote it, or name another folder with --store"
        )
    return int(version)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; a trigger, with the semicolons in it, is one."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
