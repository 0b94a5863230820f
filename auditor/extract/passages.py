"""A passage: what may be a block of a page, as a quick look at the page's bytes sees it.

Each extractor says what a passage must hold before the extractor can find anything in it (`may_hold` in its
`needs.py`), with the word lists and patterns that it works with itself. What other blocks say, where a block stands
and what kind of block it is are not known of a passage, so no condition may ask for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from auditor.extract.sentences import split_text
from auditor.model import Sentence, Span


@dataclass(frozen=True)
class Passage:
    """The text of a block."""

    text: str
    """As `auditor.model.Block.text`."""
    may_be_cell: bool = True
    """Whether it may stand in a table, where headers tell what it is."""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences; each is given the number 0."""
        return tuple(Sentence(0, Span(0, start, end), self.text[start:end]) for start, end in split_text(self.text))


Condition = Callable[[Passage], bool]
"""Whether a passage may hold something."""
