"""Extract: a page gives a Document: sentences, quantities, claims, and the source of each claim."""

from collections.abc import Sequence

from auditor.extract.annotated import Annotated
from auditor.extract.citations import find_citations
from auditor.extract.citations.known import known_works
from auditor.extract.dosages import find_dosages
from auditor.extract.measures import find_measures
from auditor.extract.prices import find_prices
from auditor.extract.quantities import find_quantities
from auditor.extract.sentences import split_page
from auditor.extract.slots import find_slots
from auditor.extract.sources import find_attributions, with_sources
from auditor.extract.statistics import find_statistics
from auditor.extract.terms import annotate
from auditor.model import Document, Page


def extract(page: Page, known: Sequence[str] = ()) -> Document:
    """Everything the rules need to know about a page; `known` names works that count as identifiable sources."""
    sentences = split_page(page)
    quantities = find_quantities(sentences)
    mentions = annotate([sentence for sentence in sentences if sentence.index in quantities])
    annotated = Annotated(page, sentences, mentions, quantities)
    citations = find_citations(annotated)
    if known:
        citations = tuple(sorted((*citations, *known_works(sentences, known)), key=lambda each: each.span))
    attributions = find_attributions(annotated, citations)
    statistics = with_sources(find_statistics(annotated), annotated, citations, attributions)
    dosing = find_dosages(annotated)
    return Document(
        page,
        sentences,
        tuple(quantity for found in quantities.values() for quantity in found),
        statistics,
        citations,
        attributions,
        dosing.dosages,
        dosing.drugs,
        dosing.unjudged,
        find_slots(page),
        dosing.topic,
        prices=find_prices(annotated),
        measures=find_measures(annotated, statistics, attributions, citations),
    )
