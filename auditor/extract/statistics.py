"""Finds statistics."""

from auditor.extract.annotated import Annotated
from auditor.model import Statistic


def find_statistics(annotated: Annotated) -> tuple[Statistic, ...]:
    """The page's statistics, sources not yet joined."""
    return ()
