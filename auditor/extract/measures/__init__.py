"""Says of each statistic what it measures, so that two statistics of one measure can be told."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from auditor.extract.annotated import Annotated
from auditor.extract.measures.clauses import Told, told
from auditor.extract.measures.figures import Figure, of_sellers, of_statistics
from auditor.extract.measures.saying import said
from auditor.extract.measures.topics import Topics
from auditor.extract.measures.values import open_range, unit_of
from auditor.extract.measures.words import sizes, stems, years
from auditor.model import Attribution, Citation, Sentence, Span, Statistic
from auditor.model.measure import Measure


def find_measures(
    annotated: Annotated,
    statistics: Sequence[Statistic],
    attributions: Sequence[Attribution],
    citations: Sequence[Citation],
) -> tuple[Measure, ...]:
    """The measures of a page's figures, in reading order; without those that say too little to be compared."""
    topics = Topics(annotated.page)
    counted = of_sellers(annotated.sentences, annotated.quantities, topics.brand)
    figures = {each.quantity.span: each for each in (*counted, *of_statistics(statistics))}
    sources = [*(each.span for each in attributions), *(each.span for each in citations)]
    reader = _Reader(topics, sorted(figures), sorted(sources))
    return tuple(measure for span in sorted(figures) for measure in reader.measure(figures[span]))


class _Reader:
    def __init__(self, topics: Topics, figures: Sequence[Span], sources: Sequence[Span]) -> None:
        self._topics = topics
        self._figures = figures
        self._sources = sources

    def measure(self, figure: Figure) -> Iterator[Measure]:
        """The measure of a figure, unless it tells too little."""
        quantity, value = figure.quantity, open_range(figure.quantity)
        block = self._topics.page.block_of(quantity.span)
        words = self._told(quantity.span, figure.sentence)
        product = self._topics.product(figure.sentence.text, block)
        saying = said(figure, words, product, self._topics)
        heading = self._topics.heading(block, whole=saying.label or block.cell is not None)
        if value is not None and (heading or (saying.words and not saying.label)):
            said_of, named = (*words.clause, *words.rest), words.source
            yield Measure(
                quantity.span,
                *value,
                unit_of(quantity),
                quantity.comparator,
                saying.words or heading,
                sizes(said_of),
                years((*said_of, *named)),
                () if saying.general else product,
                stems(named, "stop", "light"),
                heading,
            )

    def _told(self, span: Span, sentence: Sentence) -> Told:
        figures, sources = (_inside(sentence.span, spans) for spans in (self._figures, self._sources))
        return told(span, sentence, figures, sources)


def _inside(within: Span, spans: Sequence[Span]) -> Sequence[Span]:
    """Those of sorted spans that begin within a span."""
    return spans[
        bisect_left(spans, Span(within.block, within.start, 0)) : bisect_left(spans, Span(within.block, within.end, 0))
    ]
