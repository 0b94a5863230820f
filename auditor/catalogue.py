"""The rules a run uses, and what they say of themselves as cards that reports and the command line print."""

from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from pathlib import Path

from auditor.check import Flagged, Rule, read_house_rules, read_pack, rules
from auditor.errors import UsageError
from auditor.report.cards import Example, OptionCard, RuleCard
from auditor.settings import Settings
from auditor.settings.docs import field_docs
from auditor.settings.typed import nearest


def available_rules(settings: Settings) -> tuple[Rule, ...]:
    """The built-in rules and those of house rule files and packs, ordered by id.

    Raises:
        UsageError: a house rule or pack cannot be loaded, or two rules have one id.
    """
    return _available(settings.house_rules, settings.packs)


@cache
def _available(house: tuple[str, ...], packs: tuple[str, ...]) -> tuple[Rule, ...]:
    added = [rule for path in house for rule in read_house_rules(Path(path))]
    added += [rule for path in packs for rule in read_pack(Path(path))]
    found = {rule.id: rule for rule in rules()}
    for rule in added:
        if rule.id in found:
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
    for name in (*settings.select, *settings.ignore):
        if name not in known:
            raise UsageError(f"unknown rule {name!r}{nearest(name, known)}; `auditor rules` lists the rules")
    chosen = settings.select or known
    return tuple(rule for rule in there if rule.id in chosen and rule.id not in settings.ignore)


def option_types(settings: Settings) -> dict[str, type]:
    """Rule id to the type that declares the rule's options."""
    return {rule.id: rule.options for rule in available_rules(settings)}


def cards(chosen: Iterable[Rule]) -> tuple[RuleCard, ...]:
    """A card for each rule, in the same order."""
    return tuple(map(card, chosen))


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
    )


def _flagged(example: Flagged) -> Example:
    return Example(example.text, example.anchors)


def _options(declared: type) -> tuple[OptionCard, ...]:
    names = fields(declared)
    helps = field_docs(declared) if names else {}
    return tuple(OptionCard(each.name, repr(each.default), helps.get(each.name, "")) for each in names)
