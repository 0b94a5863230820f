"""Tells whether a statistic is the outcome of a named product or treatment."""

from auditor.extract.statistics.place import Place
from auditor.model import StatisticKind

_ALWAYS_OUTSIDE = {StatisticKind.MARKET, StatisticKind.SIGNIFICANCE}


_RESULTS = frozenset({"outcome", "harm", "change", "comparative", "rise", "fall"})
_OF_A_PRODUCT = ("users", "user", "buyers", "wearers", "takers", "customers", "clients", "members", "subscribers")


def is_treatment_outcome(place: Place, kind: StatisticKind) -> bool:
    """Whether it is a result, and a drug, a product or a treatment stands in the sentence or in what introduces it."""
    if kind in _ALWAYS_OUTSIDE:
        return False
    if any(word.text in _OF_A_PRODUCT for word in place.right[:4]):
        return True
    if kind is StatisticKind.SHARE and not place.scene.labels & _RESULTS:
        return False
    return bool(place.scene.drugs) or "treatment" in place.scene.labels or "treatment" in place.scene.frame
