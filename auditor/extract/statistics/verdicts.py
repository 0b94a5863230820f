"""What a judge says of a quantity: the kind of statistic it is, and how sure."""

from typing import NamedTuple

from auditor.model import Confidence, StatisticKind


class Verdict(NamedTuple):
    """A quantity is a statistic of this kind."""

    kind: StatisticKind
    confidence: Confidence = Confidence.HIGH


def kind_of(labels: frozenset[str]) -> StatisticKind:
    """The kind that the labels near a share, a factor or a change point at."""
    if "market" in labels and not labels & {"person", "harm"}:
        return StatisticKind.MARKET
    if "accuracy" in labels and not labels & {"person", "harm", "change"}:
        return StatisticKind.ACCURACY
    if labels & {"change", "comparative"}:
        return StatisticKind.RELATIVE_EFFECT
    if labels & {"outcome", "harm"}:
        return StatisticKind.OUTCOME_RATE
    if labels & {"prevalence"}:
        return StatisticKind.PREVALENCE
    return StatisticKind.SHARE
