"""Tells which product a price is of: the one named beside it, in its row, above it, or by the page."""

import re
from dataclasses import replace
from functools import cached_property

from auditor.extract.dosages.names import Names
from auditor.extract.dosages.phrases import index_of
from auditor.extract.prices.naming import Product, product_of
from auditor.extract.prices.parts import substance
from auditor.extract.prices.words import Rest, any_word, words
from auditor.extract.quantities import lowered
from auditor.model import Block, BlockKind, Page, Region

_ASKS = re.compile(r"\?$|^(?:are|can|do|does|how|is|what|when|where|which|who|why)\s", re.IGNORECASE)
"""Headings that name no product."""
_CALLS = re.compile(r"[?!]$|^(?:are|be|begin|claim|get|invest|join|ready|start|try|your)\s", re.IGNORECASE)
"""Headings that call on the reader, above a control to buy what the page is about."""
_SHORT = 40
"""Characters of a line with a price and hardly anything else."""
_LINE = 4
"""Blocks from a line with the name of a drug to the price of its card."""
_ABOVE = 500
"""Characters of the headings above that are read."""
_HEAD = (BlockKind.TITLE, BlockKind.META_DESCRIPTION, BlockKind.JSON_LD, BlockKind.FRONT_MATTER)


class Products:
    """The products of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._read: dict[str, Product] = {}
        self._said_above: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of(self, block: Block, rest: Rest, name: str, *, pressed: bool) -> Product:
        """The product of a price in a block.

        Args:
            block: where the price stands.
            rest: what is left of its phrase, with the words of its row or lead; the name is taken out.
            name: a name that no list knows, where the phrase begins with one and says how much of it.
            pressed: whether it stands on a control to buy.
        """
        named = self._beside(rest, name)
        if named:
            return Product(named, context=self._context(block, named))
        return self._in_head(block) if block.kind in _HEAD or not block.section else self._above(block, pressed=pressed)

    def _beside(self, rest: Rest, name: str) -> str:
        """The one drug or product named there; "" where none or several are."""
        found = self._names.find(rest.text)
        if not found and name in rest.text:
            start = rest.text.index(name)
            rest.drop(start, start + len(name))
            return name
        if not found or len({each.drug for each in found}) > 1:
            return ""
        said = " ".join(rest.text[found[0].start : found[0].end].split())
        for each in found:
            rest.drop(each.start, each.end)
        return said

    def _in_head(self, block: Block) -> Product:
        """That of the page, of which title and description speak."""
        return self.main if block.kind in _HEAD else Product()

    def _above(self, block: Block, *, pressed: bool) -> Product:
        """The product of the card or section, else that of the page."""
        heading = block.section[-1]
        if heading == self._main_text or (pressed and _CALLS.search(heading)):
            return self._line_above(block) or self.main
        carded = self._is_below(block, heading) and len(block.text) <= _SHORT and not _ASKS.search(heading)
        if carded or self._named(heading).known:
            return self._with_context(block, self._named(heading))
        return self._line_above(block) or (self.main if pressed else Product())

    def _is_below(self, block: Block, heading: str) -> bool:
        """Whether the price stands right below its heading, as on a card."""
        above = self._page.blocks[block.index - 1] if block.index else block
        return above.kind is BlockKind.HEADING and above.text == heading

    def _line_above(self, block: Block) -> Product | None:
        """That of the line of the same card that is nothing but the name of a drug."""
        near = self._page.blocks[max(0, block.index - _LINE) : block.index]
        same = (each for each in reversed(near) if each.section == block.section and each.kind is BlockKind.PARAGRAPH)
        line = next((each.text for each in same if self._is_name(each.text)), "")
        return self._with_context(block, self._named(line)) if line else None

    def _is_name(self, text: str) -> bool:
        return len(text) <= _SHORT and self._named(text).known and not substance(self._named(text).rest)

    def _with_context(self, block: Block, product: Product) -> Product:
        return replace(product, context=self._context(block, product.name))

    def _context(self, block: Block, name: str) -> tuple[str, ...]:
        """The words of the headings above, without those of the product; none where it is what the page is about."""
        if name == self.main.name:
            return ()
        if block.section not in self._said_above:
            self._said_above[block.section] = substance(lowered(" ".join((self._main_text, *block.section))[:_ABOVE]))
        generic = words("plain", "headings") | frozenset(substance(name))
        return tuple(word for word in self._said_above[block.section] if word not in generic)

    @cached_property
    def main(self) -> Product:
        """What the page is about."""
        return self._named(self._main_text)

    @cached_property
    def _main_text(self) -> str:
        """The main heading; where there is none, the first of the page; else the title."""
        headings = [each for each in self._page.blocks if each.kind is BlockKind.HEADING and each.region is Region.MAIN]
        first = next((each.text for each in headings if each.level == 1), "")
        if not first and headings and headings[0].level > 2:
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

    def _named(self, text: str) -> Product:
        if text not in self._read:
            self._read[text] = product_of(text)
        return self._read[text]

    @cached_property
    def _names(self) -> Names:
        """What is known, and what the page is called after."""
        name = self.main.name
        return Names(index_of({name: name} if name and not self.main.known else {}))
