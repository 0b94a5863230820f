"""Places that may wait for a value: what stands there, and what stands beside it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from auditor.model.page import Span


class SlotKind(StrEnum):
    """What stands in the place of a value."""

    RUN = "run"
    """Letters X, N, Y or signs #, ?, _ in a row, also with digits: "XX", "0.XX", "??"."""
    GROUPED = "grouped"
    """The same in groups like thousands: "X,XXX"."""
    DATE = "date"
    PHONE = "phone"
    IDENTIFIER = "identifier"
    """A number of a register, paper or product: "NCTXXXXXXXX"."""
    TEMPLATE = "template"
    """A mark that a program should have replaced: "{{ price }}"."""
    BRACKET = "bracket"
    """Words or letters in brackets: "[AMOUNT]"."""
    NOTE = "note"
    """TBD, TBC, TBA or TK."""
    FAILED = "failed"
    """What a program writes where it has no value: "NaN", "undefined"."""
    SPREADSHEET = "spreadsheet"
    """An error of a spreadsheet: "#REF!"."""


class Neighbour(IntEnum):
    """How strongly what stands beside a slot says that a number belongs there."""

    NONE = 0
    COUNTED = 1
    """A noun that is counted: patients, doses."""
    UNIT = 2
    """A unit, or "out of ten"."""
    STRONG = 3
    """A currency sign, a percent sign or a magnitude such as million."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Characters that may stand in for a value; a rule judges whether they do."""

    token: Span
    anchor: Span
    """The token with the sign before it and the measure after it."""
    kind: SlotKind
    neighbour: Neighbour
