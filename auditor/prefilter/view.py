"""What a reader may see of a page in HTML, as passages: each holds one block of `auditor.parse.html`, or several."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from auditor.extract.passages import Passage
from auditor.parse.blocks import UNSEEN
from auditor.parse.html_references import REFERENCE, references
from auditor.parse.html_tokens import ESCAPABLE, RAW, start_tags
from auditor.prefilter.beside import draws_words, texts_beside
from auditor.prefilter.bounds import doubt_ends
from auditor.prefilter.hidden import leave_out_hidden
from auditor.prefilter.marks import BREAK, DOUBT, JOINT, LINE, Marks, name_of
from auditor.prefilter.pieces import cut
from auditor.prefilter.readings import ManyReadingsError, readings

_CONTROLS = bytes((*range(1, 9), *range(14, 32)))
_UNSEEN = re.compile(f"[{UNSEEN}]+")
_TWICE = re.compile(rf"{LINE}[\s{JOINT}{DOUBT}]*{LINE}")
_marks = Marks()


class UnclearError(Exception):
    """A page whose text is not certain without taking it apart."""


def text_of(source: str) -> tuple[str, list[str]]:
    """The text of a page with a mark for each tag, and the texts that stand beside it.

    Raises:
        UnclearError: the page holds something rare that only `auditor.parse` understands.
    """
    if len(data := source.encode("latin-1", "replace")) != len(data.translate(None, _CONTROLS)):
        raise UnclearError
    pieces = cut(source)
    if draws_words(pieces.tags) or _closes_itself(pieces.tags):
        raise UnclearError
    texts, marks = list(pieces.texts), [_marks[tag] for tag in pieces.tags]
    if not leave_out_hidden(texts, pieces.tags, marks):
        raise UnclearError
    doubt_ends(pieces.tags, marks)
    marks.append("")
    text = "".join([part for pair in zip(texts, marks, strict=True) for part in pair])
    return _TWICE.sub(BREAK, _seen(text)), [_seen(each) for each in texts_beside(pieces.tags)]


def _closes_itself(tags: Sequence[str]) -> bool:
    """Whether an element whose content is no markup may close itself, as it can inside drawings and formulas."""
    names = [name_of(tag) for tag in tags]
    if "svg" not in names and "math" not in names:
        return False
    raw = (tag for tag, name in zip(tags, names, strict=True) if name in RAW | ESCAPABLE and tag[0] != "/")
    return any(each.self_closing for tag in raw for each in start_tags("<" + tag, 0, len(tag) + 1)[:1])


def _seen(text: str) -> str:
    """The text with its references replaced, without characters that are not seen."""
    if "&" in text:
        text = REFERENCE.sub(lambda match: _stands_for(match.group()), text)
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    return text.replace("\0", "")


@lru_cache(4096)
def _stands_for(reference: str) -> str:
    found = next(references(reference, 0, len(reference)), None)
    if found is None:
        return reference
    text = found.text if found.text.strip() else " "
    return text + reference[found.end :]


def passages(text: str, beside: Sequence[str]) -> Iterator[Passage]:
    """The passages of a page.

    Raises:
        UnclearError: a stretch of it can be read in too many ways.
    """
    for stretch in text.split(BREAK):
        try:
            yield from map(Passage, readings(stretch))
        except ManyReadingsError:
            raise UnclearError from None
    for each in beside:
        if plain := " ".join(each.split()):
            yield Passage(plain)
