"""What a passage must hold before a statistic can be found in it."""

from auditor.extract.passages import Passage
from auditor.extract.quantities import find_quantities
from auditor.model import QuantityKind, Sentence

_MILLION, _SOME = 1_000_000, 1_000
_SIMPLE = frozenset((QuantityKind.MEASURE, QuantityKind.NUMBER))


def may_hold(passage: Passage) -> bool:
    """Whether a sentence holds a quantity of a kind that may report a finding."""
    return any(map(_reports, passage.sentences))


def _reports(sentence: Sentence) -> bool:
    found = find_quantities((sentence,)).get(0, ())
    return bool(found)
