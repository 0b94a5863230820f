"""One line on standard error that says how far a long run has come; on a terminal only."""

import sys
import time
from collections.abc import Iterable, Iterator

from auditor.model import PageReport

QUIET_SECONDS = 2.0
"""A shorter run shows nothing."""
EVERY_SECONDS = 0.2


class Progress:
    """Counts pages on one updating line."""

    def __init__(self, *, enabled: bool = True) -> None:
        self.enabled = enabled and sys.stderr is not None and sys.stderr.isatty()
        self.shown = False

    def over(self, pages: Iterable[PageReport]) -> Iterator[PageReport]:
        """The same pages; the line is gone at the end."""
        if not self.enabled:
            yield from pages
            return
        next_at = time.monotonic() + QUIET_SECONDS
        try:
            for number, page in enumerate(pages, 1):
                if time.monotonic() >= next_at:
                    self.show(f"{number:,} pages")
                    next_at = time.monotonic() + EVERY_SECONDS
                yield page
        finally:
            self.clear()

    def clear(self) -> None:
        """Takes the line away, so that another can be printed."""
        if self.shown:
            self.show("")
        self.shown = False

    def show(self, text: str) -> None:
        """Puts a text in the place of the last one."""
        self.shown = True
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
