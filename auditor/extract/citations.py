"""Finds citations."""

from auditor.extract.annotated import Annotated
from auditor.model import Citation


def find_citations(annotated: Annotated) -> tuple[Citation, ...]:
    """The page's citations, each with the entry it resolves to."""
    return ()
