"""What a statistic measures, in words that can be compared with those of another statistic."""

from dataclasses import dataclass
from decimal import Decimal

from auditor.model.page import Span


@dataclass(frozen=True, slots=True)
class Measure:
    """A statistic as a value of a named measure; words are stems, sorted, each once."""

    span: Span
    """The words of the quantity: "about 92%"."""
    low: Decimal
    high: Decimal
    """The least and the most that rounding and "about" leave open."""
    unit: str
    """"%", "fold", the counted noun, ..."""
    bound: str
    """"<", ">", "<=", ">=" where the words say so."""
    words: tuple[str, ...]
    """What is measured, of whom and when ("4", "week"), without source and product; never empty."""
    sizes: tuple[str, ...] = ()
    """How many took part."""
    years: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    """The drug or product it is said of; empty where the page names none."""
    source: tuple[str, ...] = ()
    """The words that name its source in the sentence."""
    heading: tuple[str, ...] = ()
    """What the headings above add: all their words for a label, else only the group they name."""
