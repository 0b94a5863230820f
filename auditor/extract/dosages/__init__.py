"""Finds dosage statements."""

from dataclasses import dataclass

from auditor.extract.annotated import Annotated
from auditor.model import Dosage, Drug, Unjudged


@dataclass(frozen=True, slots=True)
class Dosing:
    """The dosage statements of a page, its drugs, and what could not be normalised."""

    dosages: tuple[Dosage, ...] = ()
    drugs: tuple[Drug, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()


def find_dosages(annotated: Annotated) -> Dosing:
    """All dosage statements of a page."""
    return Dosing()
