"""Files and standard input: undecoded bytes, within a limit."""

import errno
import os
import stat
import sys
from typing import BinaryIO

from auditor.errors import FetchError


def read_file(location: str, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Raises:
        FetchError: it cannot be read, is larger, or is no regular file (one that may never end).
    """
    try:
        _require_regular(location)
        with open(location, "rb") as file:
            return _within(file, location, limit, os.fstat(file.fileno()).st_size)
    except OSError as error:
        raise FetchError(location, _reason(error)) from error
    except ValueError as error:
        raise FetchError(location, "is no name of a file; check the path") from error


def read_standard_input(name: str, limit: int) -> bytes:
    """What comes through standard input, to its end.

    Raises:
        FetchError: it is closed, or larger than `limit` bytes.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise FetchError(name, "standard input is closed; pipe a page into it")
    try:
        return _within(sys.stdin.buffer, name, limit)
    except OSError as error:
        raise FetchError(name, f"standard input cannot be read ({error.strerror})") from error


def _require_regular(location: str) -> None:
    mode = os.stat(location).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FetchError(location, "is a device or pipe, not a file; pipe it in instead and name it '-'")


def _within(file: BinaryIO, name: str, limit: int, likely: int | None = None) -> bytes:
    """What the file holds; memory is asked for by its likely size, since asking for all of the limit is slow."""
    first = limit if likely is None else min(likely, limit)
    content = file.read(first + 1)
    if first < len(content) <= limit:  # it has grown meanwhile
        content += file.read(limit + 1 - len(content))
    if len(content) > limit:
        raise FetchError(name, f"is larger than {limit:,} bytes; split it, or give the page without embedded data")
    return content


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return "no such file; check the path"
        case errno.EACCES | errno.EPERM:
            return "may not be read; check its permissions"
        case errno.EISDIR:
            return "is a folder; expected a file"
        case _:
            return f"cannot be read ({error.strerror}); check the path"
