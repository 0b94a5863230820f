"""The settings file that governs a document, read again when it changed, or the house rules that it names.

A file that cannot be understood is a problem to show; until it is mended the last settings that
could be read hold, or the defaults.
"""

import os
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from auditor import check
from auditor.check.baseline import Accepted
from auditor.configure import read_settings
from auditor.errors import UsageError
from auditor.settings import Files, Settings
from auditor.settings.behind import Stamp, files_behind, stamp
from auditor.settings.files import find

_MISTAKE = re.compile(r"(?P<file>.+?)(?::(?P<line>\d+))?: (?P<said>.*)", re.DOTALL)
_LINE_SAID = re.compile(r"\bat line (\d+)")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a settings file, and on which zero-based line."""

    path: Path
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Governing:
    """The settings for a document, the findings accepted in its baseline, and what is wrong with the files."""

    settings: Settings
    accepted: tuple[Accepted, ...] = ()
    problem: Problem | None = None


class SettingsFiles:
    """Remembers the settings files it has read."""

    def __init__(self) -> None:
        self.packs = False
        """Whether rules written in Python may run: a folder that is merely opened need not be trusted."""
        self._read: dict[tuple[Path, Path], tuple[Stamp, Governing]] = {}

    def governing(self, folder: Path | None, base: Path) -> Governing:
        """The settings for the documents of a folder; the defaults without one.

        Args:
            folder: where the document is.
            base: the folder to which the locations of pages are relative.
        """
        path: Path | None = None
        problem: Problem | None = None
        try:
            path = find(folder) if folder else None
            found = self._current(path, base) if path else Governing(Settings())
        except UsageError as error:
            problem = _problem(str(error), path or folder or base)
            found = self._read[path, base][1] if path and (path, base) in self._read else Governing(Settings())
        return replace(found, settings=replace(found.settings, as_of=date.today()), problem=problem)

    def _current(self, path: Path, base: Path) -> Governing:
        known = self._read.get((path, base))
        if known and stamp(known[0]) == known[0]:
            return known[1]
        _, settings = read_settings(path, packs=self.packs, anew=True)
        seen = stamp(map(str, files_behind(path, settings)))
        accepted = check.read_baseline(Path(settings.baseline)).entries if settings.baseline else ()
        made = Governing(_relative_to(base, settings), accepted)
        self._read[path, base] = seen, made
        return made


def _relative_to(base: Path, settings: Settings) -> Settings:
    """The settings with patterns that hold for locations relative to the base, not to the working folder."""
    overrides = tuple(replace(each, files=_moved(each.files, base)) for each in settings.overrides)
    return replace(settings, overrides=overrides, exclude=tuple(_moved(each, base) for each in settings.exclude))


def _moved(files: Files, base: Path) -> Files:
    return replace(files, folder=os.path.relpath(files.folder, base))


def _problem(message: str, default: Path) -> Problem:
    """The file and line that an error names, as far as it does."""
    match = _MISTAKE.fullmatch(message)
    path = Path(match["file"]).absolute() if match else default
    if not match or not path.is_file():
        return Problem(default, 0, message)
    line = match["line"] or (found[1] if (found := _LINE_SAID.search(message)) else "1")
    return Problem(path, int(line) - 1, match["said"])
