"""Finds the prices of a page: amounts of money with the product, pack, strength and terms they are asked for."""

from auditor.extract.annotated import Annotated
from auditor.extract.prices.products import Products
from auditor.extract.prices.reading import Reader
from auditor.model import QuantityKind
from auditor.model.price import Price


def find_prices(annotated: Annotated) -> tuple[Price, ...]:
    """All of a page, in reading order; `docs/definitions.md` says what of a price must agree."""
    money = {
        index: amounts
        for index, found in annotated.quantities.items()
        if (amounts := [each for each in found if each.kind is QuantityKind.MONEY])
    }
    if not money:
        return ()
    reader = Reader(annotated.page, Products(annotated.page))
    return tuple(
        price
        for sentence in annotated.sentences
        if sentence.index in money
        for price in reader.prices(sentence, money[sentence.index])
    )
