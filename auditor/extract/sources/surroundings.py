"""Sources that stand around a block: the lead-in of its list, its table, the heading above it."""

import re
from collections.abc import Mapping

from auditor.extract.annotated import Annotated
from auditor.extract.citations.references import entry_tier
from auditor.model import Block, BlockKind, Citation, CitationKind, Source, Tier

_FOOT = re.compile(
    r"^\W*(?:sources?|data(?:\s+sources?)?|references?|adapted|reproduced|based|from|note|notes)\b", re.IGNORECASE
)
_DIGEST = re.compile(
    r"\W*(?:key\s(?:points?|findings?|results?|takeaways?)|(?:main\s)?(?:findings?|results?)|conclusions?|summary|abstract|"
    r"takeaways?|highlights?)\b\W",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"\W*(?:\d{1,3}\W+)?[A-Z][\w'’-]+,?\s(?:[A-Z]\.?\s?){1,3}[,.;&]")
"""Surname and initials of the first author, as entries begin."""
_TAIL = 60
"""Characters that may follow journal and pages in an entry: an identifier, the name of a register."""
_TABLE = {BlockKind.TABLE_CELL, BlockKind.CAPTION}
_NESTING = 4
"""How many lead-ins above one another are followed."""


class Surroundings:
    """Looks up, for a block, the source that stands around it."""

    def __init__(self, annotated: Annotated, citations: tuple[Citation, ...]) -> None:
        self._page = annotated.page
        self._entries = annotated.references.blocks
        self._best = _best_by_block(citations)
        self._rows, self._tables = self._table_sources()

    def of_block(self, index: int) -> Source | None:
        """The source that covers a block from outside; None where there is none."""
        block = self._page.blocks[index]
        return (
            self._of_table(block) or self._of_lead_in(block) or self._of_heading(block) or self._of_entry_above(block)
        )

    def _of_lead_in(self, block: Block) -> Source | None:
        reason = "table lead-in" if block.kind in _TABLE else "lead-in line"
        for _ in range(_NESTING):
            if block.lead_in is None:
                return None
            if found := self._best.get(block.lead_in):
                return _source(found, reason)
            block = self._page.blocks[block.lead_in]
        return None

    def _of_heading(self, block: Block) -> Source | None:
        above = self._page.blocks[block.index - 1] if block.index else None
        if above is None or above.kind is not BlockKind.HEADING:
            return None
        found = self._best.get(above.index)
        return _source(found, "heading above") if found else None

    def _of_entry_above(self, block: Block) -> Source | None:
        """The work whose full reference stands alone right above its digest: "Key points: ..."."""
        head = block if block.lead_in is None else self._page.blocks[block.lead_in]
        found = self._best.get(head.index - 1) if _DIGEST.match(head.text) else None
        if found is None:
            return None
        above = self._page.blocks[head.index - 1]
        alone = _AUTHORS.match(above.text) and found.span.end >= len(above.text) - _TAIL
        return _source(found, "entry above") if alone else None

    def _of_table(self, block: Block) -> Source | None:
        if not block.group or block.kind not in _TABLE:
            return None
        row = self._rows.get((block.group, block.cell.row)) if block.cell else None
        found = row or self._tables.get(block.group)
        return _source(found, "same row" if row else "table caption or foot") if found else None

    def _table_sources(self) -> tuple[Mapping[tuple[int, int], Citation], Mapping[int, Citation]]:
        """The best source of each table row, and of each table's caption or the line below it."""
        rows: dict[tuple[int, int], Citation] = {}
        tables: dict[int, Citation] = {}
        last = 0
        for block in self._page.blocks:
            found = self._best.get(block.index)
            if found and block.kind is BlockKind.TABLE_CELL and block.cell:
                key = (block.group, block.cell.row)
                rows[key] = max(rows.get(key, found), found, key=lambda each: each.tier)
            elif found and block.kind is BlockKind.CAPTION and block.group:
                tables.setdefault(block.group, found)
            elif last and _FOOT.match(block.text) and (foot := found or self._entry(block)):
                tables.setdefault(last, foot)
            last = block.group if block.kind in _TABLE else 0
        return rows, tables

    def _entry(self, block: Block) -> Citation | None:
        """A line that is the entry of a reference list and stands right below a table."""
        tier = entry_tier(block) if block.index in self._entries else Tier.NONE
        return Citation(block.span(), CitationKind.REPORT, tier) if tier >= Tier.IDENTIFIABLE else None


def _best_by_block(citations: tuple[Citation, ...]) -> Mapping[int, Citation]:
    best: dict[int, Citation] = {}
    for each in citations:
        if each.tier >= Tier.IDENTIFIABLE and (each.span.block not in best or each.tier > best[each.span.block].tier):
            best[each.span.block] = each
    return best


def _source(citation: Citation, reason: str) -> Source:
    return Source(citation.tier, (citation.span,), reason=reason)
