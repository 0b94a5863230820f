"""A quantity in its place: the words around it in its clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from auditor.extract.annotated import Annotated
from auditor.extract.statistics.lexicon import Word
from auditor.extract.statistics.scene import Scene, labels_of
from auditor.extract.statistics.strengths import strengths
from auditor.model import Quantity

_PARTING = frozenset(
    {"of", "in", "with", "for", "to", "on", "at", "by", "from", "than", "when", "after", "versus", "vs", "and", "or"}
)
_JOINING = " -\"'“”‘’«»"
"""Signs that may stand between a number and the noun it belongs to: "a “1%” serum"."""
ARROWS = ("↓", "↑", "⬇", "⬆", "▼", "▲", "↘", "↗")
NEAR = 60
"""Characters."""


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
        return self.scene.text[max(0, self.start - NEAR) : self.start]

    @property
    def following(self) -> str:
        """The text right behind, whatever clause it belongs to."""
        return self.scene.text[self.end : self.end + NEAR]

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
        return (*self.scene.header, *self.scene.words_before(self.clause[0], self.start))

    @cached_property
    def right(self) -> tuple[Word, ...]:
        """The words of the clause behind it; those of the caption where the number stands alone."""
        return (*self.scene.words_between(self.end, self.clause_end), *self.scene.caption)

    @cached_property
    def labelled(self) -> tuple[Word, ...]:
        """The words of the clause before, where a colon, a dash or a bracket leads from it to this one."""
        low, high = self.scene.outer(self.clause[0])
        return self.scene.words_before(low, high)

    @cached_property
    def clause_labels(self) -> frozenset[str]:
        return labels_of(self.left) | labels_of(self.right)

    @cached_property
    def has_arrow(self) -> bool:
        """Whether an arrow says that it went up or down."""
        return self.words.startswith(ARROWS)

    def own_labels(self, count: int) -> frozenset[str]:
        """Labels of the nearest words behind, up to the next quantity."""
        following = self.scene.following(self.quantity)
        end = following.span.start - self.scene.sentence.span.start if following else self.clause_end
        return labels_of(self.scene.words_between(self.end, min(end, self.clause_end))[:count])

    def next_labels(self, count: int) -> frozenset[str]:
        """Labels of the nearest words behind."""
        return labels_of(self.right[:count])

    def beside(self, count: int) -> frozenset[str]:
        """Labels of the nearest words behind that no sign and no preposition parts from the quantity."""
        words: list[Word] = []
        end = self.end
        for word in self.right[:count]:
            if self.scene.text[end : word.start].strip(_JOINING) or word.text in _PARTING:
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
        drug = self.scene.drug_from(self.end)
        return drug is not None and drug.span.start - self.quantity.span.end <= 1

    def drug_before(self) -> bool:
        """Whether a drug's name stands right before, with nothing but a space or a bracket between."""
        drug = self.scene.drug_until(self.start)
        if drug is None:
            return False
        between = self.scene.text[drug.span.end - self.scene.sentence.span.start : self.start]
        return len(between) <= _GAP and not between.strip(" (")


_GAP = 2
"""Characters between a drug's name and its strength."""


def places(annotated: Annotated) -> Iterator[Place]:
    """Every quantity of the page in its place, block by block."""
    known = frozenset(strengths(annotated))
    for sentence in annotated.sentences:
        if sentence.index in annotated.quantities:
            scene = Scene(annotated, sentence, known)
            yield from (Place(scene, quantity) for quantity in scene.quantities)
