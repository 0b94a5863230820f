"""Which statements hold for the same scope and may be compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from auditor.model import Dosage, Page, Scope

Group = tuple[str, ...]
_AGREEING = ("form", "release", "route", "brand", "salt")
_INJECTED = "injected"
_INJECTIONS = frozenset(("skin", "muscle"))
_MINGLED = "+"
"""Joins several values of one key, such as two forms in one sentence."""


@dataclass(frozen=True)
class Scopes:
    """The scopes of a page: what its silences mean depends on what else it speaks of."""

    page: Page
    seen: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """For each drug and key, the values the page names."""

    def alike(self, one: Scope, other: Scope) -> bool:
        """Whether form, release, route, brand and salt agree; silence agrees with the only value the page names."""
        return all(self._agree(one, other, key) for key in _AGREEING)

    def comparable(self, one: Dosage, other: Dosage) -> bool:
        """Whether two regimens are alike and no choices side by side: of one sentence, one list or one table."""
        group = self.page.block_of(one.span).group
        side_by_side = group != 0 and group == self.page.block_of(other.span).group
        return one.sentence.index != other.sentence.index and not side_by_side and self.alike(one.scope, other.scope)

    def _agree(self, one: Scope, other: Scope, key: str) -> bool:
        first, second = getattr(one, key), getattr(other, key)
        if first == second or (key == "brand" and set(first.split(_MINGLED)) & set(second.split(_MINGLED))):
            return True
        if key == "release" or not (_is_open(first, second) or _is_open(second, first)):
            return False
        seen = self.seen.get((one.drug, key), frozenset())
        return len(seen - {_INJECTED} if seen & _INJECTIONS else seen) <= 1


def _is_open(value: str, other: str) -> bool:
    """Whether a value may mean the other: nothing is said, or only that it is injected."""
    return not value or (value == _INJECTED and other in _INJECTIONS)


def scopes_of(page: Page, dosages: Iterable[Dosage], others: Iterable[Dosage] = ()) -> Scopes:
    """The scopes that statements of a page name; of others only the route counts."""
    seen: dict[tuple[str, str], set[str]] = {}
    for scope, keys in (*((each.scope, _AGREEING) for each in dosages), *((each.scope, ("route",)) for each in others)):
        for key in keys:
            value = getattr(scope, key)
            if value:
                seen.setdefault((scope.drug, key), set()).update(value.split(_MINGLED))
    return Scopes(page, {key: frozenset(values) for key, values in seen.items()})


def group_of(scope: Scope, *, phase: bool = True) -> Group:
    """What must be equal on both sides; adults are meant where nobody is named."""
    indication = " ".join(sorted(scope.indication.split()))
    return (
        scope.drug,
        population_of(scope),
        indication,
        " ".join(sorted(scope.variant.split())),
        scope.phase if phase else "",
        scope.organ_function,
    )


def population_of(scope: Scope) -> str:
    """The group, adults being meant where nobody is named."""
    return "" if scope.population == "adult" else scope.population


def instructs(dosage: Dosage) -> bool:
    """Whether it is a plain instruction: no study, overdose, history or comparison, and no later step of a series."""
    return dosage.scope.origin in ("", "label") and "later" not in dosage.scope.phase
