"""Folders and globs: the pages below them, in a stable order."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import FetchError
from auditor.fetch import media
from auditor.fetch.globs import Parts, Pattern, is_glob
from auditor.fetch.ignored import Ignored, ignored_above

Found = Iterator[str | FetchError]
"""Locations of pages; an error where a folder could not be read."""

_LEFT_OUT = "hidden files, node_modules and what .gitignore names are left out; name a file to audit it anyway"


def pages_in(folder: str) -> Found:
    """The pages in a folder and the folders below it, or an error where there are none."""
    suffixes = " ".join(media.PAGES)
    nothing = f"holds no page; expected files ending in {suffixes} ({_LEFT_OUT})"
    return _or_error(_Walk(Path(folder), Pattern()).files(), FetchError(folder, nothing))


def pages_like(glob: str) -> Found:
    """The pages that a glob matches, with those in the folders that it matches; or an error."""
    names = Path(glob).parts
    fixed = next(at for at, name in enumerate(names) if is_glob(name))
    folder = Path(*names[:fixed])
    found = _Walk(folder, Pattern(names[fixed:])).files() if os.path.isdir(folder) else iter(())
    return _or_error(found, FetchError(glob, f"matches no page; check the pattern ({_LEFT_OUT})"))


def _or_error(found: Found, nothing: FetchError) -> Found:
    """What was found, or the error that says there is nothing."""
    yield next(found, nothing)
    yield from found


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file or folder on the way; `ignored` is what holds in the folder that it stands in."""

    parts: Parts
    is_folder: bool
    ignored: Ignored


class _Walk:
    """Through a folder and those below it.

    Links to folders are not followed, so that no circle can trap the walk; links to files are.
    """

    def __init__(self, root: Path, pattern: Pattern) -> None:
        self.root = root
        self.real = root.resolve()
        self.pattern = pattern

    def files(self) -> Found:
        """The files that are meant, folder by folder in the order of their names."""
        pending = [_Entry((), is_folder=True, ignored=ignored_above(self.real))]
        while pending:
            entry = pending.pop()
            path = str(self.root.joinpath(*entry.parts))
            if not entry.is_folder:
                yield path
                continue
            try:
                pending += sorted(self._held(entry, path), key=lambda held: held.parts, reverse=True)
            except OSError as error:
                yield FetchError(path, f"the folder cannot be read ({error.strerror}); check its permissions")

    def _held(self, folder: _Entry, path: str) -> Iterator[_Entry]:
        """The entries of a folder that are worth a look."""
        real = str(self.real.joinpath(*folder.parts))
        ignored = folder.ignored.within(real)
        with os.scandir(path) as found:
            for each in found:
                entry = _Entry((*folder.parts, each.name), each.is_dir(follow_symlinks=False), ignored)
                if self._is_meant(entry, each) and not ignored.covers(real + os.sep + each.name, entry.is_folder):
                    yield entry

    def _is_meant(self, entry: _Entry, found: os.DirEntry[str]) -> bool:
        if found.name.startswith("."):
            return False
        if entry.is_folder:
            return found.name != "node_modules" and self.pattern.enters(entry.parts)
        return self.pattern.takes(entry.parts) and _is_file(found)


def _is_file(found: os.DirEntry[str]) -> bool:
    """Whether it is a file or a link to one; no device, named pipe, or link that leads nowhere."""
    try:
        return found.is_file()
    except OSError:
        return False
