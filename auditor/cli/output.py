"""Where a report goes: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from auditor.errors import UsageError

Write = Callable[[str], object]

VTE_WITH_LINKS = 5000
"""The library behind GNOME's terminals opens links from this version on."""


@contextmanager
def opened(target: str) -> Iterator[Write]:
    """A function that writes text to the target ("-" for standard output), as UTF-8.

    A file is written beside its place and moved there at the end: after an error the old one is
    still whole. A device or named pipe is written as it is.
    """
    if target == "-":
        as_utf8(sys.stdout)
        yield sys.stdout.write
        sys.stdout.flush()
    elif Path(target).exists() and not Path(target).is_file():
        with _text_file(target) as file:
            yield file.write
    else:
        check_folder(target)
        with _replacing(Path(target).resolve()) as file:
            yield file.write


def check_folder(target: str) -> None:
    """Refuses a file that can be nowhere.

    Raises:
        UsageError: there is no folder for it.
    """
    if not Path(target).resolve().parent.is_dir():
        folder = Path(target).parent
        raise UsageError(f"{target}: cannot be written, there is no folder {folder}; make it, or name another file")


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    import tempfile  # not needed for standard output

    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with _text_file(handle) as file:
            yield file
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        os.replace(name, path)  # noqa: PTH105
    finally:
        Path(name).unlink(missing_ok=True)


def _text_file(file: str | int) -> TextIO:
    return open(file, "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: PTH123


def as_utf8(stream: object) -> None:
    """Makes a text stream take any character: UTF-8, escapes for what UTF-8 cannot hold."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def wants_colour(chosen: bool | None, target: str) -> bool:
    """The user's choice; else whether a person looks at a terminal that can show colour."""
    if chosen is not None:
        return chosen
    if target != "-" or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def opens_links(coloured: bool) -> bool:
    """Whether the terminal is one that opens links (OSC 8): one that says so in the environment."""
    told = os.environ.get
    by_name = told("TERM_PROGRAM") in ("iTerm.app", "WezTerm", "vscode", "ghostty")
    by_mark = bool(told("WT_SESSION") or told("KITTY_WINDOW_ID") or told("FORCE_HYPERLINK"))
    version = told("VTE_VERSION", "")
    return coloured and (by_name or by_mark or (version.isdigit() and int(version) >= VTE_WITH_LINKS))


def columns() -> int:
    """The width of the terminal (or of COLUMNS); 100 where there is none."""
    return max(shutil.get_terminal_size((100, 24)).columns, 40)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
