"""Strengths a page offers against what it says its units contain."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from auditor.check.dosages.contradiction import Contradiction, Statement, Subtype, contradiction
from auditor.check.dosages.scopes import Scopes
from auditor.check.dosages.values import disjoint, slipped, written
from auditor.model import BlockKind, Dosage, DosageKind, StrengthRole

_MOST_UNITS = 6
"""More units than these make no serving."""


def values_of(dosages: Iterable[Dosage]) -> frozenset[Decimal]:
    """All strengths that statements name."""
    return frozenset(value for each in dosages if each.strength for value in (each.strengths or each.strength))


def compare_strengths(stated: Sequence[Dosage], scopes: Scopes) -> Iterator[Contradiction]:
    """Contradictions among the strengths of one drug in one unit."""
    by_role = {role: [each for each in stated if each.strength_role is role] for role in StrengthRole}
    offered, sold = by_role[StrengthRole.OFFERED], _sold(by_role[StrengthRole.SOLD], scopes)
    contents = [each for each in by_role[StrengthRole.CONTENT] if each.units == 1]
    if offered:
        yield from _against_offer(offered, [*sold, *contents], scopes)
    else:
        yield from _first_conflict([*sold, *contents], scopes)


def _sold(sold: Sequence[Dosage], scopes: Scopes) -> list[Dosage]:
    """What title and price lines name; prices of several strengths are a choice and say nothing."""
    in_title = [scopes.page.block_of(each.span).kind in (BlockKind.TITLE, BlockKind.HEADING) for each in sold]
    titled = [each for each, titled in zip(sold, in_title, strict=True) if titled]
    priced = [each for each, titled in zip(sold, in_title, strict=True) if not titled]
    return [*titled, *(priced if len(values_of(priced)) == 1 else ())]


def _against_offer(offered: Sequence[Dosage], others: Sequence[Dosage], scopes: Scopes) -> Iterator[Contradiction]:
    """A strength that is not offered; or, of several that are, the only one whose content is stated."""
    alike = [each for each in others if scopes.alike(each.scope, offered[0].scope)]
    values = values_of(offered)
    odd = next((each for each in alike if not _offers(values, offered[0], each)), None)
    if odd is not None:
        yield _mismatch(offered[0], odd)
        return
    contents = [each for each in alike if each.strength_role is StrengthRole.CONTENT]
    plain = [each for each in contents if not each.scope.variant]
    if len(values) > 1 and plain and len(values_of(contents)) == 1:
        yield contradiction(Subtype.STRENGTH_COVERAGE, _statement(offered[0]), _statement(plain[0]))


def _offers(values: frozenset[Decimal], offer: Dosage, other: Dosage) -> bool:
    """Whether all that a statement names is offered, at least as a serving of what is."""
    return _is_serving(other, offer) or values_of([other]) <= values


def _first_conflict(stated: Sequence[Dosage], scopes: Scopes) -> Iterator[Contradiction]:
    """Two different strengths of what should be one product; more than two are a range of products."""
    if len(values_of(stated)) == 2:
        first = stated[0]
        odd = (each for each in stated[1:] if _conflicts(first, each) and scopes.alike(first.scope, each.scope))
        yield from (_mismatch(first, each) for each in islice(odd, 1))


def _conflicts(one: Dosage, other: Dosage) -> bool:
    same_variant = set(one.scope.variant.split()) == set(other.scope.variant.split())
    return same_variant and disjoint(_range(one), _range(other)) and not _is_serving(one, other)


def _is_serving(sold: Dosage, other: Dosage) -> bool:
    """Whether a product may be named by a serving of several units: "1,000 mg", two tablets of 500 mg."""
    named = sold.strength_role is StrengthRole.SOLD and other.strength_role is not StrengthRole.SOLD
    return named and _range(sold)[0] / (_range(other)[0] or 1) in range(2, _MOST_UNITS + 1)


def _mismatch(one: Dosage, other: Dosage) -> Contradiction:
    slip = len(values_of([one])) == 1 and slipped(_range(one), _range(other))
    subtype = Subtype.UNIT_SLIP if slip else Subtype.STRENGTH_MISMATCH
    return contradiction(subtype, _statement(one), _statement(other))


def _range(dosage: Dosage) -> tuple[Decimal, Decimal]:
    return dosage.strength or (Decimal(0), Decimal(0))


def _statement(dosage: Dosage) -> Statement:
    if dosage.strengths:
        norm = " or ".join(written((value, value), dosage.strength_unit) for value in dosage.strengths)
    else:
        norm = written(_range(dosage), dosage.strength_unit)
    return Statement(dosage.spans[DosageKind.STRENGTH], norm)
