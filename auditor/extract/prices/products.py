"""Tells which product a price is of: the one named beside it, in its row, above it, or by the page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from auditor.extract.dosages.names import Named, Names
from auditor.extract.dosages.phrases import index_of
from auditor.extract.prices.naming import Product, product_of, tells_of_all
from auditor.extract.prices.parts import substance
from auditor.extract.prices.words import Rest, any_word, words
from auditor.extract.quantities import lowered
from auditor.model import Block, BlockKind, Page, Region

_NAMELESS = re.compile(
    r"[?!]$|^(?:are|be|begin|can|claim|do|does|get|how|invest|is|join|ready|start|try|what|when|where|which|who|why)\s"
    r"|\b(?:me|my|our|us|we|you|your)\b",
    re.IGNORECASE,
)
"""Headings that ask or call, and so name no product."""
_ASKING = re.compile(r"(?:how|what|which|who|why)\b.*(?:\?|\bcosts?\b)", re.IGNORECASE)
"""Headings of articles on prices: "How much does it cost?"."""
_SHORT = 40
"""Characters of a line with a price and hardly anything else."""
_LINE = _CARD = 4
"""Blocks from the line or heading that names a product to the price of its card."""
_ABOVE = 500
"""Characters of the headings above that are read."""
_HEAD = (BlockKind.TITLE, BlockKind.META_DESCRIPTION, BlockKind.JSON_LD, BlockKind.FRONT_MATTER)


def is_nameless(heading: str) -> bool:
    """Whether a heading asks or calls, and so names no product."""
    return _NAMELESS.search(heading) is not None


class Products:
    """The products of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._read: dict[str, Product] = {}
        self._others: dict[tuple[str, ...], bool] = {}
        self._said_above: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of(self, block: Block, rest: Rest, name: str, *, measured: bool, pressed: bool) -> Product:
        """The product of a price in a block.

        Args:
            block: where the price stands.
            rest: what is left of its phrase, with the words of its row or lead; the name is taken out.
            name: a name that no list knows, where the phrase begins with one.
            measured: whether the phrase says how much of it, so that it goes before what stands above.
            pressed: whether it stands on a control to buy.
        """
        listed = self._names.find(rest.text)
        named = _one_of(listed, rest) if listed else _taken(name, rest) if measured else ""
        if not named:
            above = self._above(block, pressed=pressed) if block.section else self._in_head(block)
            if above.name or listed:
                return above
            named = _taken(name, rest)
        return Product(named, context=self._context(block, named)) if named else Product()

    def _in_head(self, block: Block) -> Product:
        """That of the page, of which title and description speak."""
        return self.main if block.kind in _HEAD else Product()

    def _above(self, block: Block, *, pressed: bool) -> Product:
        """The product of the card or section, else that of the page."""
        heading, line = block.section[-1], self._line_above(block)
        if line is not None:
            return line
        if heading == self._main_text or (pressed and _NAMELESS.search(heading)):
            return self.main
        named = self._named(heading)
        carded = len(block.text) <= _SHORT and self._is_near(block, heading) and not _NAMELESS.search(heading)
        return self._with_context(block, named) if carded or named.known or named.strength else Product()

    def _is_near(self, block: Block, heading: str) -> bool:
        """Whether the price stands so close below its heading as on a card."""
        near = self._page.blocks[max(0, block.index - _CARD) : block.index]
        return any(each.kind is BlockKind.HEADING and each.text == heading for each in near)

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

    @property
    def title(self) -> str:
        """The main heading or title."""
        return self._main_text

    @cached_property
    def _main_text(self) -> str:
        """The main heading; where there is none, the first of the page; else the title."""
        headings = [each for each in self._page.blocks if each.kind is BlockKind.HEADING and each.region is Region.MAIN]
        first = next((each.text for each in headings if each.level == 1), "")
        if not first and headings and headings[0].level > 2:
            first = headings[0].text
        return first or self._page.metadata.title

    def are_others(self, block: Block) -> bool:
        """Whether the prices of a block are not those of the page's seller, by its headings."""
        if block.section not in self._others:
            below_main = " ".join(each for each in block.section if each != self._main_text)
            self._others[block.section] = any_word("surveys", "sections").search(lowered(below_main)) is not None
        return self._others[block.section] or self._surveyed

    @cached_property
    def _surveyed(self) -> bool:
        """Whether title or main heading speak about sellers or prices in general, or the page is an article."""
        pattern = any_word("surveys", "words")
        told = (self._main_text, self._page.metadata.title)
        types = frozenset(each.lower() for each in self._page.metadata.types)
        article = bool(types & words("surveys", "types")) and "product" not in types
        asks = not tells_of_all(self._page) and any(_ASKING.match(each) for each in told)
        return article or asks or any(pattern.search(lowered(each)) for each in told)

    def _named(self, text: str) -> Product:
        if text not in self._read:
            self._read[text] = product_of(text)
        return self._read[text]

    @cached_property
    def _names(self) -> Names:
        """What is known, and what the page is called after."""
        name = self.main.name
        return Names(index_of({name: name} if name and not self.main.known else {}))


def _one_of(found: Sequence[Named], rest: Rest) -> str:
    """The known drug or product, taken out of the rest; "" where several are named."""
    if len({each.drug for each in found}) > 1:
        return ""
    said = " ".join(rest.text[found[0].start : found[0].end].split())
    for each in found:
        rest.drop(each.start, each.end)
    return said


def _taken(name: str, rest: Rest) -> str:
    """The name, taken out of the rest; "" where it is not there."""
    start = rest.text.find(name) if name else -1
    if start < 0:
        return ""
    rest.drop(start, start + len(name))
    return name
