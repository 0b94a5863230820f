"""Tells whether a statistic is the outcome of a named product or treatment."""

from auditor.extract.statistics.place import Place
from auditor.model import StatisticKind

_ALWAYS_OUTSIDE = {StatisticKind.MARKET, StatisticKind.SIGNIFICANCE}


def is_treatment_outcome(place: Place, kind: StatisticKind) -> bool:
    """Whether a drug, a product or a treatment stands in the sentence or in what introduces it."""
    if kind in _ALWAYS_OUTSIDE:
        return False
    return bool(place.scene.drugs) or "treatment" in place.scene.labels or "treatment" in place.scene.frame
