"""What a page states of products in a form that can be compared with other pages: doses and strengths."""

from auditor.check.facts.dosages import dosage_statements
from auditor.check.facts.placing import RULE, SUBTYPE, Stated, placed
from auditor.model import Document
from auditor.model.fact import Fact

__all__ = ["RULE", "SUBTYPE", "Stated", "facts_of"]


def facts_of(document: Document) -> tuple[Fact, ...]:
    """All facts of a page, in reading order; each is stated plainly, in the main region, of a named product."""
    stated = sorted(dosage_statements(document), key=lambda each: (each.span, each.kind, each.scope))
    return placed(stated, document)
