"""Reads the prices of a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from auditor.extract.prices.commas import has_decimal_points, malformed_end
from auditor.extract.prices.naming import Product, is_subject
from auditor.extract.prices.offering import bought
from auditor.extract.prices.offers import Offer, read_offer
from auditor.extract.prices.parts import substance
from auditor.extract.prices.phrases import Phrase, phrases
from auditor.extract.prices.products import Products
from auditor.extract.prices.roles import drop_harmless, is_control, is_reduced, role_of
from auditor.extract.prices.surroundings import each_around, is_buyable, said_around, unlisted_name
from auditor.extract.prices.words import Rest, any_word
from auditor.extract.quantities import lowered
from auditor.model import Block, Page, Quantity, Sentence, Span
from auditor.model.price import Price, PriceRole

_CURRENCY = 6
"""Characters of a space, the code of a currency and what ends it."""


@dataclass(frozen=True)
class Reader:
    """Reads the prices of a page."""

    page: Page
    products: Products

    def prices(self, sentence: Sentence, amounts: Sequence[Quantity]) -> Iterator[Price]:
        """The prices of a sentence that holds these amounts of money."""
        block = self.page.block_of(sentence.span)
        around, pressed = said_around(self.page, block), is_control(block)
        buyable = pressed or is_buyable(self.page, block)
        reduced = ("reduced",) if is_reduced(sentence) else ()
        for phrase in phrases(sentence, amounts):
            price = self._price(phrase, block, around, buyable=buyable, pressed=pressed)
            yield replace(price, terms=(*price.terms, *reduced)) if reduced else price

    def _price(self, phrase: Phrase, block: Block, around: str, *, buyable: bool, pressed: bool) -> Price:
        rest = Rest(lowered(f"{phrase.text}\n{around}"))
        drop_harmless(rest)
        offer = read_offer(rest, phrase.at, phrase.amount, _behind(phrase, block))
        each = offer.each if offer.each.per else each_around(self.page, block, phrase)
        role = PriceRole.OTHERS if self.products.are_others(block) else role_of(phrase, rest)
        measured = bool(offer.strength or offer.packs) or is_subject(phrase.text)
        name = unlisted_name(block, phrase.text, around)
        product = self.products.of(block, rest, name, measured=measured, pressed=pressed)
        malformed = malformed_end(phrase)
        if malformed and not self._has_decimal_points:
            malformed = 0
        return Price(
            span=_span(phrase, offer, malformed),
            low=phrase.low,
            high=phrase.high,
            currency=offer.currency,
            bound=offer.bound,
            per=each.per,
            packs=offer.packs or product.packs,
            product=product.name,
            strength=offer.strength or product.strength,
            form=offer.form or each.form or product.form,
            terms=_terms(rest, product, pressed=pressed),
            context=product.context,
            bought=bought(phrase, self.page, block, self.products.title, pressed=pressed),
            role=role,
            malformed=malformed > 0,
            buyable=buyable,
            pressed=pressed,
        )

    @cached_property
    def _has_decimal_points(self) -> bool:
        return has_decimal_points(self.page)


def _span(phrase: Phrase, offer: Offer, least: int) -> Span:
    block, origin, last = phrase.sentence.span
    origin += phrase.start
    return Span(block, origin + offer.start, min(origin + max(offer.end, least), last))


def _behind(phrase: Phrase, block: Block) -> str:
    """What stands right behind the amount, as far as a currency may."""
    end = phrase.amount.span.end
    return lowered(block.text[end : end + _CURRENCY])


def _terms(rest: Rest, product: Product, *, pressed: bool) -> tuple[str, ...]:
    """What else is said beside the price."""
    if pressed:
        rest.take(any_word("buying"))
    return substance(f"{rest.text} {product.rest}")
