"""The sheets of the rules: what a rule wants, how often it found something, and the claims it found most."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.export import totals
from auditor.export.contents import Contents
from auditor.export.summary_sheet import WIDTHS, add_totals
from auditor.export.workbook import Book, Sheet
from auditor.model.scan import ClaimRow, RunSummary
from auditor.report import RuleCard

MOST_CLAIMS = 20
"""Named on a rule's sheet."""
MOST_SITES = 20


class TopClaims:
    """The claims of each rule that stand on the most pages."""

    def __init__(self) -> None:
        self._kept: dict[str, list[tuple[int, int, ClaimRow]]] = {}
        self._seen = 0

    def watch(self, claims: Iterable[ClaimRow]) -> Iterator[ClaimRow]:
        """The same claims; the top ones are kept as they pass."""
        for claim in claims:
            self._seen += 1
            heap = self._kept.setdefault(claim.rule, [])
            entry = (claim.places, -self._seen, claim)
            if len(heap) < MOST_CLAIMS:
                heapq.heappush(heap, entry)
            else:
                heapq.heappushpop(heap, entry)
            yield claim

    def of(self, rule: str) -> list[ClaimRow]:
        """Those of a rule, the one on the most pages first."""
        return [claim for *_, claim in sorted(self._kept.get(rule, ()), reverse=True)]


def add_rule_sheets(book: Book, contents: Contents, top: TopClaims) -> None:
    """One sheet for each rule that found something, in the order of ids."""
    cards = {card.id: card for card in contents.rules}
    for total in sorted(totals.by_rule(contents.summary), key=lambda each: each.name):
        sheet = book.sheet(total.name, WIDTHS)
        sheet.add([total.name], "title")
        _add_card(sheet, cards.get(total.name))
        _add_counts(sheet, _of_rule(contents.summary, total.name))
        _add_claims(sheet, top.of(total.name))


def _of_rule(summary: RunSummary, rule: str) -> RunSummary:
    return replace(summary, counts=tuple(each for each in summary.counts if each[1] == rule))


def _add_card(sheet: Sheet, card: RuleCard | None) -> None:
    if card is None:
        sheet.add(["This rule is not among those of this version and its settings."])
        return
    sheet.say(card.summary, sum(WIDTHS))
    parts = (("Flags", card.flags), ("Why", card.why), ("Remedy", card.remedy), ("Limits", card.limits))
    for name, text in (*parts, ("Standards", "; ".join(card.standards))):
        if text:
            sheet.say(f"{name}: {text}", sum(WIDTHS))


def _add_counts(sheet: Sheet, summary: RunSummary) -> None:
    add_totals(sheet, "Findings by severity", [*totals.by_severity(summary), totals.altogether(summary)])
    sites = totals.by_site(summary)
    add_totals(sheet, f"Findings by site (the {MOST_SITES} with the most)", sites[:MOST_SITES], "site")


def _add_claims(sheet: Sheet, claims: list[ClaimRow]) -> None:
    sheet.add()
    sheet.add(
        [f"Claims on the most pages (at most {MOST_CLAIMS})", "severity", "pages", "decision", "first page"], "head"
    )
    for claim in claims:
        first = next(iter(claim.locations), "")
        sheet.add_styled(
            [(claim.context or claim.quote, "wrap"), (claim.severity.value, "severity"), (claim.places, "number"),
             (claim.decision.value, ""), (first, "link")]
        )  # fmt: skip
    if not claims:
        sheet.add(["none"])
