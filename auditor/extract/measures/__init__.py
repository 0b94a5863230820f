"""Says of each statistic what it measures, so that two statistics of one measure can be told."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.extract.annotated import Annotated
from auditor.extract.measures.clauses import Clauses, Told
from auditor.extract.measures.figures import Figure, of_sellers, of_statistics
from auditor.extract.measures.saying import said
from auditor.extract.measures.topics import Topics
from auditor.extract.measures.values import open_range, unit_of
from auditor.extract.measures.words import sizes, stems, years
from auditor.model import Attribution, Citation, Sentence, Span, Statistic
from auditor.model.measure import Measure

_MOST_FIGURES = 20
"""A sentence with more of them is a list, whose figures are not told apart by words."""


def find_measures(
    annotated: Annotated,
    statistics: Sequence[Statistic],
    attributions: Sequence[Attribution],
    citations: Sequence[Citation],
) -> tuple[Measure, ...]:
    """The measures of a page's figures, in reading order; without those that say too little to be compared."""
    topics = Topics(annotated.page)
    counted = of_sellers(annotated.sentences, annotated.quantities, topics)
    figures = {each.quantity.span: each for each in (*counted, *of_statistics(statistics))}
    sources = [*(each.span for each in attributions), *(each.span for each in citations)]
    reader = _Reader(topics, sorted(figures), sorted(sources))
    return tuple(measure for span in sorted(figures) for measure in reader.measure(figures[span]))


class _Reader:
    def __init__(self, topics: Topics, figures: Sequence[Span], sources: Sequence[Span]) -> None:
        self._topics = topics
        self._figures = figures
        self._sources = sources
        self._last: Clauses | None = None

    def measure(self, figure: Figure) -> Iterator[Measure]:
        """The measure of a figure, unless it tells too little."""
        clauses, value = self._clauses(figure.sentence), open_range(figure.quantity)
        if value is not None and len(clauses.figures) <= _MOST_FIGURES:
            yield from self._measure(figure, clauses.told(figure.quantity.span), *value)

    def _measure(self, figure: Figure, words: Told, low: Decimal, high: Decimal) -> Iterator[Measure]:
        quantity = figure.quantity
        block = self._topics.page.block_of(quantity.span)
        product = self._topics.product(figure.sentence.text, block)
        saying = said(figure, words, product, self._topics)
        heading = self._topics.heading(block, whole=saying.label or block.cell is not None)
        if heading or (saying.words and not saying.label):
            said_of, named = (*words.clause, *words.rest), words.source
            yield Measure(
                quantity.span,
                low,
                high,
                unit_of(quantity),
                quantity.comparator,
                saying.words or heading,
                sizes(said_of),
                years((*said_of, *named)),
                () if saying.general else product,
                stems(named, "stop", "light"),
                heading,
            )

    def _clauses(self, sentence: Sentence) -> Clauses:
        """The sentence as read; the figures come in order, so that one is kept."""
        if self._last is None or self._last.sentence is not sentence:
            figures, sources = (_inside(sentence.span, spans) for spans in (self._figures, self._sources))
            self._last = Clauses(sentence, figures, sources)
        return self._last


def _inside(within: Span, spans: Sequence[Span]) -> Sequence[Span]:
    """Those of sorted spans that begin within a span."""
    return spans[
        bisect_left(spans, Span(within.block, within.start, 0)) : bisect_left(spans, Span(within.block, within.end, 0))
    ]
