"""Check: rules over a document give findings."""

from auditor.check.locating import locate
from auditor.check.registry import rule_ids, rules
from auditor.check.rule import Flagged, NoOptions, Passed, Rule
from auditor.check.runner import check

__all__ = ["Flagged", "NoOptions", "Passed", "Rule", "check", "locate", "rule_ids", "rules"]
