"""One sentence on a page of its own, for the tests of what is found in sentences."""

import re
from typing import NamedTuple

from auditor.extract.annotated import Annotated
from auditor.extract.quantities import find_quantities
from auditor.extract.sentences import split_page
from auditor.extract.terms import annotate
from auditor.model import Block, BlockKind, Cell, Page, Run, SourceMap

_MARK = re.compile(r"⟦([^⟧]*)⟧")


class Marked(NamedTuple):
    """A text without its marks, and the ranges that were marked."""

    text: str
    ranges: tuple[tuple[int, int], ...]


def read_marks(marked: str) -> Marked:
    """The text of "About ⟦nine in ten⟧ agree" and where its marks stood."""
    text, ranges, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        ranges.append((len(text), len(text) + len(match[1])))
        text, at = text + match[1], match.end()
    return Marked(text + marked[at:], tuple(ranges))


def block_of(text: str, index: int = 0, kind: BlockKind = BlockKind.PARAGRAPH, cell: Cell | None = None) -> Block:
    """A block that stands in the source just so."""
    return Block(index, kind, text, SourceMap((Run(0, len(text), 0, len(text)),)), cell=cell)


def annotated(*blocks: Block) -> Annotated:
    """A page of the blocks, with its terms and quantities."""
    page = Page("page.txt", "text/plain", "utf-8", "\n".join(block.text for block in blocks), blocks)
    sentences = split_page(page)
    return Annotated(page, sentences, annotate(sentences), find_quantities(sentences))
