"""Reads all that a phrase says of its amount but the product."""

import re
from dataclasses import dataclass

from auditor.extract.prices.parts import Each, read_bound, read_each, read_form, read_packs, read_strength
from auditor.extract.prices.words import Rest
from auditor.extract.quantities.figures import CURRENCIES
from auditor.model import Quantity
from auditor.model.price import Pack

_OTHER_CODES = ("NZD", "SGD", "MXN")
_CODE = re.compile(rf"\s?(?P<code>{'|'.join(sorted({*CURRENCIES.values(), *_OTHER_CODES})).lower()})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Offer:
    """What is said of an amount; the words that say it stand at [start, end)."""

    start: int
    end: int
    currency: str
    bound: str
    each: Each
    packs: tuple[Pack, ...]
    strength: str
    form: str


def read_offer(rest: Rest, at: tuple[int, int], amount: Quantity, behind: str) -> Offer:
    """What a phrase says; it is taken out of the rest.

    Args:
        rest: the phrase, and after it what its row or list says.
        at: where the amount stands in it.
        amount: the amount.
        behind: what stands behind the amount in its block, in lower case.
    """
    code = _CODE.match(behind)
    end = at[1] + (code.end() if code is not None else 0)
    begin = at[0] + _unbounded(rest.text[slice(*at)], amount.approximator)
    rest.drop(at[0], min(end, len(rest.text)))
    each = read_each(rest, end)
    bound, start = read_bound(rest, at[0], amount.approximator, amount.comparator)
    start = start if bound else begin
    packs, told = read_packs(rest)
    strength = read_strength(rest)
    form = read_form(rest) or told or each.form
    currency = code["code"].upper() if code is not None else amount.unit
    return Offer(start, max(end, each.end), currency, bound, each, packs, strength, form)


def _unbounded(amount: str, approximator: str) -> int:
    """The length of words before an amount that bound nothing, such as "only"."""
    return len(amount) - len(amount[len(approximator) :].lstrip())
