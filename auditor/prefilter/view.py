"""What a reader may see of a page in HTML, as passages: each holds one block of `auditor.parse.html`, or several."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from auditor.extract.passages import Passage
from auditor.parse.blocks import UNSEEN
from auditor.parse.html_references import REFERENCE, references
from auditor.parse.html_tokens import ESCAPABLE, start_tags
from auditor.prefilter.beside import draws_words, texts_beside
from auditor.prefilter.bounds import doubt_ends
from auditor.prefilter.hidden import leave_out_hidden
from auditor.prefilter.marks import BREAK, DOUBT, JOINT, LINE, Marks, name_of
from auditor.prefilter.pieces import Pieces, cut
from auditor.prefilter.readings import ManyReadingsError, readings

_CONTROLS = bytes((*range(1, 9), *range(14, 32)))
_UNSEEN = re.compile(f"[{UNSEEN}]+")
_TWICE = re.compile(rf"{LINE}[\s{JOINT}{DOUBT}]*{LINE}")
_marks = Marks()


class UnclearError(Exception):
    """A page whose text is not certain without taking it apart."""


class View(NamedTuple):
    """A page as a row of characters."""

    text: str
    """With a mark for each tag."""
    beside: tuple[str, ...]
    """What stands in attributes and scripts."""
    has_cells: bool
    """Whether it may hold cells of tables."""


def view(source: str) -> View:
    """What a reader may see of a page.

    Raises:
        UnclearError: the page holds something rare that only `auditor.parse` understands.
    """
    pieces = cut(source)
    special = [tag for tag in pieces.tags if tag[0] in "iImMsS"]
    if draws_words(special) or _closes_itself(pieces):
        raise UnclearError
    texts, marks = list(pieces.texts), [_marks[tag] for tag in pieces.tags]
    if not leave_out_hidden(texts, pieces.tags, marks):
        raise UnclearError
    doubt_ends(pieces.tags, marks)
    _refuse_controls("".join(texts))
    _refuse_controls("".join(tag for tag, name in zip(pieces.tags, pieces.raw, strict=True) if name in _OF_TEXT))
    marks.append("")
    text = "".join([part for pair in zip(texts, marks, strict=True) for part in pair])
    text = _TWICE.sub(BREAK, _visible(_decoded(text)))
    has_cells = any(tag.startswith(_CELLS) for tag in pieces.tags)
    return View(text, tuple(_visible(each) for each in texts_beside(special)), has_cells)


_OF_TEXT = frozenset("".join(each) for name in ESCAPABLE for each in product(*zip(name, name.upper(), strict=True)))
"""The names of elements whose content is text, however written."""
_CELLS = tuple(first + second for first in "tT" for second in "dDhH")


def _refuse_controls(text: str) -> None:
    """Characters that no page holds as text could be taken for marks."""
    data = text.encode("latin-1", "replace")
    if len(data) != len(data.translate(None, _CONTROLS)):
        raise UnclearError


def _closes_itself(pieces: Pieces) -> bool:
    """Whether an element whose content is no markup may close itself, as it can inside drawings and formulas."""
    raw = [tag for tag, name in zip(pieces.tags, pieces.raw, strict=True) if name and "/>" in tag]
    closing = any(each.self_closing for tag in raw for each in start_tags("<" + tag, 0, len(tag) + 1)[:1])
    return closing and any(name_of(tag) in ("svg", "math") for tag in pieces.tags)


def _decoded(text: str) -> str:
    """The text with its references replaced."""
    return REFERENCE.sub(lambda match: _stands_for(match.group()), text) if "&" in text else text


def _visible(text: str) -> str:
    """The text without characters that are not seen."""
    return (text if text.isascii() else _UNSEEN.sub("", text)).replace("\0", "")


@lru_cache(4096)
def _stands_for(reference: str) -> str:
    found = next(references(reference, 0, len(reference)), None)
    if found is None:
        return reference
    text = found.text if found.text.strip() else " "
    return text + reference[found.end :]


def passages(page: View) -> Iterator[Passage]:
    """The passages of a page.

    Raises:
        UnclearError: a stretch of it can be read in too many ways.
    """
    for stretch in page.text.split(BREAK):
        try:
            for text in readings(stretch):
                yield Passage(text, page.has_cells)
        except ManyReadingsError:
            raise UnclearError from None
    for each in page.beside:
        if plain := " ".join(each.split()):
            yield Passage(plain, may_be_cell=False)
