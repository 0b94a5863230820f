"""The rules reference in Markdown, made from what the rules say of themselves (docs/rules.md)."""

import re
from collections.abc import Iterator, Sequence

from auditor.report.cards import Example, RuleCard
from auditor.report.markdown import escape
from auditor.report.width import visible

_HEAD = """\
# Rules

Written by `auditor rules --no-config --format markdown`; edit the rules' docstrings instead. The notions they share
(tiers, anchors, where a source counts) are in [definitions.md](definitions.md).
"""


def rules_reference(cards: Sequence[RuleCard]) -> str:
    """All rules: an overview, then a section each."""
    rows = [f"| [`{card.id}`](#{card.id}) | {card.severity} | {escape(card.summary)} |" for card in cards]
    overview = "\n".join(["| rule | severity | finds |", "|---|---|---|", *rows])
    return "\n".join([_HEAD, overview, *(line for card in cards for line in _section(card))]) + "\n"


def _section(card: RuleCard) -> Iterator[str]:
    yield f"\n## {card.id}\n\n{escape(card.summary)}\n"
    parts = (
        ("Severity", f"{card.severity} unless the definition says otherwise"),
        ("Flags", card.flags),
        ("Why", card.why),
        ("Remedy", card.remedy),
        ("Limits", card.limits),
        ("See", card.see),
        ("Standards", "; ".join(card.standards)),
    )
    yield from (f"- **{name}**: {escape(text)}" for name, text in parts if text)
    if card.help:
        yield f"- **Official text**: <{card.help}>"
    if card.options:
        yield "\n| option | default | what it does |\n|---|---|---|"
        yield from (f"| `{each.name}` | {_cell(each.default)} | {escape(each.help)} |" for each in card.options)
    yield "\nFlagged:\n"
    yield from (f"- {_example(each)}" for each in card.flagged)
    yield "\nLet pass:\n"
    yield from (f"- {_example(each)}" for each in card.passed)


def _example(example: Example) -> str:
    words = ", ".join(_code(words) for words in example.words)
    return f"{_code(example.text)}: {words}" if words else _code(example.text)


def _cell(text: str) -> str:
    return _code(text.replace("|", "\\|"))


def _code(text: str) -> str:
    """The text as inline code, in one line, whatever back-ticks it holds."""
    shown = " ".join(visible(text).split())
    longest = max(map(len, re.findall(r"`+", shown)), default=0)
    mark, space = "`" * (longest + 1), " " if "`" in shown else ""
    return f"{mark}{space}{shown}{space}{mark}"
