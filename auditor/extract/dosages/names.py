"""Finds drug names in a text: those of the lexicon, those the page introduces, those that end like a drug."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from auditor.extract.dosages.phrases import Index, Token, find_phrases, index_of, tokenize
from auditor.extract.dosages.words import facts, table
from auditor.extract.terms import term_lists

_JOINT = re.compile(r"\s?[/+&]\s?")
_STEM_LENGTH = 7


class Named(NamedTuple):
    """A drug named at [start, end) of a text."""

    start: int
    end: int
    drug: str
    brand: str = ""
    """The name as written, where it is not the drug's own."""
    salt: str = ""


@dataclass(frozen=True)
class Names:
    """The names by which a page may mention drugs."""

    own: Index
    """Names the page introduces itself."""

    def find(self, text: str) -> tuple[Named, ...]:
        """The drugs named in a text, in order; "A/B" and "A + B" are one combined drug."""
        return self.find_in(tokenize(text), text)

    def find_in(self, tokens: Sequence[Token], text: str) -> tuple[Named, ...]:
        """The drugs named among the tokens of a text."""
        known = [
            (phrase.first, *_with_salt(tokens, phrase.last, phrase.meaning))
            for phrase in find_phrases(tokens, self.own, lexicon())
        ]
        covered = {at for first, last, _ in known for at in range(first, last)}
        alike = [
            (at, *_with_salt(tokens, at + 1, token.word))
            for at, token in enumerate(tokens)
            if at not in covered and ends_like_drug(token.word)
        ]
        found = (
            Named(
                tokens[first].start,
                tokens[last - 1].end,
                drug,
                _brand(tokens[first:last], drug),
                _salt(tokens[last - 1]),
            )
            for first, last, drug in sorted(known + alike)
        )
        return tuple(_combined(found, text))


def _brand(name: Sequence[Token], drug: str) -> str:
    written = " ".join(token.word for token in name)
    return "" if drug in written or written in drug else written


def _salt(last: Token) -> str:
    return last.word if last.word in _salts() else ""


def _with_salt(tokens: Sequence[Token], after: int, drug: str) -> tuple[int, str]:
    """Where the name ends with the salt behind it, which makes another substance of a mineral only."""
    salt = tokens[after].word if after < len(tokens) else ""
    if salt not in _salts():
        return after, drug
    return after + 1, f"{drug} {salt}" if drug in _minerals() else drug


def _combined(found: Iterable[Named], text: str) -> Iterator[Named]:
    held: Named | None = None
    for each in found:
        if held is not None and _JOINT.fullmatch(text, held.end, each.start) and held.drug != each.drug:
            held = Named(held.start, each.end, " + ".join(sorted({*held.drug.split(" + "), each.drug})))
            continue
        if held is not None:
            yield held
        held = each
    if held is not None:
        yield held


def ends_like_drug(word: str) -> bool:
    """Whether an unknown word ends as generic names of drugs do."""
    if len(word) < _STEM_LENGTH:
        return False
    endings, words = _stems()
    return word.endswith(endings) and word.isalpha() and word not in words


@cache
def lexicon() -> Index:
    """The index of the drug list; a salt of a mineral is a substance of its own."""
    names: dict[str, str] = {}
    for each in term_lists():
        if each.label == "drug":
            names |= {name: _substance(name, drug) for name, drug in each.terms.items()}
    return index_of(names)


def _substance(name: str, drug: str) -> str:
    return name if drug in _minerals() and name.startswith(f"{drug} ") else drug


@cache
def _minerals() -> frozenset[str]:
    return frozenset(table("minerals")["names"])


@cache
def _salts() -> frozenset[str]:
    return frozenset(table("salts")["words"])


@cache
def _stems() -> tuple[tuple[str, ...], frozenset[str]]:
    stems = facts("stems")
    return tuple(stems["endings"]), frozenset(stems["words"])
