"""The statistics of a page as values that can be compared with other pages."""

from collections.abc import Iterator

from auditor.check.facts.placing import Stated
from auditor.model import Document, Region
from auditor.model.fact import FactKind
from auditor.model.measure import Measure


def statistic_statements(document: Document) -> Iterator[Stated]:
    """The measures that the main text states, each with all that must agree before two contradict each other."""
    for measure in document.measures:
        if document.page.block_of(measure.span).region is Region.MAIN:
            subject, written = " ".join(measure.words), document.text(measure.span)
            yield Stated(FactKind.STATISTIC, subject, _scope(measure), measure.low, measure.high, written, measure.span)


def _scope(measure: Measure) -> tuple[str, ...]:
    keys = {
        "unit": (measure.unit,),
        "bound": (measure.bound,),
        "heading": measure.heading,
        "product": measure.product,
        "size": measure.sizes,
        "years": measure.years,
        "source": measure.source,
    }
    return tuple(f"{key}: {' '.join(values)}" for key, values in keys.items() if any(values))
