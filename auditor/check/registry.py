"""Finds the rules: one module each in the built-in package `auditor.rules`."""

import pkgutil
from functools import cache
from importlib import import_module

from auditor.check.rule import Rule


@cache
def rules() -> tuple[Rule, ...]:
    """All built-in rules, ordered by id."""
    package = import_module("auditor.rules")
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    return tuple(import_module(f"auditor.rules.{name}").rule for name in names)


def rule_ids() -> tuple[str, ...]:
    """The ids of all built-in rules."""
    return tuple(rule.id for rule in rules())
