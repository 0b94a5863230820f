"""What a client chooses when it starts the server: `initializationOptions`."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, fields

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices with their defaults."""

    delay: int = 150
    """Milliseconds without an edit before an audit begins."""
    documentation: str = ""
    """Address of a rule's page with "{rule}" in place of the rule's id; empty where there is none."""
    packs: bool = False
    """Whether rules written in Python that a settings file names are run."""

    def address(self, rule: str) -> str:
        """Where a rule is documented; empty where no address is known."""
        return self.documentation.replace("{rule}", rule)


_DEFAULT = Preferences()


def read_preferences(given: object) -> Preferences:
    """The preferences among `initializationOptions`; what is wrong is logged and left at its default."""
    table = given if isinstance(given, Mapping) else {}
    delay, documentation = table.get("delay", _DEFAULT.delay), table.get("documentation", "")
    if type(delay) is not int or not 0 <= delay <= 10_000:
        _log.warning("delay must be 0 to 10000 milliseconds, not %r", delay)
        delay = _DEFAULT.delay
    if not isinstance(documentation, str) or (documentation and not documentation.startswith(("https://", "http://"))):
        _log.warning("documentation must be an http address with {rule} in it, not %r", documentation)
        documentation = ""
    packs = table.get("packs", False)
    if not isinstance(packs, bool):
        _log.warning("packs must be true or false, not %r", packs)
    known = [each.name for each in fields(Preferences)]
    for name in table.keys() - {*known}:
        _log.warning("there is no option %r; there are %s", name, ", ".join(known))
    return Preferences(delay, documentation, packs is True)
