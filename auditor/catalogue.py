"""The rules a run uses, and what they say of themselves as cards that reports and the command line print."""

import ast
import difflib
import inspect
import textwrap
from collections.abc import Iterable
from dataclasses import fields

from auditor.check import Flagged, Rule, rule_ids, rules
from auditor.errors import UsageError
from auditor.report.cards import Example, OptionCard, RuleCard
from auditor.settings import Settings


def selected_rules(settings: Settings) -> tuple[Rule, ...]:
    """The rules the settings choose.

    Raises:
        UsageError: a chosen or ignored rule does not exist; the message names the nearest one.
    """
    known = rule_ids()
    for name in (*settings.select, *settings.ignore):
        if name not in known:
            raise UsageError(f"unknown rule {name!r}{_nearest(name, known)}; `auditor rules` lists the rules")
    chosen = settings.select or known
    return tuple(rule for rule in rules() if rule.id in chosen and rule.id not in settings.ignore)


def _nearest(name: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f", did you mean {close[0]!r}?" if close else ""


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
    helps = _field_docstrings(declared) if names else {}
    return tuple(OptionCard(each.name, repr(each.default), helps.get(each.name, "")) for each in names)


def _field_docstrings(declared: type) -> dict[str, str]:
    """The string below each field, by field name; Python itself does not keep them."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(declared))).body
    found: dict[str, str] = {}
    name = ""
    for node in getattr(body, "body", ()):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and name:
            found[name] = inspect.cleandoc(str(node.value.value))
    return found
