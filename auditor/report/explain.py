"""What `auditor rules` and `auditor explain` print."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from auditor.report.cards import Example, RuleCard
from auditor.report.table import table
from auditor.report.width import visible

EXAMPLES_SHOWN = 6
"""Of each sort, the shortest; the rule's module has all."""


def rules_table(cards: Sequence[RuleCard], columns: int) -> Iterator[str]:
    """The rules, one a row; where there are house rules also the file each comes from."""
    if any(card.source for card in cards):
        rows = [(card.id, card.severity, card.source or "built in", card.summary) for card in cards]
        yield from table(("rule", "severity", "from", "finds"), rows, columns, flexible=(2, 3))
    else:
        plain = [(card.id, card.severity, card.summary) for card in cards]
        yield from table(("rule", "severity", "finds"), plain, columns)


def rules_json(cards: Sequence[RuleCard]) -> str:
    """The rules with their whole documentation."""
    return json.dumps([asdict(card) for card in cards], ensure_ascii=False, indent=2)


def explanation(card: RuleCard, columns: int) -> Iterator[str]:
    """All that a rule says of itself."""
    yield f"{card.id} ({card.severity})"
    flags = f"Flags {card.flags}" if card.flags else ""
    parts = (
        ("What", card.summary if card.summary == card.flags else f"{card.summary} {flags}".strip()),
        ("Why", card.why),
        ("Remedy", card.remedy),
        ("Limits", card.limits),
    )
    for name, text in parts:
        if text:
            yield from _part(name, [text], columns)
    options = [f"{each.name} = {each.default}: {each.help}" for each in card.options]
    yield from _part("Options", options or ["none"], columns)
    yield from _part("Flagged", [_example(each) for each in _shortest(card.flagged)], columns)
    yield from _part("Passed", [_example(each) for each in _shortest(card.passed)], columns)
    yield from _part("Standards" if card.standards else "See", [*card.standards, card.see, card.help], columns)
    yield from _part("From", [card.source], columns)
    if any(standard.endswith("~") for standard in card.standards):
        yield from _part("", ["~ marks a clause that is still to be checked against the official text"], columns)


def _shortest(examples: Sequence[Example]) -> list[Example]:
    kept = sorted(examples, key=lambda example: len(example.text))[:EXAMPLES_SHOWN]
    return [example for example in examples if example in kept]


def _example(example: Example) -> str:
    text = " ".join(visible(example.text).split())
    words = ", ".join(f"“{words}”" for words in example.words)
    return f"{text}  -> {words}" if words else text


def _part(name: str, texts: Sequence[str], columns: int) -> Iterator[str]:
    texts = [text for text in texts if text]
    if texts:
        yield ""
    if texts and name:
        yield name
    for text in texts:
        yield from textwrap.wrap(text, columns, initial_indent="  ", subsequent_indent="    " if texts[1:] else "  ")
