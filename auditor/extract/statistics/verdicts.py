"""What a judge says of a quantity: the kind of statistic it is, and how sure."""

from typing import NamedTuple

from auditor.extract.statistics.place import Place
from auditor.model import Confidence, StatisticKind


class Verdict(NamedTuple):
    """A quantity is a statistic of this kind."""

    kind: StatisticKind
    confidence: Confidence = Confidence.HIGH


def kind_of(place: Place) -> StatisticKind:
    """The kind of a share, as the words near it have it."""
    labels, shared = place.clause_labels or place.scene.labels, place.next_labels(3) & {"person", "event"}
    if "market" in labels and not labels & {"person", "harm"}:
        return StatisticKind.MARKET
    if "accuracy" in labels and not labels & {"person", "harm", "change"}:
        return StatisticKind.ACCURACY
    changed = place.last_labels(8) & {"rise", "fall", "change"} and not (shared or place.before.endswith(" to "))
    if place.next_labels(1 if shared else 2) & {"change", "comparative"} or changed:
        return StatisticKind.RELATIVE_EFFECT
    if labels & {"outcome", "harm"}:
        return StatisticKind.OUTCOME_RATE
    return StatisticKind.PREVALENCE if "prevalence" in labels else StatisticKind.SHARE
