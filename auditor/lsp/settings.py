"""The settings file that governs a document, read again when it changed.

A file that cannot be understood is a problem to show; until it is mended the last settings that
could be read hold, or the defaults.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from auditor import check
from auditor.errors import UsageError
from auditor.settings import Settings
from auditor.settings.effective import settings_from
from auditor.settings.files import Said, find, load

_MISTAKE = re.compile(r"(?P<file>.+?)(?::(?P<line>\d+))?: (?P<said>.*)", re.DOTALL)
_LINE_SAID = re.compile(r"\bat line (\d+)")

Stamp = Mapping[str, tuple[int, int]]
"""File to the time of its last change, in nanoseconds, and its size; zeros for a file that is gone."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a settings file, and on which zero-based line."""

    path: Path
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Governing:
    """The settings for a document, and what is wrong with their file."""

    settings: Settings
    problem: Problem | None = None


class SettingsFiles:
    """Remembers the settings files it has read."""

    def __init__(self) -> None:
        self._read: dict[tuple[Path, Path], tuple[Stamp, Settings]] = {}

    def governing(self, folder: Path | None, base: Path) -> Governing:
        """The settings for the documents of a folder; the defaults without one.

        Args:
            folder: where the document is.
            base: the folder to which the locations of pages are relative.
        """
        today = date.today()
        if folder is None:
            return Governing(Settings(as_of=today))
        path: Path | None = None
        try:
            path = find(folder)
            found = self._settings(path, base) if path else Settings()
            return Governing(replace(found, as_of=today))
        except UsageError as error:
            last = self._read[path, base][1] if path and (path, base) in self._read else Settings()
            return Governing(replace(last, as_of=today), _problem(str(error), path or folder))

    def _settings(self, path: Path, base: Path) -> Settings:
        known = self._read.get((path, base))
        if known and _stamp(known[0]) == known[0]:
            return known[1]
        said = load(path)
        stamp = _stamp(_files(said) | {str(path)})
        settings = settings_from(said, {rule.id: rule.options for rule in check.rules()})
        overrides = tuple(replace(each, folder=os.path.relpath(each.folder, base)) for each in settings.overrides)
        settings = replace(settings, overrides=overrides)
        self._read[path, base] = stamp, settings
        return settings


def _files(said: Said) -> set[str]:
    """The files that said something."""
    return {value.file.name for values in said.values() for value in values if value.file.text}


def _stamp(names: Iterable[str]) -> Stamp:
    return {name: _state(Path(name)) for name in names}


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _problem(message: str, default: Path) -> Problem:
    """The file and line that an error names, as far as it does."""
    match = _MISTAKE.fullmatch(message)
    path = Path(match["file"]).absolute() if match else default
    if not match or not path.is_file():
        return Problem(default, 0, message)
    line = match["line"] or (found[1] if (found := _LINE_SAID.search(message)) else "1")
    return Problem(path, int(line) - 1, match["said"])
