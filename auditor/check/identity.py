"""The identity of a finding: stable when text moves, new when the claim is reworded."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from auditor.check.repeats import normalise

VERSION = "1"
"""Part of every fingerprint; raise it only when the recipe changes."""


def page_key(location: str) -> str:
    """The location as it is stable across machines: forward slashes, no leading "./"."""
    return location.replace("\\", "/").removeprefix("./")


def fingerprints(rule_and_claim: Iterable[tuple[str, str]], location: str) -> Iterator[tuple[str, str]]:
    """For each (rule id, claim text), in reading order: (fingerprint, claim fingerprint).

    Equal claims of one rule on one page are told apart by their ordinal. Offsets and line
    numbers never enter, so moving a paragraph keeps its fingerprints.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for rule, claim in rule_and_claim:
        words = normalise(claim)
        ordinal = seen[rule, words]
        seen[rule, words] += 1
        yield _digest(rule, page_key(location), words, ordinal), _digest(rule, words, ordinal)


def _digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join([VERSION, *map(str, parts)]).encode()).hexdigest()[:32]
