"""Parse: bytes give a Page whose every character knows its place in the source."""

from auditor.errors import ParseError
from auditor.model import Page, RawPage
from auditor.parse import html, markdown, media, text
from auditor.parse.decode import decode

_READERS = {media.HTML: html.read, media.MARKDOWN: markdown.read, media.TEXT: text.read}


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
    blocks, metadata = _READERS[kind](source, raw.location)
    return Page(raw.location, kind, encoding, source, blocks, metadata)
