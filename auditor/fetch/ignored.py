"""What git ignores: the .gitignore files that hold in a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from auditor.fetch import gitignore


@dataclass(frozen=True, slots=True)
class Ignored:
    """The .gitignore files that hold in a folder, the nearest first; the first with an opinion decides.

    As with git, nothing inside an ignored folder can be called back: who walks must not enter it.
    """

    files: tuple[tuple[str, tuple[gitignore.Pattern, ...]], ...] = ()
    """The patterns of each, with the folder it stands in as an absolute path."""

    def within(self, folder: str) -> Ignored:
        """The same inside a folder, which may have a .gitignore of its own."""
        try:
            text = Path(folder, ".gitignore").read_text("utf-8-sig", "replace")
        except OSError:
            return self
        return Ignored(((folder, gitignore.patterns(text.split("\n"))), *self.files))

    def covers(self, path: str, is_folder: bool) -> bool:
        """Whether an absolute path below those folders is ignored."""
        for folder, patterns in self.files:
            relative = path[len(folder) :].replace(os.sep, "/").lstrip("/")
            ignored = gitignore.opinion(patterns, relative, is_folder)
            if ignored is not None:
                return ignored
        return False


def ignored_above(folder: Path) -> Ignored:
    """What holds in a folder (absolute path) from the repository around it, its own file left out.

    A folder that is itself ignored, such as a site's build output, was named on purpose: then
    nothing above it counts.
    """
    ignored = Ignored()
    for path in reversed(_up_to_repository(folder)):
        if ignored.covers(str(path), is_folder=True):
            return Ignored()
        if path != folder:
            ignored = ignored.within(str(path))
    return ignored


def _up_to_repository(folder: Path) -> tuple[Path, ...]:
    """The folder and those above it, up to the root of the repository; none outside of one."""
    above = (folder, *folder.parents)
    root = next((at for at, path in enumerate(above, 1) if os.path.exists(path / ".git")), 0)
    return above[:root]
