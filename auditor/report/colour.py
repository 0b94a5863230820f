"""Colours of the text report, by meaning."""

import click

from auditor.model import Severity

_SEVERITY = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


class Painter:
    """Paints words when colour is on; returns them as they are when it is off."""

    def __init__(self, on: bool, links: bool = False) -> None:
        self.on = on
        self.links = links

    def link(self, text: str, address: str) -> str:
        """The text as a link that a terminal can open (OSC 8), where links are on."""
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if self.links else text

    def path(self, text: str) -> str:
        return self._style(text, bold=True, underline=True)

    def place(self, text: str) -> str:
        return self._style(text, fg="cyan")

    def heading(self, text: str) -> str:
        return self._style(text, bold=True)

    def good(self, text: str) -> str:
        return self._style(text, fg="green")

    def bad(self, text: str) -> str:
        return self._style(text, fg="red", bold=True)

    def dim(self, text: str) -> str:
        return self._style(text, dim=True)

    def severity(self, severity: Severity) -> str:
        return self._style(severity.value, fg=_SEVERITY[severity], bold=True)

    def mark(self, text: str, severity: Severity) -> str:
        return self._style(text, fg=_SEVERITY[severity])

    def _style(self, text: str, *, fg: str | None = None, bold: bool = False, **look: bool) -> str:
        return click.style(text, fg=fg, bold=bold or None, **look) if self.on else text
