"""What git says has changed: files and lines, against a revision, with staged and untracked files."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import UsageError

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""Git's name of a tree without files: what a repository without a commit is compared with."""
_FILE = re.compile(r"^\+\+\+ (?:b/(?P<path>.*?)|\"b/(?P<quoted>.*)\"|/dev/null)\t?$")
_ESCAPE = re.compile(r"\\([0-7]{3}|.)")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_HUNK = re.compile(r"^@@ -\S+ \+(?P<first>\d+)(?:,(?P<count>\d+))? @@")


@dataclass(frozen=True, slots=True)
class Changes:
    """Changed lines by file, as absolute paths; None for a file that is new as a whole."""

    lines: Mapping[Path, tuple[tuple[int, int], ...] | None]

    def touch(self, location: str) -> bool:
        """Whether anything in the file changed."""
        return Path(location).resolve() in self.lines

    def overlap(self, location: str, first: int, last: int) -> bool:
        """Whether one of the lines first to last changed."""
        ranges = self.lines.get(Path(location).resolve(), ())
        return ranges is None or any(first <= end and start <= last for start, end in ranges)


def changes(revision: str, folder: Path) -> Changes:
    """What changed since the revision in the repository that holds the folder; renames followed.

    Raises:
        UsageError: there is no git, no repository, or no such revision.
    """
    root = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    known = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", fails="").strip()
    if not known and revision != "HEAD":
        raise UsageError(f"--changed: no revision {revision!r} in the git repository {root}")
    options = ("--no-color", "--no-ext-diff", "--unified=0", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/")
    diff = _git(root, "-c", "core.quotePath=false", "diff", *options, known or EMPTY_TREE)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    found: dict[Path, tuple[tuple[int, int], ...] | None] = {root / path: ranges for path, ranges in _read(diff)}
    found |= {root / path: None for path in new if path}
    return Changes({path.resolve(): ranges for path, ranges in found.items()})


def _read(diff: str) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """(path, changed ranges of lines) of each file of a diff; a deletion touches the lines around it."""
    path = ""
    ranges: list[tuple[int, int]] = []
    for line in diff.split("\n"):
        if line.startswith("diff --git ") and path:
            yield path, tuple(ranges)
            path, ranges = "", []
        elif match := _FILE.match(line):
            path = match["path"] or _ESCAPE.sub(_unescaped, match["quoted"] or "")
        elif match := _HUNK.match(line):
            first, count = int(match["first"]), int(match["count"] or 1)
            ranges.append((first, first + count - 1) if count else (first, first + 1))
    if path:
        yield path, tuple(ranges)


def _unescaped(match: re.Match[str]) -> str:
    """A character of a quoted file name, as git escapes it."""
    return _ESCAPES.get(match[1]) or (chr(int(match[1], 8)) if match[1].isdigit() else match[1])


def _git(folder: Path, *arguments: str, fails: str | None = None) -> str:
    """The output of a git command; `fails` in place of an error."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError as error:
        raise UsageError(f"--changed needs git, which cannot be started: {error.strerror}") from error
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "surrogateescape")
    if fails is not None:
        return fails
    said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
    raise UsageError(f"--changed needs a git repository: {said[-1].removeprefix('fatal: ')}")
