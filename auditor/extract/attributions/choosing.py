"""Keeps, of the cues of one sentence, those that bring in a source of their own."""

from collections.abc import Iterator, Sequence

from auditor.extract.attributions.exclusions import is_excluded
from auditor.extract.attributions.grammar import RANK, Cue, find_cues
from auditor.extract.attributions.tagging import Tagged
from auditor.extract.attributions.voice import is_silenced

_ADDING = frozenset(["amount", "published", "adjunct", "dated", "single"])

_INTRODUCING = frozenset(
    ["according", "finds", "finds_not", "judges", "states", "praised", "phase", "estimates", "compared"]
)
"""Forms that can bring in a second source in one sentence; the others add to the first."""


_NEAR = 8
"""Within so many words, with no sentence-like break between, a further cue adds to the one before it."""


def chosen(tagged: Tagged, site: str) -> Iterator[Cue]:
    """One cue for each source of the sentence, in order; cues that add to it are part of it."""
    kept: list[Cue] = []
    if is_silenced(tagged.text):
        return
    for cue in _apart(tagged, [each for each in find_cues(tagged) if not is_excluded(each, tagged, site)]):
        if not kept or (_is_new(cue, tagged) and _clause_between(kept[-1], cue, tagged)):
            kept.append(cue)
        elif (cue.form in _ADDING or cue.first == kept[-1].last) and cue.first - kept[-1].last <= _NEAR:
            kept[-1] = cue if kept[-1].form == "praised" else kept[-1]._replace(last=cue.last)
    yield from kept


def _apart(tagged: Tagged, cues: Sequence[Cue]) -> list[Cue]:
    """The cues in order, without those that overlap a better one."""
    taken = bytearray(len(tagged.tags))
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda each: (RANK.index(each.form), each.first)):
        if not any(taken[cue.first : cue.last]):
            taken[cue.first : cue.last] = b"\1" * (cue.last - cue.first)
            kept.append(cue)
    return sorted(kept, key=lambda each: each.first)


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
    if tagged.plays(first, "that") and not tagged.plays(cue.head, "study", "report", "survey"):
        return False
    return tagged.plays(first, "the", "demonstrative") and not tagged.plays(first + 1, "quantifier")


def _is_new(cue: Cue, tagged: Tagged) -> bool:
    return cue.form in _INTRODUCING and not is_definite(cue, tagged)


def _clause_between(one: Cue, other: Cue, tagged: Tagged) -> bool:
    """Whether a new clause or item begins between two cues; the object of a verb is no new source."""
    return any(
        tagged.plays(each, "comma", "and", "stop", "function", "but", "open", "mark")
        for each in range(one.last, other.first)
    )
