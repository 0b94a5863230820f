"""Tells which product a price is of: the one named beside it, in its row, above it, or by the page."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from auditor.extract.dosages.names import Names
from auditor.extract.dosages.phrases import index_of
from auditor.extract.prices.parts import read_form, read_packs, read_strength, substance
from auditor.extract.prices.words import Rest, any_word, words
from auditor.extract.quantities import lowered
from auditor.model import Block, BlockKind, Page, Region
from auditor.model.price import Pack

_FIRST_PART = re.compile(r"\s[-–—|·/]\s|[|:(·]|,\s|\.\s|\s(?:by|from)\s")
_CALLS = re.compile(r"[?!]$|^(?:are|be|begin|claim|get|invest|join|ready|start|try|your)\s", re.IGNORECASE)
"""Headings that call on the reader, above a control to buy what the page is about."""
_MARKS = re.compile(r"[®™©*.!?\s]+$|[®™©]")
_LONGEST = 6
"""Words of the name of a product."""
_SHORT = 40
"""Characters of a line with a price and hardly anything else."""
_LINE = 4
"""Blocks from a line with the name of a drug to the price of its card."""
_CARD = 1
"""Blocks from the heading of a card to its price."""
_HEAD = (BlockKind.TITLE, BlockKind.META_DESCRIPTION, BlockKind.JSON_LD, BlockKind.FRONT_MATTER)


@dataclass(frozen=True, slots=True)
class Product:
    """What a text says of a product."""

    name: str = ""
    strength: str = ""
    form: str = ""
    packs: tuple[Pack, ...] = ()
    rest: str = ""
    """The text in lower case without all that."""
    context: tuple[str, ...] = ()


class Products:
    """The products of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._read: dict[str, Product] = {}

    def of(self, block: Block, rest: Rest, *, pressed: bool) -> Product:
        """The product of a price in a block.

        Args:
            block: where the price stands.
            rest: what is left of its phrase, with the words of its row or lead; the name is taken out.
            pressed: whether it stands on a control to buy.
        """
        named = self._beside(rest)
        if named:
            return Product(named, context=self._context(block, named))
        return self._above(block, pressed=pressed)

    def _beside(self, rest: Rest) -> str:
        """The one drug or product named there."""
        found = self._names.find(rest.text)
        if not found or len({each.drug for each in found}) > 1:
            return ""
        name = " ".join(rest.text[found[0].start : found[0].end].split())
        for each in found:
            rest.drop(each.start, each.end)
        return name

    def _above(self, block: Block, *, pressed: bool) -> Product:
        """The product of the card or section, else that of the page."""
        heading = self._page.blocks[block.index - _CARD] if block.index >= _CARD else None
        if block.kind in _HEAD or not block.section:
            return self.main if block.kind in _HEAD or pressed else Product()
        carded = heading is not None and heading.kind is BlockKind.HEADING and heading.text == block.section[-1]
        if pressed and _CALLS.search(block.section[-1]):
            return self.main
        if (carded and len(block.text) <= _SHORT) or self._is_drug(block.section[-1]):
            return self._of_heading(block)
        line = self._line_above(block)
        if line is not None:
            product = self._named(line.text)
            return replace(product, context=self._context(block, product.name))
        if pressed or block.section == (self._main_text,):
            return self.main
        return Product()

    def _line_above(self, block: Block) -> Block | None:
        """The line of the same card that is nothing but the name of a drug."""
        near = self._page.blocks[max(0, block.index - _LINE) : block.index]
        same = (each for each in reversed(near) if each.section == block.section and each.kind is BlockKind.PARAGRAPH)
        return next((each for each in same if self._is_name(each.text)), None)

    def _is_name(self, text: str) -> bool:
        """Whether a line says nothing but the name of a drug."""
        return len(text) <= _SHORT and self._is_drug(text) and not substance(self._named(text).rest)

    def _of_heading(self, block: Block) -> Product:
        product = self._named(block.section[-1])
        if block.section == (self._main_text,):
            return product
        return replace(product, context=self._context(block, product.name))

    def _context(self, block: Block, name: str) -> tuple[str, ...]:
        """The words of the headings above, without those of the product; none where it is what the page is about."""
        if name == self.main.name:
            return ()
        above = lowered(" ".join((self._main_text, *block.section)))
        generic = words("plain", "headings") | frozenset(substance(name))
        return tuple(word for word in substance(above) if word not in generic)

    @cached_property
    def main(self) -> Product:
        """What the page is about."""
        return self._named(self._main_text)

    @cached_property
    def _main_text(self) -> str:
        """The main heading; where there is none, the first of the page; else the title."""
        headings = [each for each in self._page.blocks if each.kind is BlockKind.HEADING and each.region is Region.MAIN]
        first = next((each.text for each in headings if each.level == 1), "")
        if not first and headings and self._page.metadata.title and headings[0].level > 2:
            first = headings[0].text
        return first or self._page.metadata.title

    @cached_property
    def surveyed(self) -> bool:
        """Whether title or main heading speak about sellers or prices in general, or the page is an article."""
        pattern = any_word("surveys", "words")
        told = (self._main_text, self._page.metadata.title)
        types = frozenset(self._page.metadata.types)
        article = bool(types & words("surveys", "types")) and "Product" not in types
        return article or any(pattern.search(lowered(each)) for each in told)

    def _is_drug(self, text: str) -> bool:
        return bool(self._lexical.find(first_part(text)))

    def _named(self, text: str) -> Product:
        if text not in self._read:
            self._read[text] = _product(text)
        return self._read[text]

    @cached_property
    def _lexical(self) -> Names:
        return Names({})

    @cached_property
    def _names(self) -> Names:
        """What is known, and what the page is called after."""
        name = self.main.name
        return Names(index_of({name: name} if name and not self._is_drug(name) else {}))


def first_part(text: str) -> str:
    """What stands before the first sign that parts a heading: "Zelvane" of "Zelvane | Buy online"."""
    return _MARKS.sub("", _FIRST_PART.split(_MARKS.sub("", text), maxsplit=1)[0])


def _product(text: str) -> Product:
    """The product that a heading names; the drug where there is one, else all its words."""
    part = first_part(text)
    rest = Rest(lowered(part))
    packs, told = read_packs(rest)
    strength = read_strength(rest)
    form = read_form(rest) or told
    drugs = Names({}).find(rest.text)
    if drugs:
        start, end = drugs[0].start, drugs[-1].end
        name = " ".join(rest.text[start:end].split())
        rest.drop(start, end)
        return Product(name, strength, form, packs, rest.text)
    words_left = rest.text.split()
    name = " ".join(words_left) if 0 < len(words_left) <= _LONGEST else ""
    return Product(name or form, strength, form if name else "", packs)
