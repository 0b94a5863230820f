"""What every parsed page must fulfil: each character of each block stands in the source where its map says."""

import html
import json
import re

from auditor.model import Block, BlockKind, Page, RawPage
from auditor.parse import parse

UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\x00]")

SPACE_AS_WRITTEN = re.compile(r"<[^>]*>|(?i:\\u003c.*?\\u003e)|&[#\w]+;?|\\[nrtf]|\\u00a0")
"""What stands in the source for a space: tags, also escaped ones, and references and escapes of white space."""


def page_of(source: str, location: str = "page.html") -> Page:
    """The page as read from its UTF-8 bytes."""
    return parse(RawPage(location, source.encode("utf-8", "surrogatepass")))


def blocks_of(source: str, *kinds: BlockKind) -> list[Block]:
    """The blocks of a page, or those of some kinds."""
    return [block for block in page_of(source).blocks if not kinds or block.kind in kinds]


def texts_of(source: str, *kinds: BlockKind) -> list[str]:
    """The texts of a page's blocks, or of those of some kinds."""
    return [block.text for block in blocks_of(source, *kinds)]


def letters(text: str) -> str:
    """A text without white space and what is not seen."""
    return "".join(UNSEEN.sub("", text).split())


def assert_exact(page: Page) -> None:
    """Every run of every block covers its text without a gap and stands in the source just so."""
    assert [block.index for block in page.blocks] == list(range(len(page.blocks)))
    for block in page.blocks:
        at, before = 0, 0
        assert block.text == " ".join(block.text.split())
        for run in block.source_map.runs:
            assert run.text_start == at < run.text_end
            assert before <= run.source_start <= run.source_end <= len(page.source)
            text = block.text[run.text_start : run.text_end]
            written = page.source[run.source_start : run.source_end]
            assert stands_for(written, text, exact=run.verbatim), (written, text)
            at, before = run.text_end, run.source_end
        assert at == len(block.text)
        _assert_marks(block)


def stands_for(written: str, text: str, *, exact: bool) -> bool:
    """Whether a stretch of source is what a reader sees as a text."""
    if exact:
        return len(written) == len(text) and "".join(written.split()) == "".join(text.split())
    if text == " ":
        return not letters(SPACE_AS_WRITTEN.sub("", written))
    if written.startswith("<"):
        return text in "\u201c\u201d"
    return letters(_decoded(written)).replace("\ufffd", "") == letters(text).replace("\ufffd", "")


def _decoded(written: str) -> str:
    """What a reference of HTML or an escape of JSON or Markdown stands for."""
    if not written.startswith("\\"):
        return html.unescape(written)
    of_json = written[1] in '"\\/bfnrt' or (written[1] == "u" and len(written) > 2)
    return str(json.loads(f'"{written}"')) if of_json else written[1:]


def _assert_marks(block: Block) -> None:
    spans = (*(link.span for link in block.links), *block.superscripts, *block.emphases, *block.codes)
    for span in spans:
        assert span.block == block.index
        assert 0 <= span.start < span.end <= len(block.text)
