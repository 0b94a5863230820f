"""Targets, as a user names them, become the locations of single pages."""

import os
import re
from collections.abc import Iterable, Iterator

from auditor.errors import FetchError
from auditor.fetch import folders
from auditor.fetch.globs import is_glob

STANDARD_INPUT = "-"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_USER = re.compile(r"(?<=://)[^/?#\\]*@")


def expand(targets: Iterable[str]) -> Iterator[str | FetchError]:
    """The location of each page that the targets stand for, once each, in the order given.

    A target that stands for nothing is an error in its place. Nothing is held but the paths seen.
    """
    seen: set[str] = set()
    for target in targets:
        for found in _locations(target):
            if isinstance(found, FetchError):
                yield found
            elif (file := _identity(found)) not in seen:
                seen.add(file)
                yield found


def is_url(target: str) -> bool:
    """Whether it is an address: scheme://..."""
    return _SCHEME.match(target) is not None


def bare(url: str) -> str:
    """The address without user, password and fragment: none of them is sent or shown."""
    return without_user(url.strip().partition("#")[0])


def without_user(url: str) -> str:
    """The address without user and password."""
    return _USER.sub("", url, count=1)


def _locations(target: str) -> Iterator[str | FetchError]:
    if is_url(target):
        return iter((bare(target),))
    if target != STANDARD_INPUT and os.path.isdir(target):
        return folders.pages_in(target)
    if is_glob(target) and not os.path.lexists(target):
        return folders.pages_like(target)
    return iter((target,))


def _identity(location: str) -> str:
    """Equal for two names of one file."""
    if location == STANDARD_INPUT or is_url(location):
        return location
    try:
        return os.path.realpath(location)
    except ValueError:  # no name of a file at all; reading it says so
        return location
