"""How an audit runs: the choices a user can make, with their defaults."""

from dataclasses import dataclass, field
from datetime import date

from auditor.model import Severity


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
class Settings:
    """The choices of one run."""

    select: tuple[str, ...] = ()
    """Rule ids to run; empty for all."""
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    """Findings at or above it make the exit status 1; None for never."""
    as_of: date = field(default_factory=date.today)
    """The date on which the page is judged; nothing else in an audit knows the time."""
    stdin_filename: str = ""
    """What standard input ("-") is called in the report; its suffix tells the media type."""
    file_bytes: int = 20_000_000
    """A larger file is refused."""
    fetch: FetchLimits = field(default_factory=FetchLimits)
