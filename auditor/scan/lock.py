"""One scan at a time works on a store; the lock is gone with its process, however that ends."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from auditor.errors import UsageError


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the store for the time of a scan.

    Raises:
        UsageError: another scan holds it, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(folder / "lock.sqlite", timeout=0.1, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")  # the operating system gives it back when the process ends
            yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise UsageError(f"{folder}: another scan is at work on this store; wait for it or use --store") from error
        raise UsageError(f"{folder}: the store cannot be written ({error})") from error
