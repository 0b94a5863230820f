"""What a passage must hold before a dosage statement can be found in it."""

from auditor.extract.dosages.amounts import find_amounts
from auditor.extract.dosages.clauses import cut
from auditor.extract.dosages.guard import worth_reading
from auditor.extract.passages import Passage


def may_hold(passage: Passage) -> bool:
    """Whether there is an amount, or a sentence that tells to take something so often or so long."""
    return bool(find_amounts(passage.text)) or any(
        any(clause.dosed for clause in cut(sentence)) for sentence in passage.sentences if worth_reading(sentence.text)
    )
