"""A passage: what may be a block of a page, as a quick look at the page's bytes sees it.

Each extractor says what a passage must hold before the extractor can find anything in it (`may_hold` in its
`needs.py`), with the word lists and patterns that it works with itself. What other blocks say, where a block stands
and what kind of block it is are not known of a passage, so no condition may ask for it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from auditor.extract.numbers import ALIKE
from auditor.extract.sentences import split_text
from auditor.model import Sentence, Span

_BORDER = bytes(each if 97 <= each <= 122 else each + 32 if 65 <= each <= 90 else 32 for each in range(256))
"""Letters of ASCII in lower case; everything else is a space."""


@dataclass(frozen=True)
class Passage:
    """The text of a block."""

    text: str
    """As `auditor.model.Block.text`."""
    may_be_cell: bool = True
    """Whether it may stand in a table, where headers tell what it is."""

    @cached_property
    def words(self) -> frozenset[bytes]:
        """The runs of ASCII letters in it, in lower case."""
        return frozenset(_runs(self.text))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences; each is given the number 0."""
        return tuple(Sentence(0, Span(0, start, end), self.text[start:end]) for start, end in split_text(self.text))

    def has(self, needed: frozenset[bytes]) -> bool:
        """Whether one of these runs of letters is there."""
        return not self.words.isdisjoint(needed)


Condition = Callable[[Passage], bool]
"""Whether a passage may hold something."""


def runs_of(terms: Iterable[str]) -> frozenset[bytes]:
    """For each term the longest run of letters in it, without which the term is not there; terms without any: none."""
    return frozenset(_longest(terms))


def _longest(terms: Iterable[str]) -> Iterator[bytes]:
    for term in terms:
        runs = _runs(term)
        if runs:
            yield max(runs, key=len)


def _runs(text: str) -> list[bytes]:
    if not text.isascii():
        text = text.translate(ALIKE)
    return text.encode("ascii", "replace").translate(_BORDER).split()
