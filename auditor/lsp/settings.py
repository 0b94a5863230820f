"""The settings file that governs a document, read again when it changed, or the house rules that it names.

A file that cannot be understood is a problem to show; until it is mended the last settings that
could be read hold, or the defaults.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from auditor import check
from auditor.check.baseline import Accepted
from auditor.configure import read_settings
from auditor.errors import UsageError
from auditor.settings import Files, Settings
from auditor.settings.files import SHARED_NAME, find

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
        if known and _stamp(known[0]) == known[0]:
            return known[1]
        _, settings = read_settings(path, packs=self.packs, anew=True)
        stamp = _stamp(map(str, (*_files(path), *_named(settings))))
        accepted = check.read_baseline(Path(settings.baseline)).entries if settings.baseline else ()
        made = Governing(_relative_to(base, settings), accepted)
        self._read[path, base] = stamp, made
        return made


def _relative_to(base: Path, settings: Settings) -> Settings:
    """The settings with patterns that hold for locations relative to the base, not to the working folder."""
    overrides = tuple(replace(each, files=_moved(each.files, base)) for each in settings.overrides)
    return replace(settings, overrides=overrides, exclude=tuple(_moved(each, base) for each in settings.exclude))


def _moved(files: Files, base: Path) -> Files:
    return replace(files, folder=os.path.relpath(files.folder, base))


def _files(path: Path) -> Iterator[Path]:
    """A settings file that could be read, and all that it extends."""
    yield path
    table = tomllib.loads(path.read_text("utf-8-sig"))
    own = table.get("tool", {}).get("auditor", {}) if path.name == SHARED_NAME else table
    extended = own.get("extends", [])
    for each in [extended] if isinstance(extended, str) else extended:
        yield from _files((path.parent / each).resolve())


def _named(settings: Settings) -> Iterator[Path]:
    """What the settings were made of besides their files: house rules, packs, the baseline, and folders with them.

    A folder changes when a file that a glob means comes or goes.
    """
    if settings.baseline:
        yield Path(settings.baseline)
    for name in settings.house_rules:
        yield from (Path(name), Path(name).parent)
    for name in settings.packs:
        yield from (Path(name), *Path(name).rglob("*.py"))


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
