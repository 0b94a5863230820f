"""Works that the settings name: their readers are known to find them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from auditor.model import Citation, CitationKind, Sentence, Span, Tier


def known_works(sentences: Iterable[Sentence], names: Sequence[str]) -> Iterator[Citation]:
    """Each place where one of the names stands as written, whatever the white space in it."""
    if not names:
        return
    joined = "|".join(r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)")
    for sentence in sentences:
        block, origin, _ = sentence.span
        for match in pattern.finditer(sentence.text):
            span = Span(block, origin + match.start(), origin + match.end())
            yield Citation(span, CitationKind.REPORT, Tier.IDENTIFIABLE)
