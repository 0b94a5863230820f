"""Strengths a page offers against what it says its units contain."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from auditor.check.dosages.contradiction import Contradiction, Statement, Subtype, contradiction
from auditor.check.dosages.scopes import Scopes
from auditor.check.dosages.values import disjoint, equal, slipped, written
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
        yield from _against_offer(offered, contents, scopes, values_of([*offered, *sold]))
    else:
        yield from _first_conflict([*sold, *contents], scopes)


def _sold(sold: Sequence[Dosage], scopes: Scopes) -> list[Dosage]:
    """What title and price lines name; prices of several strengths are a choice and say nothing."""
    titled = [each for each in sold if scopes.page.block_of(each.span).kind in (BlockKind.TITLE, BlockKind.HEADING)]
    priced = [each for each in sold if each not in titled]
    return [*titled, *(priced if len(values_of(priced)) == 1 else ())]


def _against_offer(
    offered: Sequence[Dosage], contents: Sequence[Dosage], scopes: Scopes, values: frozenset[Decimal]
) -> Iterator[Contradiction]:
    """A content that is not offered; or, of several strengths offered, the only one that is excontentsed."""
    alike = [each for each in contents if scopes.alike(each.scope, offered[0].scope)]
    odd = next((each for each in alike if not _offers(values, each)), None)
    if odd is not None:
        subtype = Subtype.UNIT_SLIP if len(values) == 1 and slipped(_range(odd), _range(offered[0])) else Subtype.STRENGTH_MISMATCH
        yield contradiction(subtype, _statement(offered[0]), _statement(odd))
        return
    plain = [each for each in alike if not each.scope.variant]
    if len(values_of(offered)) > 1 and plain and len(values_of(alike)) == 1:
        yield contradiction(Subtype.STRENGTH_COVERAGE, _statement(offered[0]), _statement(plain[0]))


def _offers(values: frozenset[Decimal], content: Dosage) -> bool:
    return all(any(equal((value, value), (own, own)) for own in values) for value in content.strengths or _range(content))


def _first_conflict(stated: Sequence[Dosage], scopes: Scopes) -> Iterator[Contradiction]:
    """Two different strengths of what should be one product; more than two are a range of products."""
    if len(values_of(stated)) != 2:
        return
    first = stated[0]
    for other in stated[1:]:
        if not disjoint(_range(first), _range(other)) or not scopes.alike(first.scope, other.scope) or first.scope.variant != other.scope.variant:
            continue
        if not (first.strength_role is StrengthRole.SOLD and other.strength_role is not first.strength_role and _is_serving(first, other)):
            subtype = Subtype.UNIT_SLIP if slipped(_range(first), _range(other)) else Subtype.STRENGTH_MISMATCH
            yield contradiction(subtype, _statement(first), _statement(other))
            return


def _is_serving(sold: Dosage, content: Dosage) -> bool:
    """Whether the product may be named by a serving of several units: "1,000 mg", two tablets of 500 mg."""
    ratio = _range(sold)[0] / (_range(content)[0] or 1)
    return ratio in range(2, _MOST_UNITS + 1)


def _range(dosage: Dosage) -> tuple[Decimal, Decimal]:
    assert dosage.strength is not None
    return dosage.strength


def _statement(dosage: Dosage) -> Statement:
    if dosage.strengths:
        norm = " or ".join(written((value, value), dosage.strength_unit) for value in dosage.strengths)
    else:
        norm = written(_range(dosage), dosage.strength_unit)
    return Statement(dosage.spans[DosageKind.STRENGTH], norm)
