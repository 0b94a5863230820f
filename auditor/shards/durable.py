"""Files that are there whole or not at all, whatever is killed and even if the power goes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO


def unique(folder: Path, name: str, suffix: str) -> Path:
    """A path in the folder that nobody else has, found again by the glob `name-*`."""
    return folder / f"{name}-{token_hex(6)}{suffix}"


@contextmanager
def replacing(path: Path, temporary: Path) -> Iterator[BinaryIO]:
    """A file to write at a temporary path of the same file system; at the end it is moved to its place."""
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _keep(path.parent)


def _keep(folder: Path) -> None:
    """Makes the move itself last; not every system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
