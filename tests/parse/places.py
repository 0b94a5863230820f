"""What every block must fulfil, whatever it was read from: its characters stand where its map says."""

import re
from collections.abc import Iterable
from html import unescape

from auditor.model import Block

_TAG = re.compile(r"<[^>]*>|&#?\w+;")
_SPACE = re.compile(r"\\(?:x\w{2}|u\w{4}|U\w{8}|[ntrfvNLP_])")
_NUMBERED = re.compile(r"[a-z]\d{4}")
_CODE = re.compile(r"\\(?:x(\w{2})|u(\w{4})|U(\w{8}))")


def assert_placed(source: str, blocks: Iterable[Block]) -> None:
    """Every run follows the one before, in the text and in the source, and reads there as it should."""
    for block in blocks:
        at, before = 0, 0
        for run in block.source_map.runs:
            assert run.text_start == at < run.text_end
            assert before <= run.source_start <= run.source_end <= len(source)
            text, written = block.text[run.text_start : run.text_end], source[run.source_start : run.source_end]
            if run.verbatim:
                assert re.sub(r"\s", " ", written) == text
            else:
                assert stands_for(written, text), (written, text)
            at, before = run.text_end, run.source_end
        assert at == len(block.text)
        assert block.text == " ".join(block.text.split())
        assert_marked(block)


def assert_marked(block: Block) -> None:
    """Every mark lies in its block and is not empty."""
    for span in (*(each.span for each in block.links), *block.emphases, *block.codes, *block.superscripts):
        assert span.block == block.index
        assert 0 <= span.start < span.end <= len(block.text)


def stands_for(written: str, text: str) -> bool:
    """Whether a stretch of source may be what a reader sees as the text: a reference, an escape, a line end."""
    if text == " ":
        return not any(map(str.isalnum, _SPACE.sub("", _TAG.sub("", written))))
    codes = _CODE.sub(lambda code: chr(int(next(filter(None, code.groups())), 16)), written)
    readings = {unescape(written), written.removeprefix("\\"), written.replace("''", "'"), codes}
    return text in readings or (len(text) == 1 and written.startswith("\\"))


def assert_span(source: str, block: Block, start: int, end: int) -> None:
    """The source of a part of a block begins and ends with that part's characters and has all its words in order."""
    first, last = block.source_map.source_range(start, end)
    written = source[first:last]
    found = iter(_NUMBERED.findall(written))
    assert all(word in found for word in _NUMBERED.findall(block.text[start:end]))
    if block.text[start].isalnum() and written[0] not in "&\\":
        assert written[0] == block.text[start]
    if block.text[end - 1].isalnum() and not written.endswith(";") and "\\" not in written[-10:]:
        assert written[-1] == block.text[end - 1]
