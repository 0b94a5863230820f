"""Numbers in doses are read like all others."""

from auditor.extract.numbers import NUMBER, read_number

__all__ = ["NUMBER", "read_number"]
