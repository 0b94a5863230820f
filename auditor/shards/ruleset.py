"""A digest of all that decides findings: equal digests mean equal findings on equal pages, on any machine."""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import auditor
from auditor.catalogue import available_rules, selected_rules
from auditor.check import NOTES, Rule
from auditor.settings import Settings

WITHOUT_FINDINGS = frozenset(
    ("archive", "batch", "cli", "crawl", "export", "lsp", "report", "scan", "shards", "store", "testing",
     "api.py", "configure.py", "__main__.py")
)  # fmt: skip
"""Rooms that carry pages and findings about and decide none; a room that is not named here counts."""
READERS = ("beautifulsoup4", "charset-normalizer", "markdown-it-py", "mdit-py-plugins", "pyyaml", "spacy")
"""Packages that read pages."""
WITHOUT_EFFECT = frozenset(
    ("fail_on", "max_findings", "baseline", "docs_url", "exclude", "stdin_filename", "fetch", "profile",
     "as_of", "house_rules", "packs", "rules", "severity", "overrides", "select", "ignore")
)  # fmt: skip
"""Settings that change no finding of a page that is audited, and those that are looked at one by one."""


def ruleset(settings: Settings) -> tuple[str, dict[str, str]]:
    """A digest of all that decides findings, and one for each rule that runs.

    The first covers the auditor's code and word lists by their content, the versions of the packages
    that read pages, house rules, packs, all settings that matter and the date. A rule's own covers
    the code that all rules share, the packages, all overrides, its own module or file, its options
    and severity; not the date, which decides only whether a suppression still holds.

    Raises:
        UsageError: a house rule or pack cannot be loaded, or a rule does not exist.
    """
    rules = {rule.id: rule for rule in selected_rules(settings)}
    known = {rule.id: rule for rule in available_rules(settings)}
    special = [_override(each, known) for each in settings.overrides]
    # An override may switch any rule off for some pages, a package read them otherwise: what is gone then is not fixed.
    general = digest(engine_digest(), _versions(), _general(settings), special)
    single = {name: digest(general, _source(rule, settings), _choices(rule, settings)) for name, rule in rules.items()}
    notes = {note.id: digest(general, settings.severity.get(note.id)) for note in NOTES}
    single |= {name: found for name, found in notes.items() if name not in settings.ignore}
    whole = digest(single, settings.as_of)
    return whole, dict(sorted(single.items()))


def digest(*parts: object) -> str:
    """Of values, whatever the order of mappings and sets."""
    return hashlib.sha256(json.dumps([_plain(each) for each in parts]).encode()).hexdigest()


@cache
def engine_digest() -> str:
    """Of the code and word lists that all rules share."""
    root = Path(auditor.__file__).parent
    parts = [each for each in sorted(root.iterdir()) if each.name not in WITHOUT_FINDINGS | {"_rules"}]
    return _contents(root, (path for part in parts for path in (part, *part.rglob("*"))))


def _general(settings: Settings) -> list[object]:
    """What holds for every rule."""
    return [(each.name, getattr(settings, each.name)) for each in fields(settings) if each.name not in WITHOUT_EFFECT]


def _choices(rule: Rule, settings: Settings) -> tuple[object, ...]:
    return settings.rules.get(rule.id) or rule.options(), settings.severity.get(rule.id, rule.severity)


def _override(override: Any, known: Mapping[str, Rule]) -> object:
    """The folder of an override is where the settings file stands, which differs from machine to machine."""
    options = {name: value for name, value in override.rules.items() if name in known}
    return override.files.patterns, override.select, override.ignore, override.severity, options


def _source(rule: Rule, settings: Settings) -> str:
    """Of the files a rule is written in: its module, or its file of house rules, or its whole pack."""
    if not rule.source:
        return _module(rule.module)
    path = Path(rule.source)
    pack = next((Path(each) for each in settings.packs if path.is_relative_to(each)), None)
    return _folder(str(pack)) if pack else _contents(path.parent, (path,))


@cache
def _module(name: str) -> str:
    path = Path(str(sys.modules[name].__file__))
    return _contents(path.parent, (path,))


@cache
def _folder(name: str) -> str:
    return _contents(Path(name), Path(name).rglob("*"))


def _contents(root: Path, paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(each for each in paths if each.suffix in (".py", ".toml") and each.is_file()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()


@cache
def _versions() -> list[str]:
    python = "python {}.{}".format(*sys.version_info)
    return [python, f"auditor {auditor.__version__}", *(f"{name} {_version(name)}" for name in READERS)]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _plain(value: Any) -> Any:
    """The value as JSON has it, in one order."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_plain((each.name, getattr(value, each.name))) for each in fields(value))]
    if isinstance(value, Mapping):
        return sorted([str(key), _plain(each)] for key, each in value.items())
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(each) for each in value), key=json.dumps)
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
