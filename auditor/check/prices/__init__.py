"""Finds prices of a page that cannot both hold: two for one thing, or a unit and a pack that are far apart."""

from collections.abc import Iterator

from auditor.check.prices.conflict import Conflict, Subtype
from auditor.check.prices.packs import far_apart
from auditor.check.prices.places import two_prices
from auditor.check.prices.telling import amount_of
from auditor.model import Document

__all__ = ["Conflict", "Subtype", "amount_of", "conflicts"]


def conflicts(document: Document) -> Iterator[Conflict]:
    """All of a page, in reading order of the later price."""
    found = (*two_prices(document), *far_apart(document))
    yield from sorted(found, key=lambda each: (each.later.span, each.earlier.span))
