"""Runs rules over a document and settles what no single rule can: precedence, repeats, order."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from auditor.check.repeats import join_repeats
from auditor.check.rule import Rule
from auditor.model import Block, BlockKind, Confidence, Document, Finding, Region, Severity, Span

PRECEDENCE = ("placeholder-figure", "unsourced-statistic")
"""On one anchor the earlier rule wins (docs/definitions.md, "Precedence")."""


def check(
    document: Document,
    selected: Iterable[Rule],
    options: Mapping[str, object] | None = None,
    severity: Mapping[str, Severity] | None = None,
) -> tuple[Finding, ...]:
    """Findings of the selected rules, in reading order, each place judged once.

    Args:
        document: the page with everything extracted.
        selected: the rules to run.
        options: rule id to its options, where they are not the default ones.
        severity: rule id to a severity for all its findings, whatever the rule says.
    """
    told = options or {}
    found = [finding for rule in selected for finding in rule.run(document, told.get(rule.id))]
    if severity:
        found = [replace(each, severity=severity.get(each.rule, each.severity)) for each in found]
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
    anchors = {rule: Anchors(each.span for each in findings if each.rule == rule) for rule in PRECEDENCE[:-1]}
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        key = (finding.rule, finding.span, finding.subtype)
        if key not in seen and not any(anchors[rule].touch(finding.span) for rule in _stronger(finding.rule)):
            seen.add(key)
            yield finding


def _stronger(rule: str) -> tuple[str, ...]:
    return PRECEDENCE[: PRECEDENCE.index(rule)] if rule in PRECEDENCE else ()


class Anchors:
    """The anchors of one rule, to be asked in logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._disjoint: list[Span] = []
        for span in sorted(spans):
            if self._disjoint and self._disjoint[-1].overlaps(span):
                span = self._disjoint.pop().join(span)
            self._disjoint.append(span)

    def touch(self, span: Span) -> bool:
        """Whether one of the anchors shares a character with the span."""
        starting_before_its_end = bisect_left(self._disjoint, (span.block, span.end))
        return starting_before_its_end > 0 and self._disjoint[starting_before_its_end - 1].overlaps(span)
