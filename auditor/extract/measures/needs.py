"""What a passage must hold before a measure can be found in it that is of no statistic."""

from auditor.extract.measures.figures import MANY, may_be_counted
from auditor.extract.measures.words import listed, words_of
from auditor.extract.passages import Passage
from auditor.extract.quantities import find_quantities


def may_hold(passage: Passage) -> bool:
    """Whether a sentence counts something, whoever it is of."""
    return any(
        may_be_counted(each) and ((each.high or 0) >= MANY or listed("averages") & {*words_of(sentence.text)})
        for sentence in passage.sentences
        for each in find_quantities((sentence,)).get(sentence.index, ())
    )
