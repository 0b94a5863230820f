"""The time, for what happens once: a page was captured, a run begun, a decision taken. No audit may ask for it."""

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """A time in UTC as captures, WARC-Date (WARC 1.1, 5.4), runs and decisions have it: "2026-11-25T03:35:07Z"."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def now() -> str:
    """The time now."""
    return stamp(datetime.now(UTC))
