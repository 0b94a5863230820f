"""What the rules say of themselves, as cards that reports and the command line print."""

import ast
import inspect
import textwrap
from collections.abc import Iterable
from dataclasses import fields

from auditor.check import Flagged, Rule
from auditor.report.cards import Example, OptionCard, RuleCard


def cards(rules: Iterable[Rule]) -> tuple[RuleCard, ...]:
    """A card for each rule, in the same order."""
    return tuple(map(card, rules))


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
