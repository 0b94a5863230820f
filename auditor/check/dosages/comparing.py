"""Finds the contradictions among the dosage statements of a page; nothing is compared across scopes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.check.dosages.contradiction import Contradiction, Subtype
from auditor.check.dosages.regimens import Units, compare_regimens, compare_with_maxima
from auditor.check.dosages.scopes import Group, Scopes, group_of, population_of, instructs, scopes_of
from auditor.check.dosages.strengths import compare_strengths
from auditor.check.dosages.sums import wrong_multiples, wrong_totals
from auditor.check.dosages.values import Range
from auditor.model import Document, Dosage, StrengthRole

__all__ = ["Contradiction", "Subtype", "contradictions"]


def contradictions(document: Document) -> Iterator[Contradiction]:
    """All contradictions among the dosage statements of a page, each once."""
    dosages = document.dosages
    plain = [each for each in dosages if instructs(each) and _named(each, dosages)]
    strengths = [each for each in plain if each.strength is not None]
    scopes = scopes_of(document.page, [each for each in plain if each.strength is None])
    units = _units(strengths)
    yield from _strength_contradictions(strengths, scopes_of(document.page, strengths))
    regimens = _grouped([each for each in plain if each.strength is None and each.maximum is None])
    maxima = _grouped([each for each in plain if each.maximum is not None], phase=False)
    for group, stated in regimens.items():
        yield from wrong_totals(stated, units)
        yield from compare_regimens(stated, scopes, units)
    for group, limits in maxima.items():
        yield from compare_with_maxima(regimens.get(group, []), limits, scopes, units)


def _named(dosage: Dosage, dosages: Sequence[Dosage]) -> bool:
    """Whether the drug is known, or the page names none at all and so speaks of a single one."""
    return bool(dosage.scope.drug) or not any(each.scope.drug for each in dosages)


def _grouped(dosages: Sequence[Dosage], *, phase: bool = True) -> dict[Group, list[Dosage]]:
    groups: dict[Group, list[Dosage]] = defaultdict(list)
    for each in dosages:
        groups[group_of(each.scope, phase=phase)].append(each)
    return groups


def _strength_contradictions(plain: Sequence[Dosage], scopes: Scopes) -> Iterator[Contradiction]:
    """Strengths go by product: a product named beside its one ingredient is that ingredient."""
    groups: dict[tuple[str, ...], list[Dosage]] = defaultdict(list)
    single = _single_ingredients(plain)
    for each in plain:
        if each.strength is not None:
            name = each.scope.product or each.scope.drug
            key = _key(each, single) if each.scope.product else single.get(name, name)
            groups[key, each.strength_unit, population_of(each.scope)].append(each)
    for stated in groups.values():
        yield from compare_strengths(stated, scopes)
        yield from wrong_multiples([each for each in stated if each.strength_role is StrengthRole.CONTENT], scopes)


def _key(dosage: Dosage, single: dict[str, str]) -> str:
    product, drug = dosage.scope.product, dosage.scope.drug
    return single[product] if product in single else f"{product}/{drug}"


def _single_ingredients(plain: Sequence[Dosage]) -> dict[str, str]:
    """Products of which the page names one ingredient only; both are one name from then on."""
    found: dict[str, set[str]] = defaultdict(set)
    contained = {each.scope.drug for each in plain if each.strength_role is StrengthRole.CONTENT}
    for each in plain:
        if each.scope.product and each.scope.product not in contained:
            found[each.scope.product].add(each.scope.drug)
    return {product: product for product, drugs in found.items() if len(drugs) == 1}


def _units(plain: Sequence[Dosage]) -> Units:
    """The content of a counted form of each drug, where the page names one only."""
    found: dict[tuple[str, str], set[tuple[Range, str]]] = defaultdict(set)
    for each in plain:
        if each.strength is None or each.scope.form == "" or "/" in each.strength_unit:
            continue
        values = [(value, value) for value in each.strengths] or [each.strength]
        for drug in {each.scope.drug, each.scope.product} - {""}:
            found[drug, each.scope.form].update((value, each.strength_unit) for value in values)
    return Units({key: next(iter(values)) for key, values in found.items() if len(values) == 1})
