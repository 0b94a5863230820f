"""What a scan is made of: addresses, sitemaps, sites, start pages, archives, files, or an earlier run."""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import UsageError
from auditor.fetch import is_url

_ARCHIVE = re.compile(r"\.warc(\.gz)?$", re.IGNORECASE)
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs as given; what they stand for is found out when they are read."""

    targets: tuple[str, ...] = ()
    """Addresses, WARC files, pages, folders of pages or WARC files."""
    lists: tuple[str, ...] = ()
    """Files with an address a line; "-" for standard input."""
    sitemaps: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    """Sites whose robots.txt and sitemaps tell their pages."""
    starts: tuple[str, ...] = ()
    """Pages to crawl from."""
    depth: int = 2
    """How many links away from a start page."""
    most: int | None = None
    """Pages to fetch at most."""
    rescan: str = ""
    """An earlier run whose evidence is audited again."""

    def __post_init__(self) -> None:
        if self.rescan and self._others:
            raise UsageError("--rescan audits what an earlier run captured; give no other input with it")
        if not (self.rescan or self._others):
            raise UsageError("nothing to scan; give pages, WARC files, --urls, --sitemap, --site, --crawl or --rescan")

    @property
    def _others(self) -> bool:
        return bool(self.targets or self.lists or self.sitemaps or self.sites or self.starts)

    @property
    def described(self) -> tuple[str, ...]:
        """The inputs in words, in order: equal for two commands that mean the same scan."""
        named = (("urls", self.lists), ("sitemap", self.sitemaps), ("site", self.sites), ("crawl", self.starts))
        said = [*self.targets, *(f"{name}:{value}" for name, values in named for value in values)]
        said += [f"depth:{self.depth}"] if self.starts else []
        said += [f"max-pages:{self.most}"] if self.most is not None else []
        return (*said, *([f"rescan:{self.rescan}"] if self.rescan else []))

    @property
    def on_the_web(self) -> bool:
        """Whether anything is to be fetched."""
        return bool(self.lists or self.sitemaps or self.sites or self.starts or any(map(is_url, self.targets)))

    def addresses(self) -> Iterator[str]:
        """Every address named or listed, as written, in order.

        Raises:
            UsageError: a list cannot be read.
        """
        yield from filter(is_url, self.targets)
        for name in self.lists:
            yield from _lines(name)

    def check_list(self, name: str) -> None:
        """Looks whether a list can be read; standard input is left as it is.

        Raises:
            UsageError: it cannot.
        """
        if name != STANDARD_INPUT:
            next(_lines(name), None)

    def archives(self, store: Path) -> Iterator[Path]:
        """The WARC files named, and those in the folders named but for the store's own, in the order of their names."""
        own = store.resolve()
        for target in self.targets:
            path = Path(target)
            if not is_url(target) and path.is_dir():
                yield from (each for each in sorted(path.rglob("*")) if _is_archive(each) and not _below(each, own))
            elif _ARCHIVE.search(target) and not is_url(target):
                yield _there(path)

    def pages(self) -> tuple[str, ...]:
        """Files and folders of pages, as `auditor check` takes them; folders with WARC files alone are left out."""
        return tuple(
            target
            for target in self.targets
            if not is_url(target) and not _ARCHIVE.search(target) and not _holds_archives_only(Path(target))
        )


def _is_archive(path: Path) -> bool:
    return _ARCHIVE.search(path.name) is not None and path.is_file()


def _below(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder)


def _there(path: Path) -> Path:
    if not path.is_file():
        raise UsageError(f"{path}: no such file; expected a WARC file")
    return path


def _holds_archives_only(path: Path) -> bool:
    if not path.is_dir():
        return False
    names = [name for _, _, names in os.walk(path) for name in names if not name.startswith(".")]
    return any(map(_ARCHIVE.search, names)) and all(map(_ARCHIVE.search, names))


def _lines(name: str) -> Iterator[str]:
    """The addresses of a list; empty lines and those that begin with # are left out."""
    try:
        with sys.stdin if name == STANDARD_INPUT else open(name, encoding="utf-8-sig") as file:  # noqa: PTH123
            for line in file:
                if (said := line.strip()) and not said.startswith("#"):
                    yield said
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"{name}: the list of addresses cannot be read: {reason}") from error
