"""Finds statistics: quantities that report what was found out about people, outcomes, tests or markets.

A judge for each kind of quantity reads the words around it (their labels are in words.toml): does it
report a finding of one of the kinds K1 to K8, and does no exclusion E1 to E14 hold?
"""

from collections.abc import Callable, Iterator, Mapping

from auditor.extract.annotated import Annotated
from auditor.extract.statistics.anchors import anchor
from auditor.extract.statistics.circumstances import population, time
from auditor.extract.statistics.counts import judge_alone, judge_count, judge_crowd, judge_money
from auditor.extract.statistics.effects import judge_fold, judge_measure, judge_number, judge_ratio, judge_significance
from auditor.extract.statistics.place import Place, places
from auditor.extract.statistics.shares import judge_share
from auditor.extract.statistics.treatments import is_treatment_outcome
from auditor.extract.statistics.verdicts import Verdict
from auditor.model import QuantityKind, Statistic

_JUDGES: Mapping[QuantityKind, Callable[[Place], Verdict | None]] = {
    QuantityKind.PERCENT: judge_share,
    QuantityKind.SHARE: judge_share,
    QuantityKind.FOLD: judge_fold,
    QuantityKind.RATIO: judge_ratio,
    QuantityKind.COUNT: judge_count,
    QuantityKind.MONEY: judge_money,
    QuantityKind.MEASURE: judge_measure,
    QuantityKind.P_VALUE: judge_significance,
    QuantityKind.INTERVAL: judge_significance,
    QuantityKind.NUMBER: lambda place: judge_crowd(place) or judge_number(place) or judge_alone(place),
}


def find_statistics(annotated: Annotated) -> tuple[Statistic, ...]:
    """The page's statistics, sources not yet joined."""
    return tuple(_statistics(annotated))


def _statistics(annotated: Annotated) -> Iterator[Statistic]:
    for place in places(annotated):
        verdict = _JUDGES[place.quantity.kind](place)
        if verdict is not None:
            yield Statistic(
                anchor(place),
                place.scene.sentence,
                verdict.kind,
                (place.quantity,),
                treatment_outcome=is_treatment_outcome(place, verdict.kind),
                confidence=verdict.confidence,
                population=population(place),
                time=time(place),
            )
