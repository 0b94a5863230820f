"""Runs rules over a document and settles what no single rule can: precedence, repeats, order."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.check.repeats import join_repeats
from auditor.check.rule import Rule
from auditor.model import Block, BlockKind, Confidence, Document, Finding, Region, Severity

PRECEDENCE = ("placeholder-figure", "unsourced-statistic")
"""On one anchor the earlier rule wins (docs/definitions.md, "Precedence")."""


def check(document: Document, selected: Iterable[Rule]) -> tuple[Finding, ...]:
    """Findings of the selected rules, in reading order, each place judged once."""
    found = [finding for rule in selected for finding in rule.run(document)]
    placed = [lower_boilerplate(finding, document.page.block_of(finding.span)) for finding in found]
    kept = list(without_overruled(placed))
    return tuple(sorted(join_repeats(kept, document), key=lambda finding: (finding.span, finding.rule)))


def lower_boilerplate(finding: Finding, block: Block) -> Finding:
    """The finding as info where it stands in navigation, footer, cards and the like, or in alt text."""
    if block.region is Region.MAIN and block.kind is not BlockKind.ALT_TEXT:
        return finding
    return replace(finding, severity=Severity.INFO, confidence=Confidence.LOW)


def without_overruled(findings: list[Finding]) -> Iterator[Finding]:
    """Drops a finding whose anchor a rule of higher precedence has flagged, and exact doubles."""
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        key = (finding.rule, finding.span, finding.subtype)
        if key in seen or _overruled(finding, findings):
            continue
        seen.add(key)
        yield finding


def _overruled(finding: Finding, findings: list[Finding]) -> bool:
    if finding.rule not in PRECEDENCE[1:]:
        return False
    stronger = PRECEDENCE[: PRECEDENCE.index(finding.rule)]
    return any(other.rule in stronger and other.span.overlaps(finding.span) for other in findings)
