"""Compares the statistics of a page that are of one measure."""

from auditor.check.measures.comparing import Conflict, conflicts

__all__ = ["Conflict", "conflicts"]
