"""Compares dosage statements: which of them share a scope, and which cannot both be true."""

from auditor.check.dosages.comparing import Contradiction, Subtype, contradictions

__all__ = ["Contradiction", "Subtype", "contradictions"]
