"""What a rule says of itself, for a person in an editor."""

from collections.abc import Iterator
from functools import cache

from auditor import catalogue, check
from auditor.check.suppression import NOTES
from auditor.report.cards import RuleCard
from auditor.report.explain import explanation
from auditor.report.markdown import escape

_COLUMNS = 80
"""Of a plain explanation."""


@cache
def in_markdown(rule: str) -> str:
    """The explanation as Markdown; empty where nothing of this name is known."""
    card = _cards().get(rule)
    return "\n\n".join(_parts(card)) if card else ""


@cache
def in_plain_text(rule: str) -> str:
    """The explanation as `auditor explain` prints it; empty where nothing of this name is known."""
    card = _cards().get(rule)
    return "\n".join(explanation(card, _COLUMNS)) if card else ""


@cache
def in_brief(rule: str) -> str:
    """What, why and the remedy in a few lines of plain text; empty where nothing of this name is known."""
    card = _cards().get(rule)
    if not card:
        return ""
    parts = ((f"{rule}: ", card.summary), ("Why: ", card.why), ("Remedy: ", card.remedy))
    return "\n".join(f"{name}{text}" for name, text in parts if text)


@cache
def rules() -> frozenset[str]:
    """The ids of all rules; what is said of suppressions themselves is not among them."""
    return frozenset(check.rule_ids())


@cache
def _cards() -> dict[str, RuleCard]:
    """Every rule, and what is said of suppressions themselves."""
    notes = (RuleCard(note.id, note.severity.value, note.summary, remedy=note.fix) for note in NOTES)
    return {card.id: card for card in (*notes, *catalogue.cards(check.rules()))}


def _parts(card: RuleCard) -> Iterator[str]:
    yield f"**{card.id}** ({card.severity})"
    yield escape(card.summary)
    for name, text in (("Flags", card.flags), ("Why", card.why), ("Remedy", card.remedy), ("Limits", card.limits)):
        if text:
            yield f"**{name}:** {escape(text)}"
    standards = [escape(each) for each in (*card.standards, card.see) if each]
    if standards:
        yield "**Standards:**\n" + "\n".join(f"- {each}" for each in standards)
