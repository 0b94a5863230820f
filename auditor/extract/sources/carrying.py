"""What goes on counting as one reads: the source carried over in a block, the study named before."""

import re
from dataclasses import dataclass, field

from auditor.extract.attributions import Wording
from auditor.model import Attribution, Block, BlockKind, Sentence, Source, Tier

Appeal = Wording | Attribution

_OPENING = 6
"""A source named in so many of the first paragraphs is what the whole page is about."""
_SHIFT = re.compile(
    r"\b(?:another|different|separate|second|other)\s+(?:\w+\s+)?"
    r"(?:stud(?:y|ies)|trials?|group|team|surveys?|researchers|analysis|review)\b"
    r"|^(?:meanwhile|elsewhere|separately)\b|\b(?:our|we)\b",
    re.IGNORECASE,
)
"""Turns to another study, or to what the page itself has to say."""


@dataclass
class Carrying:
    """Follows the sentences of a page in order. The mappings go by sentence index."""

    carried: dict[int, Source] = field(default_factory=dict)
    """The source named earlier in the block, as long as the text stays with it."""
    before: dict[int, Source] = field(default_factory=dict)
    """The source named last in the section, or in the opening of the page."""
    spoken: dict[int, Appeal] = field(default_factory=dict)
    """The last appeal made earlier in the block."""

    told: set[int] = field(default_factory=set)
    """Sentences before which the section has made an appeal."""

    _block: int = -1
    _section: tuple[str, ...] = ()
    _paragraphs: int = 0
    _current: Source | None = None
    _named: Source | None = None
    _subject: Source | None = None
    _last: Appeal | None = None
    _told: bool = False

    def read(self, sentence: Sentence, block: Block, own: Source | None, appeals: list[Appeal]) -> None:
        """Takes in the next sentence, the source it names itself, and its appeals."""
        if block.index != self._block:
            self._enter(block)
        resolved = own or next((source for each in appeals if (source := joined(each))), None)
        if self._current and (any(map(_is_new, appeals)) or _SHIFT.search(sentence.text)):
            self._current = None
        self._note(sentence.index)
        if resolved:
            self._current = Source(resolved.tier, resolved.spans, reason="carried over")
            self._named = Source(resolved.tier, resolved.spans, reason="named before")
            if self._paragraphs <= _OPENING:
                self._subject = self._subject or self._named
        self._last = appeals[-1] if appeals else self._last
        self._told = self._told or bool(appeals)

    def _enter(self, block: Block) -> None:
        self._block, self._current, self._last = block.index, None, None
        self._paragraphs += block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        if block.section != self._section:
            self._section, self._named, self._told = block.section, self._subject, False

    def _note(self, index: int) -> None:
        if self._current:
            self.carried[index] = self._current
        if self._named:
            self.before[index] = self._named
        if self._last:
            self.spoken[index] = self._last
        if self._told:
            self.told.add(index)


def _is_new(appeal: Appeal) -> bool:
    return appeal.source.tier <= Tier.VAGUE if isinstance(appeal, Attribution) else not appeal.definite


def joined(appeal: Appeal) -> Source | None:
    """The source of an appeal that has been joined to one a reader can find."""
    if isinstance(appeal, Attribution) and appeal.source.tier >= Tier.IDENTIFIABLE:
        return appeal.source
    return None
