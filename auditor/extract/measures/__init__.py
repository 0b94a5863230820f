"""Says of each statistic what it measures, so that two statistics of one measure can be told."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from auditor.extract.measures.clauses import Told, told
from auditor.extract.measures.saying import said
from auditor.extract.measures.topics import Topics
from auditor.extract.measures.values import open_range, unit_of
from auditor.extract.measures.words import sizes, stems, years
from auditor.model import Attribution, Citation, Page, Quantity, Sentence, Span, Statistic, StatisticKind
from auditor.model.measure import Measure


def find_measures(
    page: Page,
    statistics: Sequence[Statistic],
    attributions: Sequence[Attribution],
    citations: Sequence[Citation],
) -> tuple[Measure, ...]:
    """The measures of a page's statistics, in reading order; without those that say too little to be compared."""
    if not statistics:
        return ()
    named = [*(each.span for each in attributions), *(each.span for each in citations)]
    return tuple(_Reader(page, statistics, named).measures())


class _Reader:
    def __init__(self, page: Page, statistics: Sequence[Statistic], sources: Sequence[Span]) -> None:
        self._page = page
        self._statistics = statistics
        self._topics = Topics(page)
        self._figures = sorted(figure.span for each in statistics for figure in each.quantities)
        self._sources = sorted(sources)

    def measures(self) -> Iterator[Measure]:
        for each in self._statistics:
            if each.kind is not StatisticKind.SIGNIFICANCE and len(each.quantities) == 1:
                yield from self._measure(each, each.quantities[0])

    def _measure(self, statistic: Statistic, quantity: Quantity) -> Iterator[Measure]:
        value = open_range(quantity)
        block = self._page.block_of(quantity.span)
        words = self._told(quantity.span, statistic.sentence)
        product = self._topics.product(statistic.sentence.text, block)
        saying = said(statistic, quantity, words, product, self._topics.brand)
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
