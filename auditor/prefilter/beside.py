"""The texts of a page that stand in attributes and scripts."""

import re
from collections.abc import Iterable, Iterator

from auditor.model import LinkKind
from auditor.parse import jsonld
from auditor.parse.blocks import BlockList
from auditor.parse.html_flow import EMOJI
from auditor.parse.html_head import DESCRIPTIONS
from auditor.parse.html_tokens import Tag, start_tags

_WORDED = re.compile(r"[\w%$£€]")
_OF_INTEREST = frozenset(("img", "inp", "met", "scr"))


def texts_beside(tags: Iterable[str]) -> Iterator[str]:
    """Descriptions of the page and of its pictures, what stands in its fields, and its structured data."""
    for tag in tags:
        start = tag[:3].lower()
        if start not in _OF_INTEREST or (start == "scr" and "json" not in tag.lower()):
            continue
        source = "<" + tag
        found = start_tags(source, 0, len(source))
        if found:
            yield from _structured(source, found[0]) if start == "scr" else _attributes(found[0])


def _attributes(tag: Tag) -> Iterator[str]:
    values = tag.attributes
    if tag.name == "img":
        yield values["alt"]
    elif tag.name == "input":
        yield values["value"]
        yield values["placeholder"]
    elif tag.name == "meta" and (values["name"] or values["property"]).lower() in DESCRIPTIONS:
        yield values["content"]


def _structured(source: str, tag: Tag) -> Iterator[str]:
    if tag.name == "script" and "json" in tag.attributes["type"].lower():
        blocks = BlockList(lambda _: LinkKind.OTHER_SITE)
        jsonld.read(source, tag.end, len(source), blocks)
        yield from (each.text for each in blocks.blocks)


def draws_words(tags: Iterable[str]) -> bool:
    """Whether a picture stands for words within a sentence, as pictures of emojis may."""
    for tag in tags:
        if tag[:3].lower() == "img" and ("emoji" in tag or "smiley" in tag or "&" in tag):
            for each in start_tags("<" + tag, 0, len(tag) + 1):
                if EMOJI.search(each.attributes["class"]) and _WORDED.search(each.attributes["alt"]):
                    return True
    return False
