"""Splits blocks into sentences, keeping abbreviations, decimals, initials and citation markers whole."""

import re
from collections.abc import Iterator

from auditor.model import Block, Page, Sentence, Span

_ABBREVIATIONS = frozenset(
    ["al", "approx", "art", "assoc", "aug", "ave", "b.i.d", "bros", "ca", "cal", "capt", "cf", "ch", "cl", "co", "col", "comm", "corp", "dec", "dept", "dept", "diff", "dist", "div", "dr", "e.g", "ed", "eds", "eq", "eqn", "esp", "est", "etc", "ex", "exp", "ext", "feb", "fig", "figs", "fl", "fn", "gal", "gen", "gov", "govt", "hosp", "hr", "hrs", "i.e", "i.m", "i.v", "ibid", "inc", "incl", "inst", "int", "intl", "j", "jan", "jr", "jun", "jul", "jour", "lab", "lat", "lb", "lbs", "ltd", "max", "mfr", "min", "misc", "mo", "mos", "mr", "mrs", "ms", "mt", "n.b", "nat", "natl", "no", "nos", "nov", "nr", "oct", "oz", "p", "p.o", "p.r.n", "pp", "par", "pharm", "ph.d", "phys", "pl", "prof", "proc", "pt", "pts", "pub", "publ", "q.d", "q.i.d", "q.o.d", "rd", "ref", "refs", "rep", "rev", "s.c", "sat", "sci", "sec", "sect", "sep", "sept", "ser", "soc", "sp", "spp", "sq", "sr", "st", "subj", "suppl", "supp", "t.i.d", "tab", "tabs", "tbsp", "tech", "tel", "temp", "transl", "tsp", "univ", "v", "viz", "vol", "vols", "vs", "yr", "yrs"]
)
"""Words after which a full stop does not by itself end a sentence."""

_ALWAYS_JOINED = frozenset(["al", "e.g", "i.e", "vs", "cf", "dr", "mr", "mrs", "ms", "prof", "fig", "figs", "no", "nos", "vol", "vols", "approx", "ca", "st"])
"""Abbreviations that go on even before a capital letter: "Dr. Ruiz", "et al. Journal"."""

_END = re.compile(
    r"""(?P<stop>[.!?…]+)
        (?P<closing>["'”’)\]»]*)
        (?P<marker>(?:\s?\[\d[\d,;–\-\s]*\]|\[\^[^\]\s]+\]|[⁰¹²³⁴-⁹]+|\d{1,3}(?:[,–-]\d{1,3})*(?=\s["“‘(\[]?[A-Z]|\s*$))*)
        (?P<space>\s+|$)""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[\w.'’-]*$")
_INITIAL = re.compile(r"(?:^|.*[\s(.])?[A-Z]$")
_OPENING = "\"'“‘([«*_•–—-"


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
        end = match.start("space")
        if match.end() >= len(text) or not _ends_sentence(text, match):
            continue
        yield start, end
        start = match.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip(_OPENING)[:1]
    if following.islower():
        return False
    if match["stop"] != "." or match["closing"] or match["marker"]:
        return not (match["stop"] == "…" and following.islower())
    before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    return not _continues(before.group() if before else "", following)


def _continues(word: str, following: str) -> bool:
    """Whether a full stop after `word` belongs to the word, given the first letter that follows."""
    lowered = word.lower().strip("'’-")
    if lowered in _ALWAYS_JOINED:
        return True
    if _INITIAL.fullmatch(word) and len(word.rpartition(".")[2]) == 1:
        return word not in ("A", "I", "C", "D", "E", "K") or "." in word
    return lowered in _ABBREVIATIONS and not following.isupper()
