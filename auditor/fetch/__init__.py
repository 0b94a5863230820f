"""Fetch: a location gives undecoded bytes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.model import RawPage
from auditor.settings import Settings


def expand(targets: Iterable[str]) -> Iterator[str]:
    """The locations that the targets stand for."""
    yield from targets


def fetch(location: str, settings: Settings) -> RawPage:
    """The bytes of one location."""
    return RawPage(location, Path(location).read_bytes())
