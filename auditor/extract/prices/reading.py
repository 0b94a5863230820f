"""Reads the prices of a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.extract.prices.offers import read_offer
from auditor.extract.prices.parts import Each, read_each, substance
from auditor.extract.prices.phrases import Phrase, phrases
from auditor.extract.prices.products import Product, Products
from auditor.extract.prices.roles import is_control, malformed_end, role_of
from auditor.extract.prices.words import Rest, any_word
from auditor.extract.quantities import lowered
from auditor.model import Block, Page, Quantity, Sentence, Span
from auditor.model.price import Price, PriceRole

_AFTER, _BEFORE = 3, 2
"""Blocks within which a control to buy belongs to a price."""
_LEAD = 60
"""Characters of a line that says what the list below it is of."""


@dataclass(frozen=True)
class Reader:
    """Reads the prices of a page."""

    page: Page
    products: Products

    def prices(self, sentence: Sentence, amounts: Sequence[Quantity]) -> Iterator[Price]:
        """The prices of a sentence that holds these amounts of money."""
        for phrase in phrases(sentence, amounts):
            yield self._price(phrase, self.page.block_of(sentence.span))

    def _price(self, phrase: Phrase, block: Block) -> Price:
        rest, pressed = Rest(lowered(f"{phrase.text}\n{self._lead(block)}")), is_control(block)
        offer = read_offer(rest, phrase.at, phrase.amount, lowered(block.text[phrase.amount.span.end :]))
        malformed = malformed_end(phrase) if self._has_decimal_points else 0
        each = offer.each if offer.each.per else self._each_below(block, phrase)
        role = PriceRole.OTHERS if self.products.surveyed else role_of(phrase, rest)
        product = self.products.of(block, rest, pressed=pressed)
        return Price(
            _span(phrase, offer.start, max(offer.end, malformed)),
            phrase.low,
            phrase.high,
            offer.currency,
            offer.bound,
            each.per,
            offer.packs or product.packs,
            product.name,
            offer.strength or product.strength,
            offer.form or each.form or product.form,
            _terms(rest, product, pressed=pressed),
            product.context,
            role,
            malformed > 0,
            pressed or self._is_buyable(block),
            pressed,
        )

    @property
    def _has_decimal_points(self) -> bool:
        """Whether the page is in English, as far as it says."""
        return self.page.metadata.language.lower().split("-")[0] in ("", "en")

    def _lead(self, block: Block) -> str:
        """The headers of a cell, or the short line above a list."""
        if block.cell is not None:
            return f"{block.cell.row_header} \n {block.cell.column_header}"
        lead = self.page.blocks[block.lead_in].text if block.lead_in is not None and block.group else ""
        return lead if len(lead) <= _LEAD else ""

    def _each_below(self, block: Block, phrase: Phrase) -> Each:
        """A line of its own right below a bare amount: "/month"."""
        below = self.page.blocks[block.index + 1] if block.index + 1 < len(self.page.blocks) else None
        if below is None or below.section != block.section or len(phrase.text) > phrase.at[1] + 1:
            return Each()
        each = read_each(Rest(lowered(below.text)), 0)
        return Each(each.per, each.form) if each.per and each.end >= len(below.text.rstrip()) else Each()

    def _is_buyable(self, block: Block) -> bool:
        near = self.page.blocks[max(0, block.index - _BEFORE) : block.index + _AFTER + 1]
        return any(each.section == block.section and is_control(each) for each in near)


def _span(phrase: Phrase, start: int, end: int) -> Span:
    block, origin, last = phrase.sentence.span
    origin += phrase.start
    return Span(block, origin + start, min(origin + end, last))


def _terms(rest: Rest, product: Product, *, pressed: bool) -> tuple[str, ...]:
    """What else is said beside the price."""
    if pressed:
        rest.take(any_word("buying"))
    return substance(f"{rest.text} {product.rest}")
