"""Finds citations: everything in the text that points at a source, and the tier it reaches.

Each module beside this one knows one form: identifiers and links, numbered markers, notes by sign, author and
year, named works. Tiers are those of docs/definitions.md.
"""

from collections.abc import Iterable, Iterator

from auditor.extract.annotated import Annotated
from auditor.extract.citations.authors import author_years
from auditor.extract.citations.identifiers import identifiers
from auditor.extract.citations.links import links
from auditor.extract.citations.markers import markers
from auditor.extract.citations.notes import notes
from auditor.extract.citations.parts import joined_parts
from auditor.extract.citations.references import References
from auditor.extract.citations.works import works
from auditor.model import Citation

__all__ = ["References", "find_citations"]


def find_citations(annotated: Annotated) -> tuple[Citation, ...]:
    """The page's citations in reading order, each with the entry it resolves to; reference entries cite nothing."""
    references = annotated.references
    found = [*links(annotated.page, references), *markers(annotated.page, references)]
    for sentence in annotated.sentences:
        if sentence.span.block not in references.blocks:
            found += identifiers(sentence)
            found += author_years(sentence, references)
            found += works(sentence, references)
    found += notes(annotated.page, references, found)
    outside = (each for each in found if each.span.block not in references.blocks)
    joined = joined_parts(annotated.page, _distinct(outside))
    return tuple(sorted(_distinct(joined), key=lambda each: each.span))


def _distinct(citations: Iterable[Citation]) -> Iterator[Citation]:
    """Without a citation that lies inside another of at least its tier."""
    open_ones: list[Citation] = []
    for each in sorted(citations, key=lambda each: (each.span.block, each.span.start, -each.span.end, -each.tier)):
        open_ones = [
            other for other in open_ones if other.span.block == each.span.block and other.span.end > each.span.start
        ]
        if not any(other.tier >= each.tier and other.span.covers(each.span) for other in open_ones):
            open_ones.append(each)
            yield each
