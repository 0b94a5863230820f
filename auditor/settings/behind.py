"""The files that settings were made of, and whether one of them has changed since."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from auditor.settings.files import SHARED_NAME
from auditor.settings.model import Settings

Stamp = Mapping[str, tuple[int, int]]
"""File to the time of its last change, in nanoseconds, and its size; zeros for a file that is gone."""


def files_behind(path: Path | None, settings: Settings) -> Iterator[Path]:
    """A settings file that could be read, what it extends, the house rules, packs and baseline of its settings.

    Folders with house rules are among them: one changes when a file that a glob means comes or goes.
    """
    if path:
        yield from _with_extended(path)
    if settings.baseline:
        yield Path(settings.baseline)
    for name in settings.house_rules:
        yield from (Path(name), Path(name).parent)
    for name in settings.packs:
        yield from (Path(name), *Path(name).rglob("*.py"))


def stamp(names: Iterable[str]) -> Stamp:
    """When each was changed last."""
    return {name: _state(Path(name)) for name in names}


def _with_extended(path: Path) -> Iterator[Path]:
    yield path
    table = tomllib.loads(path.read_text("utf-8-sig"))
    own = table.get("tool", {}).get("auditor", {}) if path.name == SHARED_NAME else table
    extended = own.get("extends", [])
    for each in [extended] if isinstance(extended, str) else extended:
        yield from _with_extended((path.parent / each).resolve())


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
