"""Finds the contradictions among the dosage statements of a page; nothing is compared across scopes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.check.dosages.contradiction import Contradiction
from auditor.check.dosages.maxima import compare_with_maxima
from auditor.check.dosages.regimens import compare_regimens
from auditor.check.dosages.scopes import Group, Scopes, group_of, instructs, population_of, scopes_of
from auditor.check.dosages.strengths import compare_strengths
from auditor.check.dosages.sums import wrong_multiples, wrong_totals
from auditor.check.dosages.units import units_of
from auditor.model import Document, Dosage, StrengthRole


def contradictions(document: Document) -> Iterator[Contradiction]:
    """All contradictions among the dosage statements of a page, each once.

    Statements without a drug are compared only where the page names none at all and so speaks of one.
    """
    named = any(each.scope.drug for each in document.dosages)
    plain = [each for each in document.dosages if instructs(each) and (each.scope.drug or not named)]
    strengths = [each for each in plain if each.strength is not None]
    yield from _among_strengths(strengths, scopes_of(document.page, strengths))
    others = [each for each in plain if each.strength is None]
    scopes, units = scopes_of(document.page, others, strengths), units_of(strengths)
    regimens = _grouped([each for each in others if each.maximum is None])
    for stated in regimens.values():
        yield from wrong_totals(stated, units)
        yield from compare_regimens(stated, scopes, units)
    for group, maxima in _grouped([each for each in others if each.maximum is not None], phase=False).items():
        yield from compare_with_maxima(regimens.get(group, []), maxima, scopes, units)


def _grouped(dosages: Sequence[Dosage], *, phase: bool = True) -> dict[Group, list[Dosage]]:
    groups: dict[Group, list[Dosage]] = defaultdict(list)
    for each in dosages:
        groups[group_of(each.scope, phase=phase)].append(each)
    return groups


def _among_strengths(strengths: Sequence[Dosage], scopes: Scopes) -> Iterator[Contradiction]:
    """Strengths go by product and unit."""
    groups: dict[Group, list[Dosage]] = defaultdict(list)
    single = _with_one_ingredient(strengths)
    for each in strengths:
        groups[_product(each, single), each.strength_unit, population_of(each.scope)].append(each)
    for stated in groups.values():
        yield from compare_strengths(stated, scopes)
        yield from wrong_multiples([each for each in stated if each.strength_role is StrengthRole.CONTENT], scopes)


def _product(dosage: Dosage, single: frozenset[str]) -> str:
    """The name strengths are compared under: a product with one ingredient stands for it, others do not."""
    product, drug = dosage.scope.product, dosage.scope.drug
    return f"{product}/{drug}" if product and product not in single else product or drug


def _with_one_ingredient(strengths: Sequence[Dosage]) -> frozenset[str]:
    """Products of which the page names one ingredient only."""
    contained = {each.scope.drug for each in strengths if each.strength_role is StrengthRole.CONTENT}
    found: dict[str, set[str]] = defaultdict(set)
    for each in strengths:
        if each.scope.product and each.scope.product not in contained:
            found[each.scope.product].add(each.scope.drug)
    return frozenset(product for product, drugs in found.items() if len(drugs) == 1)
