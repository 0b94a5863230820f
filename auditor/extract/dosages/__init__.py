"""Finds dosage statements: what a page says on how much of which drug to take, how often and for how long."""

from auditor.extract.dosages.reader import Dosing, find_dosages

__all__ = ["Dosing", "find_dosages"]
