"""The rules there are, their selection, and their documentation as cards that reports and the command line print."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from auditor.check import NOTE_IDS, NOTES, Flagged, NoOptions, Note, Rule, read_house_rules, read_pack, rules
from auditor.errors import UsageError
from auditor.report.cards import Example, OptionCard, RuleCard
from auditor.settings import Settings
from auditor.settings.docs import field_docs
from auditor.settings.typed import nearest

Added = tuple[tuple[str, ...], tuple[str, ...]]
"""Files of house rules, and folders of packs."""
_read: dict[Added, tuple[Rule, ...]] = {}
"""What was read of them: once in a run, and again only on request."""


def available_rules(settings: Settings) -> tuple[Rule, ...]:
    """The built-in rules and those of house rule files and packs, ordered by id.

    Raises:
        UsageError: a house rule or pack cannot be loaded, or two rules have one id.
    """
    added = (settings.house_rules, settings.packs)
    if added not in _read:
        _read[added] = _joined(*added)
    return _read[added]


def read_again(settings: Settings) -> None:
    """Reads house rules and packs anew; where that fails those read before go on to hold. Raises as above."""
    _read[settings.house_rules, settings.packs] = _joined(settings.house_rules, settings.packs)


def _joined(house: tuple[str, ...], packs: tuple[str, ...]) -> tuple[Rule, ...]:
    added = [rule for path in house for rule in read_house_rules(Path(path))]
    added += [rule for path in packs for rule in read_pack(Path(path))]
    found = {rule.id: rule for rule in rules()}
    for rule in added:
        if rule.id in found or rule.id in NOTE_IDS:
            raise UsageError(f"there are two rules {rule.id!r}; rename the house rule")
        found[rule.id] = rule
    return tuple(found[name] for name in sorted(found))


def selected_rules(settings: Settings) -> tuple[Rule, ...]:
    """The rules the settings choose.

    Raises:
        UsageError: a chosen or ignored rule does not exist; the message names the nearest one.
    """
    there = available_rules(settings)
    known = tuple(rule.id for rule in there)
    for name in settings.select:
        if name in NOTE_IDS:
            raise UsageError(f"{name!r} is found with whatever rules run; it can be left out, but not selected")
    for name in (*settings.select, *settings.ignore):
        if name not in known and name not in NOTE_IDS:
            raise UsageError(f"unknown rule {name!r}{nearest(name, known)}; `auditor rules` lists the rules")
    chosen = settings.select or known
    return tuple(rule for rule in there if rule.id in chosen and rule.id not in settings.ignore)


def option_types(settings: Settings) -> dict[str, type]:
    """Rule id to the type that declares the rule's options; the findings about suppressions have none."""
    return {rule.id: rule.options for rule in available_rules(settings)} | {note.id: NoOptions for note in NOTES}


def all_cards(settings: Settings) -> tuple[RuleCard, ...]:
    """A card for each rule there is, and for each finding about suppressions, ordered by id."""
    return tuple(sorted((*cards(available_rules(settings)), *note_cards()), key=lambda each: each.id))


def card_of(name: str, settings: Settings) -> RuleCard:
    """The card of a rule or of a finding about suppressions.

    Raises:
        UsageError: there is none of this name; the message names the nearest one.
    """
    for note in NOTES:
        if note.id == name:
            return note_card(note)
    there = {rule.id: rule for rule in available_rules(settings)}
    if name not in there:
        raise UsageError(f"unknown rule {name!r}{nearest(name, (*there, *NOTE_IDS))}; `auditor rules` lists the rules")
    return card(there[name])


def cards(chosen: Iterable[Rule]) -> tuple[RuleCard, ...]:
    """A card for each rule, in the same order."""
    return tuple(map(card, chosen))


def note_cards() -> tuple[RuleCard, ...]:
    """A card for each finding about suppressions."""
    return tuple(map(note_card, NOTES))


def card(rule: Rule) -> RuleCard:
    """A rule's documentation: its docstring's parts, options and executed examples."""
    parts = rule.sections
    return RuleCard(
        id=rule.id,
        severity=rule.severity.value,
        summary=rule.summary,
        flags=parts.get("Flags", ""),
        why=parts.get("Why", ""),
        remedy=parts.get("Remedy", ""),
        limits=parts.get("Limits", ""),
        see=parts.get("See", ""),
        standards=rule.standards,
        options=_options(rule.options),
        flagged=tuple(map(_flagged, rule.flags)),
        passed=tuple(Example(each.text) for each in rule.silent_examples),
        help=rule.help,
        source=rule.source,
    )


def note_card(note: Note) -> RuleCard:
    """The documentation of a finding about suppressions."""
    return RuleCard(
        id=note.id,
        severity=note.severity.value,
        summary=note.summary,
        flags=note.flags,
        why=note.why,
        remedy=note.fix,
        limits=note.limits,
        see="how suppressions are written in docs/suppression.md.",
        flagged=tuple(map(_flagged, note.flagged)),
        passed=tuple(map(Example, note.passed)),
    )


def _flagged(example: Flagged) -> Example:
    return Example(example.text, example.anchors)


def _options(declared: type) -> tuple[OptionCard, ...]:
    names = fields(declared)
    helps = field_docs(declared) if names else {}
    return tuple(OptionCard(each.name, repr(each.default), helps.get(each.name, "")) for each in names)
