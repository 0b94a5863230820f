"""Compares dosage statements: which of them share a scope, and which cannot both be true."""

from auditor.check.dosages.comparing import contradictions
from auditor.check.dosages.contradiction import Contradiction, Subtype

__all__ = ["Contradiction", "Subtype", "contradictions"]
