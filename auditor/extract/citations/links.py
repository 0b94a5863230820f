"""Hyperlinks as citations: judged by where they go."""

from collections.abc import Iterator

from auditor.extract.citations.references import References
from auditor.model import BlockKind, Citation, CitationKind, Link, LinkKind, Page, Tier

_DOCUMENTS = {
    LinkKind.DOI: CitationKind.DOI,
    LinkKind.PUBMED: CitationKind.PMID,
    LinkKind.REGISTRY: CitationKind.TRIAL_ID,
    LinkKind.JOURNAL: CitationKind.LINK,
    LinkKind.GOVERNMENT: CitationKind.LINK,
    LinkKind.GUIDELINE: CitationKind.GUIDELINE,
    LinkKind.OTHER_SITE: CitationKind.LINK,
}
_NUMBERS = frozenset("0123456789,;–-[]()^*† ")


def links(page: Page, references: References) -> Iterator[Citation]:
    """Citations by link: documents resolve, home pages are vague, links into one's own pages are none."""
    for block in page.blocks:
        for link in block.links:
            if link.kind in _DOCUMENTS:
                yield Citation(link.span, _DOCUMENTS[link.kind], Tier.RESOLVABLE)
            elif link.kind is LinkKind.HOME_PAGE:
                yield Citation(link.span, CitationKind.LINK, Tier.VAGUE)
            elif link.kind is LinkKind.FRAGMENT:
                yield from _footnote(page, link, references)


def _footnote(page: Page, link: Link, references: References) -> Iterator[Citation]:
    name = link.href.partition("#")[2]
    entry = references.anchors.get(name)
    if entry is None and set(page.text(link.span)) <= _NUMBERS:
        entry = next(
            (each.span() for each in page.blocks if name in each.anchors and each.kind is not BlockKind.HEADING), None
        )
    if entry is not None and entry.block != link.span.block:
        yield Citation(link.span, CitationKind.FOOTNOTE, Tier.RESOLVABLE, entry)
