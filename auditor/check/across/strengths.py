"""Finds the pages that state a strength which the product of the other pages does not come in."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.check.across.ranges import MOST_VALUES, Odd
from auditor.check.across.scopes import Located, key_of
from auditor.model.fact import Fact

_Values = frozenset[Decimal]


def apart(group: Sequence[Located]) -> Iterator[Odd]:
    """Each page whose strengths and the usual ones leave one another out."""
    raise NotImplementedError
