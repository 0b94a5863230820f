"""What a passage must hold before anything of a part of the document can be found in it, by the part's name."""

from collections.abc import Mapping

from auditor.extract.attributions import needs as attributions
from auditor.extract.dosages import needs as dosages
from auditor.extract.measures import needs as measures
from auditor.extract.passages import Condition
from auditor.extract.prices import needs as prices
from auditor.extract.slots import needs as slots
from auditor.extract.statistics import needs as statistics

CONDITIONS: Mapping[str, Condition] = {
    "statistics": statistics.may_hold,
    "slots": slots.may_hold,
    "prices": prices.may_hold,
    "measures": measures.may_hold,
    "dosages": dosages.may_hold,
    "attributions": attributions.may_hold,
}
"""By the names of the fields of `auditor.model.Document`, what is soonest told first."""
