"""How an audit runs: the choices a user can make, with their defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.model import Confidence, Severity

if TYPE_CHECKING:
    from pathspec import PathSpec


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds on fetching a URL (docs/decisions/0002-fetch-limits.md)."""

    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    total_seconds: float = 30.0
    body_bytes: int = 5_000_000
    """Of the decoded body."""
    redirects: int = 5
    allow_private: bool = False
    """Whether addresses that are not public (loopback, 10.x, ...) may be fetched."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files by patterns as in .gitignore, relative to a folder."""

    patterns: tuple[str, ...]
    folder: str = "."

    def cover(self, location: str) -> bool:
        """Whether the file at this location is meant; never a URL."""
        if "://" in location:
            return False
        inside = os.path.relpath(location, self.folder).replace(os.sep, "/")
        return not inside.startswith("../") and _matcher(self.patterns).match_file(inside)


@dataclass(frozen=True, slots=True)
class Override:
    """Choices for some files only."""

    files: Files
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    rules: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one run."""

    select: tuple[str, ...] = ()
    """Rule ids to run; empty for all."""
    ignore: tuple[str, ...] = ()
    """Rule ids to leave out."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Rule id to the severity of its findings, whatever the rule itself says."""
    rules: Mapping[str, object] = field(default_factory=dict)
    """Rule id to its options: an instance of the type the rule declares."""
    overrides: tuple[Override, ...] = ()
    """Later ones win."""
    fail_on: Severity | None = Severity.ERROR
    """Findings at or above it make the exit status 1; None for never."""
    min_confidence: Confidence = Confidence.LOW
    """Findings less sure than that are left out."""
    max_findings: int | None = None
    """More findings than that make the exit status 1 whatever their severity; None for no such limit."""
    require_reason: bool = False
    """Whether a suppression without a reason is a finding."""
    sites: tuple[str, ...] = ()
    """Host names of one's own: links to them are no sources."""
    sources: tuple[str, ...] = ()
    """Names of works that readers are known to find: they count as identifiable."""
    allow: tuple[str, ...] = ()
    """Terms: a finding whose words hold one of them is left out."""
    exclude: tuple[Files, ...] = ()
    """Files in folders that are not audited; a file named by itself is."""
    house_rules: tuple[str, ...] = ()
    """Files of house rules."""
    packs: tuple[str, ...] = ()
    """Folders of rules written in Python."""
    baseline: str = ""
    """The file of accepted findings; "" for none."""
    profile: str = ""
    docs_url: str = ""
    """Address of a rule's documentation, "{rule}" for its id; "" for none."""
    as_of: date = field(default_factory=date.today)
    """The date on which the page is judged; nothing else in an audit knows the time."""
    stdin_filename: str = ""
    """What standard input ("-") is called in the report; its suffix tells the media type."""
    file_bytes: int = 20_000_000
    """A larger file is refused."""
    fetch: FetchLimits = field(default_factory=FetchLimits)

    def at(self, location: str) -> Settings:
        """The settings for one page: the overrides that cover it laid over the general choices."""
        settings = self
        for each in self.overrides:
            if each.files.cover(location):
                settings = replace(
                    settings,
                    select=each.select or settings.select,
                    ignore=tuple(dict.fromkeys(settings.ignore + each.ignore)),
                    severity={**settings.severity, **each.severity},
                    rules={**settings.rules, **each.rules},
                )
        return settings


@cache
def _matcher(patterns: tuple[str, ...]) -> PathSpec[Any]:
    from pathspec import PathSpec

    return PathSpec.from_lines("gitignore", patterns)
