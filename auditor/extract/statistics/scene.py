"""A sentence that holds quantities: its words and clauses, and what frames its block."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from auditor.extract.annotated import Annotated
from auditor.extract.quantities import lowered
from auditor.extract.statistics.lexicon import Word, label_words
from auditor.model import Block, BlockKind, Mention, Quantity, Sentence, Span

_BORDER = re.compile(
    r"[;:()\[\]|•→]|-{2,}|\s[-–—]\s|—|,\s(?:and|but|while|whereas|or|so|yet|with|which|although|though|versus|vs\.?)\b|\s(?:but|while|whereas|although)\s"
)
_SHORT = 12
"""Words of a block that can be the caption of a number standing alone beside it."""
_LONG = 200
"""Characters of a header, heading or neighbour that are looked at."""
_WINDOW = 40
"""Words of a clause that are looked at on one side of a quantity."""
_TOLD_BY = re.compile(r"\b(?:I|my|me)\b|\bI['’]")
_REACH = 2_000
"""Characters of a block that are searched for the voice that speaks in it."""


def labels_of(words: Iterable[Word]) -> frozenset[str]:
    """All labels of the words."""
    return frozenset(label for word in words for label in word.labels)


class Scene:
    """A sentence that holds quantities: its words, clauses and drugs; shared by the places in it."""

    def __init__(self, annotated: Annotated, sentence: Sentence, strengths: frozenset[Decimal]) -> None:
        self.sentence = sentence
        self.block: Block = annotated.block(sentence)
        self.quantities: tuple[Quantity, ...] = annotated.quantities.get(sentence.index, ())
        self.text = lowered(sentence.text)
        self.strengths = strengths
        self._annotated = annotated
        self._said: dict[re.Pattern[str], bool] = {}

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern, over lower case, is found in the sentence; asked once for all its quantities."""
        if pattern not in self._said:
            self._said[pattern] = pattern.search(self.text) is not None
        return self._said[pattern]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the sentence, labelled."""
        return label_words(self.text)

    @cached_property
    def drugs(self) -> tuple[Mention, ...]:
        """The drugs named in the sentence."""
        return self._annotated.labelled(self.sentence, "drug")

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _borders(self) -> list[tuple[int, int]]:
        return [match.span() for match in _BORDER.finditer(self.text)]

    @cached_property
    def _opens(self) -> list[int]:
        return [0, *(end for _, end in self._borders)]

    @cached_property
    def _closes(self) -> list[int]:
        return [*(start for start, _ in self._borders), len(self.text)]

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of the whole sentence."""
        return labels_of(self.words)

    @cached_property
    def header(self) -> tuple[Word, ...]:
        """The words of the headers that govern the cell."""
        cell = self.block.cell
        return label_words(lowered(f"{cell.row_header[:_LONG]} {cell.column_header[:_LONG]}")) if cell else ()

    @cached_property
    def caption(self) -> tuple[Word, ...]:
        """The words of the short block behind, or before, a number that stands alone in its block."""
        if len(self.words) > 2 or self.block.cell:
            return ()
        for index in (self.block.index + 1, self.block.index - 1):
            words = self._caption_at(index)
            if words:
                return words
        return ()

    def _caption_at(self, index: int) -> tuple[Word, ...]:
        blocks = self._annotated.page.blocks
        if not 0 <= index < len(blocks) or blocks[index].region is not self.block.region:
            return ()
        text = blocks[index].text[:_LONG]
        return label_words(lowered(text)) if len(text.split()) <= _SHORT and not text[:1].isdigit() else ()

    @property
    def neighbours(self) -> tuple[str, ...]:
        """The texts of the blocks right before and behind."""
        blocks, at = self._annotated.page.blocks, self.block.index
        return tuple(each.text[:_LONG] for each in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]))

    @cached_property
    def frame(self) -> frozenset[str]:
        """The labels of what introduces the block: headers, lead-in line, caption, nearest heading."""
        blocks = self._annotated.page.blocks
        lead = blocks[self.block.lead_in].text if self.block.lead_in is not None else ""
        heading = self.block.section[-1] if self.block.section else ""
        words = label_words(lowered(f"{lead[-_LONG:]} . {heading[:_LONG]}"))
        return labels_of(words) | labels_of(self.header) | labels_of(self.caption)

    def is_answer_to(self, asked: set[str]) -> bool:
        """Whether it opens the block right below a heading that speaks of such things: "Expected weight loss"."""
        above = self._annotated.page.blocks[self.block.index - 1] if self.block.index else None
        if above is None or above.kind is not BlockKind.HEADING or self.sentence.span.start > 0:
            return False
        return bool(labels_of(label_words(lowered(above.text[:_LONG]))) & asked)

    def near(self, quantity: Quantity) -> tuple[Quantity, ...]:
        """The two quantities of the sentence on either side of one of them."""
        at = bisect_left(self.quantities, quantity.span.start, key=lambda each: each.span.start)
        return (*self.quantities[max(0, at - 2) : at], *self.quantities[at + 1 : at + 3])

    def following(self, quantity: Quantity) -> Quantity | None:
        """The next quantity of the sentence."""
        at = bisect_right(self.quantities, quantity.span.start, key=lambda each: each.span.start)
        return self.quantities[at] if at < len(self.quantities) else None

    def preceding(self, quantity: Quantity, count: int) -> tuple[Quantity, ...]:
        """The quantities of the sentence before one of them, the nearest first, at most so many."""
        at = bisect_left(self.quantities, quantity.span.start, key=lambda each: each.span.start)
        return self.quantities[max(0, at - count) : at][::-1]

    @cached_property
    def is_personal(self) -> bool:
        """Whether the block is a quotation in which somebody speaks of herself or himself."""
        text = self.block.text
        quoted = self.block.kind is BlockKind.QUOTE or text[:1] in "\"“'‘«"
        return quoted and _TOLD_BY.search(text, 0, _REACH) is not None

    def is_code(self, span: Span) -> bool:
        """Whether the span is shown as code."""
        codes = self.block.codes
        at = bisect_left(codes, span.end, key=lambda code: code.start) - 1
        return at >= 0 and codes[at].overlaps(span)

    def drug_from(self, start: int) -> Mention | None:
        """The first drug at or behind an offset of the sentence."""
        at = bisect_left(self.drugs, start + self.sentence.span.start, key=lambda drug: drug.span.start)
        return self.drugs[at] if at < len(self.drugs) else None

    def drug_until(self, end: int) -> Mention | None:
        """The last drug that ends by an offset of the sentence."""
        at = bisect_right(self.drugs, end + self.sentence.span.start, key=lambda drug: drug.span.end) - 1
        return self.drugs[at] if at >= 0 else None

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in the range, the first so many."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self.words[low : min(high, low + _WINDOW)]

    def words_before(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in the range, the last so many."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self.words[max(low, high - _WINDOW) : high]

    def clause(self, start: int) -> tuple[int, int]:
        """The range of the clause around an offset."""
        at = bisect_right(self._opens, start) - 1
        return self._opens[at], max(self._closes[at], start)

    def outer(self, opening: int) -> tuple[int, int]:
        """The clause before the one that opens at an offset; empty at the start of the sentence."""
        at = bisect_left(self._opens, opening)
        return (self._opens[at - 1], self._closes[at - 1]) if at > 0 else (0, 0)
