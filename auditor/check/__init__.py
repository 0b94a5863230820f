"""Check: rules over a document give findings; suppressions and the baseline set some of them aside."""

from auditor.check.baseline import Baseline, baseline_lines, read_baseline
from auditor.check.house import read_house_rules
from auditor.check.locating import locate
from auditor.check.notes import NOTE_IDS, NOTES, Note
from auditor.check.packs import read_pack
from auditor.check.registry import rule_ids, rules
from auditor.check.removal import certain
from auditor.check.rule import Flagged, NoOptions, Passed, Rule
from auditor.check.runner import check
from auditor.check.suppression import Settled, settle

__all__ = [
    "NOTES",
    "NOTE_IDS",
    "Baseline",
    "Flagged",
    "NoOptions",
    "Note",
    "Passed",
    "Rule",
    "Settled",
    "baseline_lines",
    "certain",
    "check",
    "locate",
    "read_baseline",
    "read_house_rules",
    "read_pack",
    "rule_ids",
    "rules",
    "settle",
]
