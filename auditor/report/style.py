"""What a writer needs to know besides the pages."""

from dataclasses import dataclass
from datetime import date

from auditor.report.cards import RuleCard


@dataclass(frozen=True, slots=True)
class Style:
    """How the text format looks."""

    width: int = 100
    """In terminal columns."""
    colour: bool = False
    brief: bool = False
    """One line a finding and nothing else."""
    detail: bool = False
    """Also confidence, fingerprint and the whole sentence."""
    links: bool = False
    """Whether places are links that the terminal can open."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is true of the whole report: the date, the look, the rules that ran."""

    as_of: date
    style: Style = Style()
    rules: tuple[RuleCard, ...] = ()
    suppressed: bool = False
    """Whether what is suppressed is shown too (JSON always has it)."""
    docs_url: str = ""
    """Address of a rule's documentation, "{rule}" for its id; "" for none."""

    def help_of(self, rule: str) -> str:
        """The address of a rule's documentation, else of the standard behind it; "" if there is neither."""
        if self.docs_url:
            return self.docs_url.replace("{rule}", rule)
        return next((card.help for card in self.rules if card.id == rule), "")
