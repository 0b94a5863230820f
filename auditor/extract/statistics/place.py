"""A quantity in its place: the words around it, in its clause, its sentence and what frames the block."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from auditor.extract.annotated import Annotated
from auditor.extract.quantities import lowered
from auditor.extract.statistics.lexicon import Word, label_words
from auditor.model import Block, Mention, Quantity, QuantityKind, Sentence

_BORDER = re.compile(
    r"[;:()\[\]|•→]|-{2,}|\s[-–—]\s|—|,\s(?:and|but|while|whereas|or|so|yet|with|which|although|though|versus|vs\.?)\b|\s(?:but|while|whereas|although)\s"
)
_PARTING = frozenset(
    {"of", "in", "with", "for", "to", "on", "at", "by", "from", "than", "when", "after", "versus", "vs", "and", "or"}
)
_NEAR = 60
"""Characters."""
_SHORT = 12
"""Words of a block that can be the caption of a number standing alone beside it."""


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
        return label_words(lowered(f"{cell.row_header} {cell.column_header}")) if cell else ()

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
        text = blocks[index].text
        return label_words(lowered(text)) if len(text.split()) <= _SHORT and not text[:1].isdigit() else ()

    @property
    def neighbours(self) -> tuple[str, ...]:
        """The texts of the blocks right before and behind."""
        blocks, at = self._annotated.page.blocks, self.block.index
        return tuple(each.text for each in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]))

    @cached_property
    def frame(self) -> frozenset[str]:
        """The labels of what introduces the block: headers, lead-in line, caption, nearest heading."""
        blocks = self._annotated.page.blocks
        lead = blocks[self.block.lead_in].text if self.block.lead_in is not None else ""
        heading = self.block.section[-1] if self.block.section else ""
        words = label_words(lowered(f"{lead[-200:]} . {heading}"))
        return labels_of(words) | labels_of(self.header) | labels_of(self.caption)

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        return self.words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def clause(self, start: int) -> tuple[int, int]:
        """The range of the clause around an offset."""
        at = bisect_right(self._opens, start) - 1
        return self._opens[at], max(self._closes[at], start)

    def outer(self, opening: int) -> tuple[int, int]:
        """The clause before the one that opens at an offset; empty at the start of the sentence."""
        at = bisect_left(self._opens, opening)
        return (self._opens[at - 1], self._closes[at - 1]) if at > 0 else (0, 0)


@dataclass(frozen=True)
class Place:
    """One quantity of a scene. Offsets are those of the sentence's text."""

    scene: Scene
    quantity: Quantity

    @cached_property
    def start(self) -> int:
        return self.quantity.span.start - self.scene.sentence.span.start

    @cached_property
    def end(self) -> int:
        return self.quantity.span.end - self.scene.sentence.span.start

    @property
    def preceding(self) -> str:
        """The text right before, whatever clause it belongs to."""
        return self.scene.text[max(0, self.start - _NEAR) : self.start]

    @property
    def following(self) -> str:
        """The text right behind, whatever clause it belongs to."""
        return self.scene.text[self.end : self.end + _NEAR]

    @cached_property
    def clause(self) -> tuple[int, int]:
        return self.scene.clause(self.start)

    @cached_property
    def before(self) -> str:
        """The text of the clause before the quantity."""
        return self.scene.text[max(self.clause[0], self.start - 120) : self.start]

    @cached_property
    def after(self) -> str:
        """The text of the clause behind the quantity."""
        return self.scene.text[self.end : max(self.clause_end, self.end)][:120]

    @cached_property
    def clause_end(self) -> int:
        return self.scene.clause(self.end)[1]

    @cached_property
    def left(self) -> tuple[Word, ...]:
        """The words of the clause before the quantity, the nearest last; a cell's headers come first."""
        return (*self.scene.header, *self.scene.words_between(self.clause[0], self.start))

    @cached_property
    def right(self) -> tuple[Word, ...]:
        """The words of the clause behind it; those of the caption where the number stands alone."""
        return (*self.scene.words_between(self.end, self.clause_end), *self.scene.caption)

    @cached_property
    def labelled(self) -> tuple[Word, ...]:
        """The words of the clause before, where a colon, a dash or a bracket leads from it to this one."""
        low, high = self.scene.outer(self.clause[0])
        return self.scene.words_between(low, high)

    @cached_property
    def clause_labels(self) -> frozenset[str]:
        return labels_of(self.left) | labels_of(self.right)

    def next_labels(self, count: int) -> frozenset[str]:
        """Labels of the nearest words behind."""
        return labels_of(self.right[:count])

    def beside(self, count: int) -> frozenset[str]:
        """Labels of the nearest words behind that no sign and no preposition parts from the quantity."""
        words: list[Word] = []
        end = self.end
        for word in self.right[:count]:
            if self.scene.text[end : word.start].strip(" -") or word.text in _PARTING:
                break
            words.append(word)
            end = word.end
        return labels_of(words)

    def last_labels(self, count: int) -> frozenset[str]:
        """Labels of the nearest words before."""
        return labels_of(self.left[-count:])

    @property
    def words(self) -> str:
        """The quantity's own words, in lower case."""
        return self.scene.text[self.start : self.end]

    @property
    def is_known_strength(self) -> bool:
        """Whether the page gives this very percentage as the strength of a drug."""
        return self.quantity.low == self.quantity.high and self.quantity.low in self.scene.strengths

    def drug_behind(self) -> bool:
        """Whether a drug's name follows at once."""
        return any(0 <= each.span.start - self.quantity.span.end <= 1 for each in self.scene.drugs)

    def drug_before(self) -> bool:
        """Whether a drug's name stands right before, with nothing but a space or a bracket between."""
        origin = self.scene.sentence.span.start
        return any(
            0 <= self.quantity.span.start - each.span.end <= 2
            and not self.scene.text[each.span.end - origin : self.start].strip(" (")
            for each in self.scene.drugs
        )


def places(annotated: Annotated) -> Iterator[Place]:
    """Every quantity of the page in its place, block by block."""
    strengths = frozenset(_strengths(annotated))
    for sentence in annotated.sentences:
        if sentence.index in annotated.quantities:
            scene = Scene(annotated, sentence, strengths)
            yield from (Place(scene, quantity) for quantity in scene.quantities)


_HIGHEST_STRENGTH = 20
"""Percent; more than this beside a drug's name is as likely a result as a strength."""
_ADJECTIVE = re.compile(r"[\s-](?:(?!(?:of|in|with|for|to|on|at|by|from|than|and|or)\s)[a-z]+\s)?")
_BEFORE_STRENGTH = re.compile(r"\s\(?")


def _strengths(annotated: Annotated) -> Iterator[Decimal]:
    """The percentages that stand right beside the name of a drug."""
    for sentence in annotated.sentences:
        drugs = annotated.labelled(sentence, "drug")
        for each in annotated.quantities.get(sentence.index, ()) if drugs else ():
            value = each.low if each.low == each.high and each.kind is QuantityKind.PERCENT else None
            if value is not None and value <= _HIGHEST_STRENGTH and _beside_drug(sentence, each, drugs):
                yield value


def _beside_drug(sentence: Sentence, quantity: Quantity, drugs: tuple[Mention, ...]) -> bool:
    text, origin = sentence.text, sentence.span.start
    start, end = quantity.span.start - origin, quantity.span.end - origin
    return any(
        _ADJECTIVE.fullmatch(text, end, drug.span.start - origin)
        or _BEFORE_STRENGTH.fullmatch(text, drug.span.end - origin, start)
        for drug in drugs
    )
