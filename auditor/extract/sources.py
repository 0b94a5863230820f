"""Joins claims to their sources."""

from auditor.extract.annotated import Annotated
from auditor.model import Attribution, Citation, Statistic


def find_attributions(annotated: Annotated, citations: tuple[Citation, ...]) -> tuple[Attribution, ...]:
    """Words that borrow authority, each with its best source."""
    return ()


def with_sources(
    statistics: tuple[Statistic, ...],
    annotated: Annotated,
    citations: tuple[Citation, ...],
    attributions: tuple[Attribution, ...],
) -> tuple[Statistic, ...]:
    """The statistics, each with its best source."""
    return statistics
