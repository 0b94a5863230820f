"""Globs: which paths a pattern with wildcards means."""

from dataclasses import dataclass
from fnmatch import fnmatch

from auditor.fetch import media

Parts = tuple[str, ...]
"""Names from a folder down to an entry."""


def is_glob(name: str) -> bool:
    """Whether a name has a wildcard: * ? or [...]."""
    return any(each in name for each in "*?[")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A glob, name by name: ** stands for any number of folders, no name at all for everything below."""

    names: Parts = ()

    def takes(self, file: Parts) -> bool:
        """Whether a file is meant: a page, or whatever ends in the suffix that the glob spells out."""
        wanted = media.is_page(file[-1]) or media.suffix(file[-1]) == self._suffix
        return wanted and _matches(file, self.names)

    def enters(self, folder: Parts) -> bool:
        """Whether files that are meant may stand below a folder."""
        for part, name in zip(folder, self.names, strict=False):
            if name == "**":
                return True
            if not fnmatch(part, name):
                return False
        return True

    @property
    def _suffix(self) -> str | None:
        found = media.suffix(self.names[-1]) if self.names else ""
        return found if found and not is_glob(found) else None


def _matches(parts: Parts, names: Parts) -> bool:
    """Whether a path, or a folder that it stands in, fits the names."""
    if not names:
        return True
    if names[0] == "**":
        return _matches(parts, names[1:]) or (bool(parts) and _matches(parts[1:], names))
    return bool(parts) and fnmatch(parts[0], names[0]) and _matches(parts[1:], names[1:])
