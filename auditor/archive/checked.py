"""What verifying says of each thing that it looked at."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is looked at, in the plural."""

    FILE = "files"
    RECORD = "records"
    PAGE = "pages"
    QUOTE = "quotes"


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at."""

    kind: Kind
    file: str
    """As `Record.file`."""
    offset: int | None = None
    """Of the record; None for the whole file."""
    fault: str = ""
    """What was expected and what was found; "" where it holds."""
    purged: bool = False
    """It was deleted on request, so that nothing can be said of it."""
    count: int = 1
    """How many of its kind are meant."""

    def __str__(self) -> str:
        where = self.file if self.offset is None else f"{self.file}: offset {self.offset}"
        return f"{where}: {self.fault or ('purged' if self.purged else 'verified')}"
