"""A page on its way to a Document: sentences with the terms and quantities seen in each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.model import Block, Mention, Page, Quantity, Sentence

if TYPE_CHECKING:
    from auditor.extract.citations.references import References


@dataclass(frozen=True)
class Annotated:
    """What all extractors work from. Both mappings go by sentence index and leave out empty ones."""

    page: Page
    sentences: tuple[Sentence, ...]
    mentions: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)
    quantities: Mapping[int, tuple[Quantity, ...]] = field(default_factory=dict)

    def block(self, sentence: Sentence) -> Block:
        return self.page.blocks[sentence.span.block]

    def labelled(self, sentence: Sentence, *labels: str) -> tuple[Mention, ...]:
        """The sentence's mentions that carry one of the labels, in order."""
        return tuple(mention for mention in self.mentions.get(sentence.index, ()) if mention.label in labels)

    @cached_property
    def references(self) -> "References":
        """The entries of the page's reference lists."""
        from auditor.extract.citations.references import find_references

        return find_references(self.page)
