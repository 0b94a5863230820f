"""What a rule says of itself, as readers of a report need it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OptionCard:
    """A rule's option."""

    name: str
    default: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """An executed example: a text, and the words that are flagged in it."""

    text: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule: id, default severity ("error", "warning", "info") and documentation."""

    id: str
    severity: str
    summary: str
    flags: str = ""
    why: str = ""
    remedy: str = ""
    limits: str = ""
    see: str = ""
    standards: tuple[str, ...] = ()
    options: tuple[OptionCard, ...] = ()
    flagged: tuple[Example, ...] = ()
    passed: tuple[Example, ...] = ()
    help: str = ""
    """Public address of a standard behind it."""
    source: str = ""
    """The file or folder of a house rule; "" for a built-in rule."""
