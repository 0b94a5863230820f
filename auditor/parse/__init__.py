"""Parse: bytes give a Page whose every character knows its place in the source."""

import re

from auditor.errors import ParseError
from auditor.model import Block, BlockKind, Metadata, Page, RawPage, Run, SourceMap
from auditor.parse import html, media
from auditor.parse.decode import decode


def parse(raw: RawPage) -> Page:
    """The page: its decoded source, its blocks in reading order, and what it says of itself.

    Raises:
        UnsupportedError: the content is no text page.
        ParseError: the page is empty.
    """
    kind = media.media_type(raw)
    source, encoding = decode(raw.content, raw.charset, html=kind == media.HTML)
    if not source.strip():
        raise ParseError(raw.location, "is empty")
    blocks, metadata = (html.read if kind == media.HTML else _lines)(source, raw.location)
    return Page(raw.location, kind, encoding, source, blocks, metadata)


def _lines(source: str, _location: str) -> tuple[tuple[Block, ...], Metadata]:
    blocks: list[Block] = []
    for match in re.finditer(r"\S[^\r\n]*", source):
        run = Run(0, len(match.group()), *match.span())
        blocks.append(Block(len(blocks), BlockKind.PARAGRAPH, match.group(), SourceMap((run,))))
    return tuple(blocks), Metadata()
