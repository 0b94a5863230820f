"""What two statements that cannot both be true amount to."""

from dataclasses import dataclass
from enum import StrEnum

from auditor.model import Span


class Subtype(StrEnum):
    """The sort of contradiction."""

    DISJOINT_DOSE = "disjoint-dose"
    UNIT_SLIP = "unit-slip"
    MAX_EXCEEDED = "max-exceeded"
    BAD_ARITHMETIC = "bad-arithmetic"
    FREQUENCY = "frequency"
    COURSE_LENGTH = "course-length"
    STRENGTH_MISMATCH = "strength-mismatch"
    STRENGTH_COVERAGE = "strength-coverage"


@dataclass(frozen=True, slots=True)
class Statement:
    """The words that state a quantity, and what they come to in canonical units."""

    span: Span
    norm: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements of one scope that cannot both be true, in reading order."""

    subtype: Subtype
    earlier: Statement
    later: Statement


def contradiction(subtype: Subtype, one: Statement, other: Statement) -> Contradiction:
    """The contradiction of two statements, whichever comes first on the page."""
    earlier, later = sorted((one, other), key=lambda statement: statement.span)
    return Contradiction(subtype, earlier, later)
