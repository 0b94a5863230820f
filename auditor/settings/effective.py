"""Makes the effective Settings of everything that was said, checked against the rules there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from auditor.model import Severity
from auditor.settings.files import Level, OverrideTable, Said, Value
from auditor.settings.lines import Path as KeyPath
from auditor.settings.model import Files, Override, Settings
from auditor.settings.typed import File, nearest, read_table

_SINGLE = ("select", "fail_on", "min_confidence", "max_findings", "require_reason", "profile", "docs_url")
_ADDED = ("ignore", "sites", "sources", "allow")
_PATHS = ("house_rules", "packs")

OptionTypes = Mapping[str, type]
"""Rule id to the type that declares its options."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One effective value and where it came from."""

    key: str
    value: Any
    origin: str


def paths_in(said: Said, name: str) -> tuple[str, ...]:
    """The files that lists of this name stand for, relative to the file that says so; globs spelt out.

    Raises:
        UsageError: a name or glob stands for nothing.
    """
    return tuple(dict.fromkeys(path for value in said.get(name, ()) for path in _paths(value)))


def _paths(value: Value) -> Iterator[str]:
    folder = Path(value.file.name).parent
    for number, name in enumerate(value.value):
        found = sorted(map(str, folder.glob(name))) if not Path(name).is_absolute() else [name]
        if not found:
            raise value.file.mistake((*value.path, number), f"no such file or folder: {name!r}")
        yield from found


def settings_from(said: Said, known: OptionTypes) -> Settings:
    """The settings; raises UsageError where a rule or an option of a rule does not exist."""
    for name in ("select", "ignore"):
        for value in said.get(name, ()):
            _check_names(value.value, known, value.file, value.path)
    values: dict[str, Any] = {name: said[name][-1].value for name in _SINGLE if name in said}
    values |= {name: _together(said[name]) for name in _ADDED if name in said}
    values |= {name: paths_in(said, name) for name in _PATHS if name in said}
    severity, off = _severities(said.get("severity", ()), known)
    values["ignore"] = tuple(dict.fromkeys((*values.get("ignore", ()), *off)))
    return Settings(
        **values,
        severity=severity,
        rules=_options(said.get("rules", ()), known),
        overrides=tuple(_overrides(said.get("overrides", ()), known)),
        exclude=tuple(Files(each.value, str(Path(each.file.name).parent)) for each in said.get("exclude", ())),
        baseline=_baseline(said),
    )


def _baseline(said: Said) -> str:
    for value in reversed(said.get("baseline", ())):
        return str(Path(value.file.name).parent / value.value)
    return ""


def _together(values: Iterable[Value]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for value in values for each in value.value))


def _check_names(names: Iterable[str], known: OptionTypes, file: File, path: KeyPath) -> None:
    for name in names:
        if name not in known:
            raise file.mistake(path, f"unknown rule {name!r}{nearest(name, known)}")


def _severities(values: Iterable[Value], known: OptionTypes) -> tuple[dict[str, Severity], tuple[str, ...]]:
    """Severity by rule, and the rules that are off."""
    joined: dict[str, Level] = {}
    for value in values:
        for name in value.value:
            _check_names((name,), known, value.file, (*value.path, name))
        joined |= value.value
    severity = {name: Severity(level.value) for name, level in joined.items() if level is not Level.OFF}
    return severity, tuple(name for name, level in joined.items() if level is Level.OFF)


def _options(values: Iterable[Value], known: OptionTypes) -> dict[str, object]:
    """Options by rule: later tables replace earlier ones key by key."""
    tables: dict[str, dict[str, object]] = {}
    found: dict[str, object] = {}
    for value in values:
        for name, table in value.value.items():
            path = (*value.path, name)
            _check_names((name,), known, value.file, path)
            read_table(known[name], table, value.file, path)
            tables[name] = {**tables.get(name, {}), **table}
            found[name] = read_table(known[name], tables[name], value.file, path)
    return found


def _overrides(values: Iterable[Value], known: OptionTypes) -> Iterable[Override]:
    for value in values:
        for number, each in enumerate(value.value):
            yield _override(each, value.file, (*value.path, number), known)


def _override(table: OverrideTable, file: File, path: KeyPath, known: OptionTypes) -> Override:
    if not table.paths:
        raise file.mistake(path, "an override needs 'paths': patterns of the files it is for")
    _check_names(table.select, known, file, (*path, "select"))
    _check_names(table.ignore, known, file, (*path, "ignore"))
    severity, off = _severities((Value(table.severity, file, (*path, "severity")),), known)
    options = _options((Value(table.rules, file, (*path, "rules")),), known)
    files = Files(table.paths, str(Path(file.name).parent))
    return Override(files, table.select, (*table.ignore, *off), severity, options)


def choices(settings: Settings, said: Said, on_command_line: Iterable[str] = ()) -> tuple[Choice, ...]:
    """Every effective value with its origin, in the order of declaration."""
    given = frozenset(on_command_line)
    return tuple(
        Choice(each.name.replace("_", "-"), getattr(settings, each.name), _origin(each.name, said, given))
        for each in fields(Settings)
        if each.default is not MISSING or each.default_factory is not MISSING
    )


def _origin(name: str, said: Said, given: frozenset[str]) -> str:
    if name in given:
        return "command line"
    sources = said.get(name, ())
    return ", ".join(dict.fromkeys(value.origin for value in sources)) or "default"
