"""What the settings of a watched audit are made of: looked at, and read again when it changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from auditor.configure import Configured
from auditor.errors import UsageError
from auditor.settings.behind import Stamp, files_behind, stamp
from auditor.settings.files import shown_path

HOLD = "the settings from before hold until it is mended"


class SettingsFiles:
    """The settings file, what it extends, house rules, packs and baseline.

    Args:
        current: the settings as they were read.
        find: names the settings file that governs now; a UsageError where that cannot be told.
        read: reads the settings anew; a UsageError where they are wrong.
    """

    def __init__(self, current: Configured, find: Callable[[], Path | None], read: Callable[[], Configured]) -> None:
        self.current = current
        """As last read without a mistake."""
        self.problem = ""
        """What is wrong with the files as they are now, in a line; "" for nothing."""
        self._find, self._read = find, read
        self._behind = _names(current)
        self._seen = self._look()

    def changed(self) -> bool:
        """Whether a file is no longer as it was when it was read, or another settings file governs."""
        return self._look() != self._seen

    def read_again(self) -> str:
        """Reads the settings; says in a line what changed, "" where nothing that matters, or where they are wrong."""
        before, (governing, now) = self._seen[1], self._look()
        self._seen = governing, now
        try:
            made = self._read()
        except UsageError as error:
            self.problem = f"{' '.join(str(error).split())}; {HOLD}"
            return ""
        new = set(made.settings.house_rules) - set(self.current.settings.house_rules)
        self.current, self.problem, self._behind = made, "", _names(made)
        self._seen = governing, {name: now.get(name, state) for name, state in self._look()[1].items()}
        return _news({name for name in {**before, **now} if before.get(name) != now.get(name)} | new)

    def _look(self) -> tuple[Path | str | None, Stamp]:
        """The file that governs, or why that cannot be told, and the state of all files."""
        try:
            governing = self._find()
        except UsageError as error:
            return str(error), stamp(self._behind)
        return governing, stamp((*self._behind, *([str(governing)] if governing else [])))


def _names(made: Configured) -> tuple[str, ...]:
    return tuple(map(str, files_behind(made.file, made.settings)))


def _news(changed: set[str]) -> str:
    """Which files are not as they were; a folder is only looked at to find new ones."""
    files = sorted({shown_path(Path(name).absolute()) for name in changed if not Path(name).is_dir()})
    return f"{', '.join(files)} changed; the pages are audited again" if files else ""
