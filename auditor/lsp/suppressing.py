"""The comment that suppresses a finding, put where it holds and changes nothing else.

Where a comment may stand depends on what surrounds it: a line of its own before a paragraph is
fine, inside a list or a table it would split them. So each place is tried, the changed text is
read again, and the first place counts at which every block is as before and the comment is for the finding.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor import parse
from auditor.check.directives import directives
from auditor.check.intact import alike
from auditor.errors import InputError
from auditor.lsp.auditing import Draft
from auditor.lsp.texts import Text
from auditor.model import Page

REASON = "say why"
"""Stands where the author writes the reason."""
COMMENTED = ("text/html", "text/markdown")
"""Media types with comments."""
_INDENT = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class Insertion:
    """Texts to put in, by character offset; the first holds the reason."""

    pieces: tuple[tuple[int, str], ...]

    @property
    def reason(self) -> tuple[int, int]:
        """Where the words for the reason stand once they are in."""
        offset, text = self.pieces[0]
        start = offset + text.index(REASON)
        return start, start + len(REASON)

    def apply(self, text: str) -> str:
        """The text with the pieces in it."""
        for offset, piece in reversed(self.pieces):
            text = text[:offset] + piece + text[offset:]
        return text

    def moved(self, offset: int) -> int:
        """Where a character of the old text stands in the new one."""
        return offset + sum(len(piece) for at, piece in self.pieces if at <= offset)


def suppression(draft: Draft, location: str, rule: str, offset: int) -> Insertion | None:
    """What suppresses the rule's finding at a character offset; None where no comment can.

    Args:
        draft: the document.
        location: of the page.
        rule: id of the rule.
        offset: where the finding begins.
    """
    try:
        page = parse.parse(draft.raw(location))
    except InputError:
        return None
    if page.media_type not in COMMENTED:
        return None
    return next((each for each in _places(draft, page, rule, offset) if _holds(draft, page, each, rule, offset)), None)


def _places(draft: Draft, page: Page, rule: str, offset: int) -> Iterator[Insertion]:
    """Where the comment may stand, the best place first."""
    start, end = (each + draft.shift for each in _extent(page, offset - draft.shift))
    if start == end:
        return
    content = draft.text.content
    line = draft.text.line_start(start)
    indent = _INDENT.match(content, line)
    comment = _comment(draft, f"ignore {rule}; reason: {REASON}")
    yield Insertion(((line, f"{indent[0] if indent else ''}{comment}{_line_end(content)}"),))
    yield Insertion(((end, f" {comment}"),))
    begin, finish = _comment(draft, f"ignore-start {rule}; reason: {REASON}"), _comment(draft, "ignore-end")
    yield Insertion(((start, begin), (end, finish)))


def _extent(page: Page, offset: int) -> tuple[int, int]:
    """The stretch of source of the block that holds the offset; of the innermost where several do."""
    holding = [
        (last - first, first, last)
        for block in page.blocks
        if block.text and block.source_map.runs
        for first, last in (block.source_map.source_range(0, len(block.text)),)
        if first <= offset < last
    ]
    return min(holding)[1:] if holding else (0, 0)


def _holds(draft: Draft, before: Page, made: Insertion, rule: str, offset: int) -> bool:
    """Whether the insertion changes no block and is what decides on the finding."""
    changed = Draft(draft.uri, draft.version, Text(made.apply(draft.text.content)), draft.media_type)
    try:
        after = parse.parse(changed.raw(before.location))
    except InputError:
        return False
    if not alike(before, after, 0 if draft.mdx else len(made.pieces)):
        return False
    at = made.moved(offset) - draft.shift
    comment = made.reason[0] - draft.shift
    decides = next((each for each in directives(after) if each.covers(rule, at)), None)
    return decides is not None and decides.start <= comment < decides.end


def _comment(draft: Draft, words: str) -> str:
    return f"{{/* auditor: {words} */}}" if draft.mdx else f"<!-- auditor: {words} -->"


def _line_end(content: str) -> str:
    """The line end that the text uses first; LF where it has none."""
    match = re.search(r"\r\n|\n|\r", content)
    return match[0] if match else "\n"
