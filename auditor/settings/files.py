"""Settings files: found by walking up, joined with what they extend and with their profile.

A file is `auditor.toml`, or `pyproject.toml` with a table `[tool.auditor]`. Where a file and one it
extends speak of the same, tables and lists add up; `select` and single values are replaced.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

from auditor.errors import UsageError
from auditor.model import Confidence, Severity
from auditor.settings.lines import Path as KeyPath
from auditor.settings.lines import line_of
from auditor.settings.typed import File, key_of, read_said

NAME, SHARED_NAME = "auditor.toml", "pyproject.toml"


class Level(StrEnum):
    """A severity, or off."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class OverrideTable:
    """Choices for some files only: an entry of `[[overrides]]`."""

    paths: tuple[str, ...] = ()
    """Patterns as in .gitignore, relative to the file's folder."""
    select: tuple[str, ...] = ()
    """Rules to run on these files."""
    ignore: tuple[str, ...] = ()
    """Rules to leave out on these files."""
    severity: Mapping[str, Level] = field(default_factory=dict)
    """Rule to severity on these files."""
    rules: Mapping[str, object] = field(default_factory=dict)
    """Rule to a table of its options on these files."""


@dataclass(frozen=True, slots=True)
class SettingsTable:
    """What a settings file can say."""

    extends: tuple[str, ...] = ()
    """Files whose settings come first, relative to this file."""
    profile: str = ""
    """What kind of page is audited, and where it is read: it chooses rules and severities."""
    select: tuple[str, ...] = ()
    """Rules to run; all by default."""
    ignore: tuple[str, ...] = ()
    """Rules to leave out."""
    severity: Mapping[str, Level] = field(default_factory=dict)
    """Rule to the severity of its findings; "off" leaves the rule out."""
    rules: Mapping[str, object] = field(default_factory=dict)
    """Rule to a table of its options (`auditor explain RULE` lists them)."""
    overrides: tuple[OverrideTable, ...] = ()
    """Choices for some files only; later ones win."""
    fail_on: Severity | None = Severity.ERROR
    """Findings at or above it make the exit status 1; "never" for none."""
    min_confidence: Confidence = Confidence.LOW
    """Findings less sure than that are left out."""
    max_findings: int | None = None
    """More findings than that make the exit status 1, whatever their severity; "never" for no limit."""
    require_reason: bool = False
    """Whether a suppression without a reason is a finding."""
    sites: tuple[str, ...] = ()
    """Host names of one's own: links to them are no sources."""
    sources: tuple[str, ...] = ()
    """Names of works that readers are known to find: they count as identifiable sources."""
    allow: tuple[str, ...] = ()
    """Terms: a finding whose words hold one of them is left out."""
    exclude: tuple[str, ...] = ()
    """Patterns as in .gitignore: files in folders that are not audited."""
    house_rules: tuple[str, ...] = ()
    """Files of house rules (globs), relative to this file."""
    packs: tuple[str, ...] = ()
    """Folders of rules written in Python, relative to this file. They are run: name only what you trust."""
    baseline: str = ""
    """The file of accepted findings, relative to this file."""
    docs_url: str = ""
    """Address of the rules' documentation, with "{rule}" for a rule's id: reports link to it."""


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that was said: the value, the file that said it and where in it."""

    value: Any
    file: File
    path: KeyPath

    @property
    def origin(self) -> str:
        """File and line, or the name of the profile."""
        return f"{self.file.name}:{line_of(self.file.text, self.path)}" if self.file.text else self.file.name


Said = Mapping[str, tuple[Value, ...]]
"""Field of SettingsTable to everything said of it, the weightiest last."""


def find(start: Path) -> Path | None:
    """The settings file that governs a folder: the nearest on the way up."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
        shared = folder / SHARED_NAME
        if shared.is_file() and "tool" in (table := _parse(shared)[1]) and "auditor" in table["tool"]:
            return shared
    return None


def common_folder(targets: Sequence[str]) -> Path:
    """The deepest folder that holds all files among the targets; the working folder where there is none."""
    paths = [Path(each).absolute() for each in targets if each != "-" and "://" not in each]
    if not paths:
        return Path.cwd()
    common = Path(os.path.commonpath([os.path.normpath(each) for each in paths]))
    return common if common.is_dir() else common.parent


def load(path: Path) -> Said:
    """Everything a settings file says, together with its profile and what it extends.

    Raises:
        UsageError: a file is missing or no TOML, or has an unknown key or a wrong value.
    """
    joined: dict[str, tuple[Value, ...]] = {}
    for name, value in _layers(path, ()):
        joined[name] = (*joined.get(name, ()), value)
    return joined


def _layers(path: Path, above: tuple[Path, ...]) -> Iterator[tuple[str, Value]]:
    if path in above:
        raise UsageError(f"{shown_path(path)}: extends itself by way of {shown_path(above[-1])}")
    file, table = _parse(path)
    prefix: KeyPath = ("tool", "auditor") if path.name == SHARED_NAME else ()
    own: Any = table
    for key in prefix:
        own = own.get(key, {})
    said = read_said(SettingsTable, _listed(own), file, prefix)
    for number, each in enumerate(said.pop("extends", ())):
        below = (path.parent / each).resolve()
        if not below.is_file():
            raise file.mistake((*prefix, "extends", number), f"no such file to extend: {each!r}")
        yield from _layers(below, (*above, path))
    if said.get("profile"):
        yield from _profile(said["profile"], file, (*prefix, "profile"))
    for name, value in said.items():
        yield name, Value(value, file, (*prefix, key_of(name)))


def _listed(table: Any) -> Any:
    """`extends` may be one name instead of a list."""
    return {**table, "extends": [table["extends"]]} if isinstance(table.get("extends"), str) else table


def _profile(name: str, file: File, path: KeyPath) -> Iterator[tuple[str, Value]]:
    profiles = read_profiles()
    if name not in profiles:
        raise file.mistake(path, f"no profile {name!r}; there are {', '.join(profiles)}")
    source = File(f"profile {name}", "")
    for key, value in read_said(SettingsTable, profiles[name], source).items():
        yield key, Value(value, source, (key,))


def read_profiles() -> Mapping[str, Mapping[str, Any]]:
    """The built-in profiles: name to a table as in a settings file."""
    return tomllib.loads(files("auditor.settings").joinpath("profiles.toml").read_text("utf-8"))


def _parse(path: Path) -> tuple[File, dict[str, Any]]:
    try:
        text = path.read_text("utf-8-sig")
        return File(shown_path(path), text), tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{shown_path(path)}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{shown_path(path)}: is no TOML file: {error}") from error


def shown_path(path: Path) -> str:
    """The path as a person in the working folder would type it."""
    inside = os.path.relpath(path)
    return str(path) if inside.startswith("..") else inside
