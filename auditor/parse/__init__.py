"""Parse: bytes give a Page whose every character knows its place in the source."""

from collections.abc import Sequence
from dataclasses import replace

from auditor.errors import ParseError
from auditor.model import Block, LinkKind, Page, RawPage
from auditor.parse import html, markdown, media, text
from auditor.parse.decode import decode
from auditor.parse.links import Addresses

_READERS = {media.HTML: html.read, media.MARKDOWN: markdown.read, media.TEXT: text.read}


def parse(raw: RawPage, sites: Sequence[str] = ()) -> Page:
    """The page: its decoded source, its blocks in reading order, and what it says of itself.

    Args:
        raw: the bytes and what the transport said of them.
        sites: host names that count as the page's own site besides what the page itself says.

    Raises:
        UnsupportedError: the content is no text page.
        ParseError: the page is empty.
    """
    kind = media.media_type(raw)
    source, encoding = decode(raw.content, raw.charset, html=kind == media.HTML)
    if not source.strip():
        raise ParseError(raw.location, "is empty")
    blocks, metadata = _READERS[kind](source, raw.location)
    if sites:
        own = Addresses(*(f"https://{site}" for site in sites))
        blocks = tuple(_with_own_links(block, own) for block in blocks)
    return Page(raw.location, kind, encoding, source, blocks, metadata)


def _with_own_links(block: Block, own: Addresses) -> Block:
    """The block with its links to the sites known as one's own."""
    if not block.links:
        return block
    links = tuple(
        replace(link, kind=LinkKind.OWN_SITE) if own.kind(link.href) is LinkKind.OWN_SITE else link
        for link in block.links
    )
    return replace(block, links=links)
