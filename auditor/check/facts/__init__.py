"""What a page states of products in a form that can be compared with other pages: doses, prices, statistics."""

from datetime import date
from itertools import chain

from auditor.check.directives import directives
from auditor.check.facts.dosages import dosage_statements
from auditor.check.facts.placing import SUBTYPE, Stated, placed, rule_of
from auditor.check.facts.prices import price_statements
from auditor.check.facts.statistics import statistic_statements
from auditor.model import Document
from auditor.model.fact import Fact

__all__ = ["SUBTYPE", "Stated", "facts_of", "rule_of", "statements_of"]


def facts_of(document: Document, as_of: date, *, require_reason: bool = False) -> tuple[Fact, ...]:
    """All facts of a page, in reading order: stated plainly, in the main region, of a named product.

    What stands where the page accepts findings of its rule is left out; `as_of` and `require_reason`
    say which of its suppressions hold, as in `settle`.
    """
    told = [
        each for each in directives(document.page) if not each.expired(as_of) and (each.reason or not require_reason)
    ]
    return tuple(
        fact
        for fact in placed(statements_of(document), document)
        if not any(each.covers(rule_of(fact.kind), fact.place.location.start.offset) for each in told)
    )


def statements_of(document: Document) -> list[Stated]:
    """All comparable values of a page in reading order, suppressed or not."""
    statements = chain(dosage_statements(document), price_statements(document), statistic_statements(document))
    return sorted(statements, key=lambda each: (each.span, each.kind, each.scope))
