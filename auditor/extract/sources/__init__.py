"""Joins claims to their sources: where on the page a source counts for what is said.

`reach` knows what stands where; this module decides for attributions and statistics which of it
is nearest. The places are those of docs/definitions.md, "Where a source counts".
"""

from dataclasses import replace

from auditor.extract.annotated import Annotated
from auditor.extract.attributions import Wording, find_wordings
from auditor.extract.sources.reach import Reach
from auditor.model import Attribution, Citation, Confidence, Source, Statistic

__all__ = ["find_attributions", "with_sources"]


def find_attributions(annotated: Annotated, citations: tuple[Citation, ...]) -> tuple[Attribution, ...]:
    """Words that borrow authority, each with its best source; references back to one judged before are left out."""
    wordings = find_wordings(annotated, citations)
    reach = Reach(annotated, citations, wordings)
    return tuple(_attribution(each, reach.of_wording(each)) for each in wordings if not reach.is_back_reference(each))


def with_sources(
    statistics: tuple[Statistic, ...],
    annotated: Annotated,
    citations: tuple[Citation, ...],
    attributions: tuple[Attribution, ...],
) -> tuple[Statistic, ...]:
    """The statistics, each with its best source."""
    if not statistics:
        return ()
    reach = Reach(annotated, citations, attributions)
    return tuple(replace(each, source=reach.of_claim(each.sentence, each.span)) for each in statistics)


def _attribution(wording: Wording, source: Source) -> Attribution:
    confidence = Confidence.LOW if source.uncertain else wording.confidence
    return Attribution(wording.span, wording.sentence, wording.cue_class, source, wording.missing, confidence)
