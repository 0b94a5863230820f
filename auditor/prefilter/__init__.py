"""Prefilter: a quick look at a page's bytes that tells where no rule can find anything (docs/decisions/0010)."""

from auditor.prefilter.judging import may_find

__all__ = ["may_find"]
