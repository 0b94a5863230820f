"""What a passage must hold before a statistic can be found in it.

Each condition leaves out of a judge (`shares`, `effects`, `counts`) what it asks of other blocks and what it
excludes. Shares pass always: a heading or a lead-in may say that they were found.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from auditor.extract.passages import Passage
from auditor.extract.quantities import find_quantities, lowered
from auditor.extract.statistics.changes import LEADS, TIME_UNITS
from auditor.extract.statistics.counts import LONE, MANY, MILLION, SOME, YEARLY, counted_as_people
from auditor.extract.statistics.effects import COMPARED, DOSE_UNITS, FOUND, LOST, MORE_OF, UNDERGONE
from auditor.extract.statistics.lexicon import Word, label_words
from auditor.extract.statistics.place import ARROWS, NEAR
from auditor.extract.statistics.recurrences import EVERY
from auditor.extract.statistics.scene import labels_of
from auditor.model import Quantity, QuantityKind, Sentence

_MOVING = frozenset({"fall", "rise", "change"})
_SIGNS = ("-", "−", "+", "–", *ARROWS)
_A_HEAD = re.compile(r"\b(?:per|for each)\s")
_SPENDING = re.compile(r"\b(?:spen[dt]|costing|losses)")
_GROUP = re.compile(r"group|arm|cohort")
_DOWN = re.compile(r"\b(?:down|up)\b")
_FEW_WORDS = 2
"""With no more of them a sentence may have words of the next block for its own."""


def may_hold(passage: Passage) -> bool:
    """Whether a sentence holds a quantity that may report a finding."""
    return any(_Told(sentence, passage.may_be_cell).reports for sentence in passage.sentences)


@dataclass(frozen=True)
class _Told:
    """A sentence, as far as it tells by itself what its quantities are."""

    sentence: Sentence
    may_be_cell: bool

    @property
    def reports(self) -> bool:
        found = find_quantities((self.sentence,)).get(0, ())
        return any(each.kind not in _CONDITIONS or _CONDITIONS[each.kind](self, each) for each in found)

    @cached_property
    def text(self) -> str:
        return lowered(self.sentence.text)

    @cached_property
    def _words(self) -> tuple[Word, ...]:
        return label_words(self.text)

    @cached_property
    def labels(self) -> frozenset[str]:
        return labels_of(self._words)

    @cached_property
    def labelled_elsewhere(self) -> bool:
        """Whether headers or the block beside it may add to its words."""
        return self.may_be_cell or len(self._words) <= _FEW_WORDS

    def moves(self, quantity: Quantity) -> bool:
        """Whether it may be said to be a change."""
        signed = self.text.startswith(_SIGNS, self._start(quantity))
        return signed or bool(self.labels & _MOVING) or _DOWN.search(self.text) is not None

    def measures(self, quantity: Quantity) -> bool:
        """As `judge_measure`."""
        compared = COMPARED.search(self.text) is not None
        if quantity.unit in TIME_UNITS | DOSE_UNITS:
            start = self._start(quantity)
            preceding = self.text[max(0, start - NEAR) : start]
            if EVERY.search(preceding) and quantity.unit in TIME_UNITS:
                return True
            if not (compared or LEADS.search(preceding) or LOST.search(preceding)):
                return False
        elif self.labelled_elsewhere or UNDERGONE.search(self.text):
            return True
        return self.may_be_cell or compared or self.moves(quantity) or _GROUP.search(self.text) is not None

    def _start(self, quantity: Quantity) -> int:
        return quantity.span.start - self.sentence.span.start

    def multiplies(self, _quantity: Quantity) -> bool:
        """As `judge_fold`."""
        return (
            self.labelled_elsewhere
            or "likely" in self.text
            or bool(self.labels & (FOUND | _MOVING | {"treatment", "study", "comparative"}))
        )

    def counts(self, quantity: Quantity) -> bool:
        """As `judge_count`."""
        size = quantity.high or 0
        if size >= MANY or "need" in self.text or "comparative" in self.labels:
            return True
        if size >= SOME and ("prevalence" in self.labels or "lives" in self.text or YEARLY.search(self.text)):
            return True
        return not counted_as_people(quantity.unit) and (self.labelled_elsewhere or self.moves(quantity))

    def costs(self, quantity: Quantity) -> bool:
        """As `judge_money`."""
        if (quantity.high or 0) < MILLION:
            return _SPENDING.search(self.text) is not None or _A_HEAD.search(self.text) is not None
        if self.labels & {"market", "harm"}:
            return True
        return YEARLY.search(self.text) is not None or _SPENDING.search(self.text) is not None

    def numbers(self, quantity: Quantity) -> bool:
        """As `judge_number`, `judge_alone` and `judge_crowd`."""
        size = quantity.high or 0
        if size >= SOME and LONE.fullmatch(self.text):
            return True
        if size >= MANY and ("number of" in self.text or "finding" in self.labels):
            return True
        spread = quantity.low != quantity.high and "from" in self.text
        if not (spread or "by " in self.text or MORE_OF.search(self.text)):
            return False
        scored = self.labelled_elsewhere or self.labels & {"measure", "harm", "outcome", "person", "event"}
        return bool(scored)


_CONDITIONS: Mapping[QuantityKind, Callable[[_Told, Quantity], bool]] = {
    QuantityKind.MEASURE: _Told.measures,
    QuantityKind.FOLD: _Told.multiplies,
    QuantityKind.COUNT: _Told.counts,
    QuantityKind.MONEY: _Told.costs,
    QuantityKind.NUMBER: _Told.numbers,
}
