"""Markdown: the page's blocks, and what its front matter says of the page."""

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from auditor.model import Block, Metadata
from auditor.parse import frontmatter, markdown_machinery, text
from auditor.parse.blocks import BlockList
from auditor.parse.frontmatter_text import add_blocks
from auditor.parse.links import Addresses
from auditor.parse.markdown_blocks import MarkdownReader
from auditor.parse.markdown_links import normalised
from auditor.parse.stretch import Lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 100
"""Levels of lists and quotes in one another. What lies deeper is no writing, and the page is read as plain text."""


def read(source: str, location: str) -> tuple[tuple[Block, ...], Metadata]:
    """The blocks of a page in Markdown and what it says of itself; `location` tells its own site's addresses."""
    front = frontmatter.read(source)
    metadata = frontmatter.metadata(front.values)
    blocks = BlockList(Addresses(location, metadata.canonical).kind)
    add_blocks(front.values, blocks)
    read_markdown(source, blocks, front.body)
    return tuple(blocks.blocks), metadata


def read_markdown(source: str, blocks: BlockList, body: int = 0) -> None:
    """Adds the blocks of a Markdown body, which begins at an offset of the source."""
    lines = Lines(source)
    above = bisect_left(lines.starts, body)
    tokens, definitions = parse_blocks("\n" * above + source[body:])
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        text.read_text(source, blocks, body)
        return
    MarkdownReader(lines, blocks, tokens, definitions).read()


def parse_blocks(source: str) -> tuple[list["Token"], Mapping[str, str]]:
    """The block structure, its inline content not taken apart; and addresses by normalised label."""
    environment: dict[str, dict[str, dict[str, str]]] = {}
    tokens = _parser().parse(source, environment)
    references = environment.get("references", {})
    return tokens, {normalised(label): each["href"] for label, each in references.items()}


@cache
def _parser() -> "MarkdownIt":
    """The block parser; imported late, since most pages are HTML."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").use(footnote_plugin).use(deflist_plugin)
    markdown_machinery.plug_in(parser)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
