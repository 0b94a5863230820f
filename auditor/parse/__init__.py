"""Parse: bytes give a Page whose every character knows its place in the source."""

import re

from auditor.model import Block, BlockKind, Page, RawPage, Run, SourceMap


def parse(raw: RawPage) -> Page:
    """The page (first sketch: plain text, a paragraph a line)."""
    source = raw.content.decode("utf-8", "replace")
    blocks = []
    for match in re.finditer(r"\S[^\r\n]*", source):
        run = Run(0, len(match.group()), *match.span())
        blocks.append(Block(len(blocks), BlockKind.PARAGRAPH, match.group(), SourceMap((run,))))
    return Page(raw.location, "text/plain", "utf-8", source, tuple(blocks))
