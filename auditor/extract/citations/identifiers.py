"""Identifiers a reader can look up: DOI, PubMed, trial registers, and addresses written out."""

import re
from collections.abc import Iterator

from auditor.model import Citation, CitationKind, Sentence, Span, Tier

_FORMS = re.compile(
    r"""(?P<doi>(?:doi:?\s?|https?://(?:dx\.)?doi\.org/)?\b10\.\d{4,9}/[^\s"'<>)\]]+)
      | (?P<pmid>\bPMIDs?:?\s?\d{4,9}\b)
      | (?P<pmcid>\bPMC\s?\d{5,9}\b)
      | (?P<trial>\bNCT\d{8}\b|\bISRCTN\d{8}\b|\b(?:EudraCT|EU\s?CT|CTIS)\b[^.;]{0,20}?\d{4}-\d{6}-\d{2}|\bACTRN\d{14}\b
            |\bChiCTR[\w-]{6,16}\b|\bJPRN-\w+\b|\bUMIN\d{9}\b|\bCTRI/\d{4}/\d+/\d+|\bDRKS\d{8}\b|\bCD\d{6}\b)
      | (?P<link>\bhttps?://[\w.-]+/[^\s"'<>)\]]{3,})""",
    re.VERBOSE,
)
_HINT = re.compile(r"10\.|PM(?:ID|C)|CT|://|CD\d|RN|DRKS|UMIN")
_KINDS = {
    "doi": CitationKind.DOI,
    "pmid": CitationKind.PMID,
    "pmcid": CitationKind.PMCID,
    "trial": CitationKind.TRIAL_ID,
    "link": CitationKind.LINK,
}
_NO_SOURCE = re.compile(r"[?&](?:q|s|query|search)=|/search\b|/shop\b|/cart\b|/product", re.IGNORECASE)


def identifiers(sentence: Sentence) -> Iterator[Citation]:
    """Identifiers in a sentence; all are resolvable."""
    if not _HINT.search(sentence.text):
        return
    block, origin, _ = sentence.span
    for match in _FORMS.finditer(sentence.text):
        form = match.lastgroup or ""
        if form == "link" and _NO_SOURCE.search(match.group()):
            continue
        words = match.group().rstrip(".,;:")
        start = origin + match.start()
        yield Citation(Span(block, start, start + len(words)), _KINDS[form], Tier.RESOLVABLE)
