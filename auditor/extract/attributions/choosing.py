"""Keeps, of the cues of one sentence, those that bring in a source of their own."""

from collections.abc import Iterator, Sequence

from auditor.extract.attributions.exclusions import is_excluded
from auditor.extract.attributions.grammar import Cue, find_cues
from auditor.extract.attributions.tagging import Tagged

_RANK = (
    "according",
    "finds",
    "praised",
    "judges",
    "position",
    "states",
    "guideline",
    "tied",
    "there",
    "that",
    "adjunct",
    "published",
    "amount",
    "proof",
    "slogan",
)
"""Where cues overlap, the form named first is kept: it says most about the source."""

_INTRODUCING = frozenset(["according", "finds", "judges", "states", "praised"])
"""Forms that can bring in a second source in one sentence; the others add to the first."""


def chosen(tagged: Tagged, site: str) -> Iterator[Cue]:
    """One cue for each source of the sentence, in order."""
    kept: list[Cue] = []
    for cue in sorted(_apart(list(find_cues(tagged))), key=lambda each: each.first):
        if is_excluded(cue, tagged, site) or (kept and not _is_new(cue, tagged)):
            continue
        kept.append(cue)
        yield cue


def _apart(cues: Sequence[Cue]) -> Iterator[Cue]:
    """The cues without those that overlap a better one; a sentence has few."""
    taken: list[Cue] = []
    for cue in sorted(cues, key=lambda each: (_RANK.index(each.form), each.first)):
        if not any(cue.first < other.last and other.first < cue.last for other in taken):
            taken.append(cue)
            yield cue


def is_definite(cue: Cue, tagged: Tagged) -> bool:
    """Whether the cue speaks of a source as known: "the study", "these trials", "the researchers"."""
    first = next(
        (
            each
            for each in range(cue.first, cue.last)
            if not tagged.plays(each, "according", "to", "location", "tie", "adverb", "preposition")
        ),
        cue.first,
    )
    return tagged.plays(first, "the", "demonstrative") and not tagged.plays(first, "quantifier")


def _is_new(cue: Cue, tagged: Tagged) -> bool:
    return cue.form in _INTRODUCING and not is_definite(cue, tagged)
