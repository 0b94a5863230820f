"""What a rule says of itself, for a person in an editor."""

from collections.abc import Iterator

from auditor import catalogue
from auditor.errors import UsageError
from auditor.lsp.preferences import Preferences
from auditor.report.cards import RuleCard
from auditor.report.explain import explanation
from auditor.report.markdown import escape
from auditor.settings import Settings

_COLUMNS = 80
"""Of a plain explanation."""


def card_of(rule: str, settings: Settings) -> RuleCard | None:
    """What a rule says of itself, or what is said of suppressions; None where nothing of this name is known."""
    try:
        return catalogue.card_of(rule, settings)
    except UsageError:
        return None


def page_of(rule: str, settings: Settings, preferences: Preferences) -> str:
    """Where a rule is documented, as the client or the settings say; "" where they do not."""
    return preferences.address(rule) or settings.docs_url.replace("{rule}", rule)


def address_of(rule: str, settings: Settings, preferences: Preferences) -> str:
    """Where a rule is documented, else the official text of a standard behind it; "" for neither."""
    if said := page_of(rule, settings, preferences):
        return said
    card = card_of(rule, settings)
    return card.help if card else ""


def is_rule(name: str, settings: Settings) -> bool:
    """Whether it is a rule, whose findings can be suppressed."""
    return any(each.id == name for each in catalogue.available_rules(settings))


def in_markdown(card: RuleCard) -> str:
    """The explanation as Markdown."""
    return "\n\n".join(_parts(card))


def in_plain_text(card: RuleCard) -> str:
    """The explanation as `auditor explain` prints it."""
    return "\n".join(explanation(card, _COLUMNS))


def in_brief(card: RuleCard) -> str:
    """What, why and the remedy in a few lines of plain text."""
    parts = ((f"{card.id}: ", card.summary), ("Why: ", card.why), ("Remedy: ", card.remedy))
    return "\n".join(f"{name}{text}" for name, text in parts if text)


def _parts(card: RuleCard) -> Iterator[str]:
    yield f"**{card.id}** ({card.severity})"
    yield escape(card.summary)
    for name, text in (("Flags", card.flags), ("Why", card.why), ("Remedy", card.remedy), ("Limits", card.limits)):
        if text:
            yield f"**{name}:** {escape(text)}"
    standards = [escape(each) for each in (*card.standards, card.see) if each]
    if standards:
        yield "**Standards:**\n" + "\n".join(f"- {each}" for each in standards)
