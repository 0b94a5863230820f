"""Reads what a stretch of text says about scope: whom, what for, how, and which drug."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from auditor.extract.dosages.bands import find_bands
from auditor.extract.dosages.names import Named, Names
from auditor.extract.dosages.phrases import Index, Phrase, Token, find_phrases, index_of, tokenize
from auditor.extract.dosages.words import table

Words = tuple[str, ...]
"""Words in reading order, each once."""


class _Words(NamedTuple):
    purpose: list[str]
    circumstance: list[str]
    subject: list[str]


KEYS = ("release", "route", "phase", "organ", "population", "origin")
"""The scope keys that cue words decide, as the tables of the word file are named."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says: a value for each key it names, its drugs, and the words left over."""

    keys: Mapping[str, str] = field(default_factory=dict)
    drugs: tuple[Named, ...] = ()
    purpose: Words = ()
    """Words that say what for: after "for" and "against", before a colon, of headings and headers."""
    circumstance: Words = ()
    """Words that say when or in which case: after "if", "after", "during", "with" and the like."""
    subject: Words = ()
    """Words before the verb: who takes it, or which variety of the product it is."""
    changing: bool = False
    """Whether it speaks of a dose that changes or is one of several choices."""

    @property
    def indication(self) -> Words:
        return self.purpose + self.circumstance


_ALTERNATIVE = re.compile(r"\W*or\b", re.IGNORECASE)
"""A clause that opens so gives a choice."""
_NOT_IN_LABELS = frozenset(
    ("origin:comparison", "origin:example", "origin:personal", "origin:requirement", "origin:stock", "phase:common")
)
"""What a heading says only in passing: "How much do I need?"."""
_CHANGING = "changing"
NOTHING = Reading()


def read(text: str, names: Names, *, label: bool = False) -> Reading:
    """What a text says of scope; all plain words of a label say what for."""
    tokens = tokenize(text)
    drugs = names.find_in(tokens, text)
    cues = [cue for cue in find_phrases(tokens, _cues()) if _counts(cue, tokens, text)]
    bands, banded = find_bands(text)
    taken = [*((drug.start, drug.end) for drug in drugs), *banded]
    taken += [(tokens[cue.first].start, tokens[cue.last - 1].end) for cue in cues if cue.meaning != _CHANGING]
    colon = len(text) if label else _label_end(text)
    words = _left_over(tokens, taken, colon)
    changing = bool(_ALTERNATIVE.match(text)) or any(_CHANGING in cue.meaning for cue in cues)
    left = [tuple(dict.fromkeys(each)) for each in words]
    return Reading(_values(cues, bands, label), drugs, left[0], left[1], left[2], changing)


def _label_end(text: str) -> int:
    """Where the label before a colon ends; 0 without one."""
    colon = text.find(":")
    return colon if 0 < colon <= 80 and not text[colon + 1 : colon + 2].isdigit() else 0


def _values(cues: list[Phrase], bands: Mapping[str, str], label: bool) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for meaning in (each for cue in cues for each in cue.meaning.split()):
        key, _, value = meaning.partition(":")
        if value and not (label and meaning in _NOT_IN_LABELS):
            found.setdefault(key, set()).add(value)
    values = {key: "+".join(sorted(each)) for key, each in found.items()}
    if "form" in values and "route" not in values:
        routes = {table("route_of_form").get(form, "") for form in values["form"].split("+")}
        if len(routes) == 1 and "" not in routes:
            values["route"] = routes.pop()
    if "route" in values:
        values["route"] = values["route"].replace("injected+", "").removesuffix("+injected")
    if "population" in values:
        values["population"] = _narrowed(values["population"])
    if "population" in bands:
        values["population"] = bands["population"]
    if "phase" in bands:
        values["phase"] = "+".join(filter(None, (values.get("phase"), bands["phase"])))
    if "origin" in bands:
        values.setdefault("origin", bands["origin"])
    return values


def _narrowed(population: str) -> str:
    """Pregnant women are no group beside women."""
    groups = set(population.split("+"))
    if groups & {"pregnancy", "breastfeeding"}:
        groups -= {"women", "adult"}
    if groups & {"men", "women", "elderly", "athlete", "smoker", "vegan", "obese"}:
        groups -= {"adult"}
    return "+".join(sorted(groups))


def _counts(cue: Phrase, tokens: Sequence[Token], text: str) -> bool:
    """Short abbreviations count only in capitals."""
    if cue.last - cue.first > 1 or tokens[cue.first].word not in _abbreviations():
        return True
    return text[tokens[cue.first].start : tokens[cue.first].end].isupper()


def _left_over(tokens: Sequence[Token], taken: Sequence[tuple[int, int]], label_end: int) -> _Words:
    """The words no cue explains: of the label and after "for", those of a condition, and the subject."""
    words = _Words([], [], [])
    spans = sorted(taken)
    passed: frozenset[str] = frozenset()
    into: list[str] | None = words.purpose if label_end else words.subject
    for token in tokens:
        while spans and spans[0][1] <= token.start:
            spans.pop(0)
        if label_end and token.start >= label_end:
            into, label_end = words.subject, 0
        if spans and spans[0][0] <= token.start:
            into = None if into is words.subject and token.word in _stops() else into
            continue
        if label_end:
            words.purpose.extend(_content(token.word))
        elif token.word in _slots():
            into = words.purpose if token.word in _strong() else words.circumstance
            passed = _linking() if token.word == "who" else frozenset()
        elif token.word in passed:
            continue
        elif token.word[0].isdigit() or token.word in _stops():
            into = None
        elif into is not None:
            into.extend(_content(token.word))
    return words


def _content(word: str) -> Iterator[str]:
    """The word as it is compared, unless it says nothing; plurals are one with their singulars."""
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _conditions()[0]
    stem = word[:-1] if plural else word
    if not word[0].isdigit() and not is_generic(word) and not is_generic(stem):
        yield stem


def conditions(words: Words) -> Words:
    """The words among others that name what something is taken for."""
    known, endings = _conditions()
    return tuple(word for word in words if word in known or word.endswith(endings))


@cache
def _conditions() -> tuple[frozenset[str], tuple[str, ...]]:
    listed = table("conditions")
    return frozenset(listed["words"]), tuple(listed["endings"])


def preparation(form: str) -> str:
    """The preparation a counted form is of: drops for a drop, nothing for a pill."""
    found: str = table("counted_of").get(form, form)
    return found


def is_generic(word: str) -> bool:
    """Whether a word says nothing about for whom or what for."""
    return word in _generic()


@cache
def _cues() -> Index:
    """Every cue word with all it means, such as "form:injection route:injected"."""
    meanings: dict[str, list[str]] = {}

    def mean(words: Iterable[str], meaning: str) -> None:
        for word in words:
            meanings.setdefault(word, []).append(meaning)

    for form, words in (*table("forms").items(), *table("preparations").items()):
        if preparation(form):
            mean(words, f"form:{preparation(form)}")
    for key in KEYS:
        for value, words in table(key).items():
            mean(words, f"{key}:{value}")
    mean(table("reconciling")["words"], _CHANGING)
    return index_of({word: " ".join(dict.fromkeys(each)) for word, each in meanings.items()})


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("abbreviations")["words"])


@cache
def _generic() -> frozenset[str]:
    generic = table("generic")
    forms = [word for each in ("forms", "preparations") for words in table(each).values() for word in words]
    units = [word for words in table("units").values() for word in words]
    return frozenset(
        (*generic["words"], *generic["verbs"], *forms, *units, *table("numbers"), *table("salts")["words"])
    )


@cache
def _slots() -> frozenset[str]:
    return frozenset(table("generic")["slots"])


@cache
def _linking() -> frozenset[str]:
    return frozenset(table("generic")["linking"])


@cache
def _strong() -> frozenset[str]:
    return frozenset(table("generic")["strong_slots"])


@cache
def _stops() -> frozenset[str]:
    generic = table("generic")
    return frozenset((*generic["stops"], *generic["verbs"]))
