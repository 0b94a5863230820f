"""Splits blocks into sentences, keeping abbreviations, decimals, initials and citation markers whole."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from auditor.model import Block, Page, Sentence, Span

MOST = 5_000
"""Characters; a longer stretch without an end is cut at a space, so that work on a sentence is bounded."""

_END = re.compile(
    r"""(?P<stop>[.!?…](?<![.!?…]{2})[.!?…]*+)
        (?P<closing>["'”’)\]»]*+)
        (?P<marker>(?:\s?\[\d[\d,;–\-\s]*+\]|\[\^[^\]\s]{1,40}+\]|[⁰¹²³⁴-⁹]++|\d{1,3}(?:[,–-]\d{1,3})*(?=\s["“‘(\[]?[A-Z]|\s*$))*)
        (?P<space>\s++|$)""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[\w.'’°-]*$")
_PREVIOUS_WORD = re.compile(r"(?P<word>[\w.'’-]+)[\s,(]*$")
_FOLLOWING = re.compile(r"[\"'“‘([«*_•–—\s-]{0,8}(?P<word>\w{0,20})")
_INITIAL = re.compile(r"(?:\w\.)*[A-Z]")
_ITEM_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z])")
_VOLUME = re.compile(r"\d{4}(?:(?:\s[A-Z][a-z]{2}\b\.?(?:\s\d{1,2})?)?\s?[;:]|[a-z]?\s?[)\]])")
_NEAR = 40
"""Characters that are looked at on either side of a full stop."""


@cache
def _words(name: str) -> frozenset[str]:
    lists = tomllib.loads(files("auditor.extract").joinpath("sentences.toml").read_text("utf-8"))
    return frozenset(lists[name])


def split_page(page: Page) -> tuple[Sentence, ...]:
    """The sentences of all blocks of a page, in order."""
    found: list[Sentence] = []
    for block in page.blocks:
        for start, end in split_text(block.text):
            found.append(_sentence(block, start, end, len(found)))
    return tuple(found)


def _sentence(block: Block, start: int, end: int, index: int) -> Sentence:
    return Sentence(index, Span(block.index, start, end), block.text[start:end])


def split_text(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the sentences of a text, without the white space between them."""
    start = 0
    for match in _END.finditer(text):
        if match.end() < len(text) and _ends_sentence(text, start, match):
            yield from _cut(text, start, match.start("space"))
            start = match.end()
    yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without white space at its ends, in parts of at most so many characters."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MOST:
        space = text.rfind(" ", start + 1, start + MOST)
        part = space if space > 0 else start + MOST
        yield start, part
        start = part + (space > 0)
    if start < end:
        yield start, end


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = _FOLLOWING.match(text, match.end())
    word = following["word"] if following else ""
    if word[:1].islower() and not re.match(r"[a-z]{1,3}[A-Z]", word):
        return False
    if match["stop"] != "." or match["closing"] or match["marker"]:
        return True
    if _VOLUME.match(text, match.end()) or _ITEM_NUMBER.fullmatch(text, start, match.start()):
        return False
    return not _continues(text, match.start(), word)


def _continues(text: str, stop: int, following: str) -> bool:
    """Whether the full stop at `stop` belongs to the word before it, given the word after it."""
    near = max(0, stop - _NEAR)
    before = _WORD_BEFORE.search(text, near, stop)
    word = before.group() if before else ""
    lowered = word.lower().strip("'’-")
    if lowered in _words("joined"):
        return True
    if _INITIAL.fullmatch(word):
        previous = _PREVIOUS_WORD.search(text, near, stop - len(word))
        kind = previous is not None and previous["word"].lower() in _words("lettered")
        return not kind and following.lower() not in _words("openers")
    return lowered in _words("abbreviations") and not following[:1].isupper()
