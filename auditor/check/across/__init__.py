"""Compares what the pages of one site state of one product, and finds the pages that stand alone."""

from auditor.check.across.comparing import differences

__all__ = ["differences"]
