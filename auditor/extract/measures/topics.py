"""What a page and its headings speak of: the products they name, and the groups."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from auditor.extract.dosages.names import Names
from auditor.extract.measures.words import listed, numbers, stem, stems, words_of
from auditor.model import Block, BlockKind, Page, Region

_PARTS = re.compile(r"\s[|–—·:-]\s|:\s")
_CAPITAL = re.compile(r"(?<=[^\W_][\s,;(])\s?\(?([A-Z][^\W\d_]*)")
"""A word with a capital behind another word, not at the start of a sentence."""
_PLAIN = re.compile(r"(?<![^\W\d_])[a-z][^\W\d_]*")
_MOST_BRAND_WORDS = 4


@lru_cache(maxsize=2_000)
def _drugs(text: str) -> frozenset[str]:
    """The drugs of the lexicon that a text names; headings are asked for again and again."""
    return frozenset(each.drug for each in Names({}).find(text))


@dataclass(frozen=True)
class Topics:
    """What a page says its statements are about."""

    page: Page

    def product(self, sentence: str, block: Block) -> tuple[str, ...]:
        """The product that a sentence, else the nearest heading, else the page is about; () where none is named."""
        nearer = (sentence, *self._beside(block), *reversed(block.section))
        named = (self._named(text) for text in nearer)
        return self._capitals(sentence) or next((each for each in named if each), self._of_page)

    def heading(self, block: Block, *, whole: bool) -> tuple[str, ...]:
        """The words of the headings, the lead-in and a cell's headers; only the group they name unless `whole`."""
        words = words_of(" ".join((*self._headings(block), *self._beside(block))))
        if whole:
            return tuple(sorted({*stems(words, "stop", "own"), *numbers(words)}))
        kept = {stem(word) for word in words if word in listed("groups")}
        spans = {*words} & listed("spans") if numbers(words) else ()
        return tuple(sorted(kept | {*map(stem, spans), *numbers(words)} if spans else kept))

    def naming(self, product: Sequence[str]) -> frozenset[str]:
        """The words that only name the site or a product, which do not belong to what is measured."""
        several_drugs = len(product) > 1 and any(map(_drugs, product))
        return self.brand if several_drugs else self.brand | {*product}

    @cached_property
    def brand(self) -> frozenset[str]:
        """The words of the site's own name, behind a bar or dash in the title; no word that the text has plain."""
        parts = _PARTS.split(self.page.metadata.title)
        last = words_of(parts[-1]) if len(parts) > 1 else []
        return frozenset(last).difference(self._plain) if len(last) <= _MOST_BRAND_WORDS else frozenset()

    def _beside(self, block: Block) -> tuple[str, ...]:
        """What introduces an item or a cell."""
        cell = (block.cell.row_header, block.cell.column_header) if block.cell else ()
        lead_in = None if block.lead_in is None else self.page.blocks[block.lead_in]
        return cell if lead_in is None or lead_in.kind is BlockKind.HEADING else (*cell, lead_in.text)

    def _headings(self, block: Block) -> tuple[str, ...]:
        """The headings above, without the main ones, which say what the page is about."""
        return tuple(each for each in block.section if each not in self._main_headings)

    @cached_property
    def _main_headings(self) -> frozenset[str]:
        return frozenset(each.text for each in self.page.blocks if each.kind is BlockKind.HEADING and each.level == 1)

    def _capitals(self, sentence: str) -> tuple[str, ...]:
        """The drugs of a sentence, else its words with a capital that headings or menus have as well."""
        if _drugs(sentence):
            return self._named(sentence)
        capitals = {word.lower() for word in _CAPITAL.findall(sentence)}
        return tuple(sorted(capitals & self._menu_words))

    def _named(self, text: str) -> tuple[str, ...]:
        drugs = _drugs(text)
        own = {word for word in words_of(text) if word in self._names}
        return tuple(sorted(drugs or own))

    @cached_property
    def _of_page(self) -> tuple[str, ...]:
        drugs = frozenset[str]().union(*map(_drugs, self._titles()))
        return tuple(sorted(drugs or self._names & _all_words(self._titles())))

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words of title, headings and menus that the text uses as names: with a capital where no sentence begins."""
        return self._proper & self._menu_words

    @cached_property
    def _menu_words(self) -> frozenset[str]:
        return _all_words((*self._titles(), *self._menus())) - self.brand

    @cached_property
    def _proper(self) -> frozenset[str]:
        """Words that stand with a capital within sentences, and nowhere without one."""
        return frozenset(word.lower() for text in self._texts for word in _CAPITAL.findall(text)) - self._plain

    @cached_property
    def _plain(self) -> frozenset[str]:
        """Words that stand without a capital somewhere."""
        return frozenset[str]().union(*map(_PLAIN.findall, self._texts))

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(
            block.text
            for block in self.page.blocks
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and block.region is Region.MAIN
        )

    def _titles(self) -> Iterator[str]:
        for block in self.page.blocks:
            if block.kind is BlockKind.TITLE or (block.kind is BlockKind.HEADING and block.level == 1):
                yield _PARTS.split(block.text)[0]

    def _menus(self) -> Iterator[str]:
        """Where a page names the site's products: headings, cards and navigation."""
        for block in self.page.blocks:
            if block.kind is BlockKind.HEADING or block.region is not Region.MAIN:
                yield block.text


def _all_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text))
