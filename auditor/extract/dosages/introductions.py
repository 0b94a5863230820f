"""Learns drug names from the page's own words: "Imuran (azathioprine)", "also known as", "10 mg of Nervanol"."""

import re
from collections.abc import Iterator
from functools import cache

from auditor.extract.dosages.names import Names
from auditor.extract.dosages.phrases import index_of, tokenize
from auditor.extract.dosages.words import table
from auditor.extract.words import words_of
from auditor.model import Block, BlockKind, Page

_NAME = r"[A-Z](?=[A-Za-z0-9-]{0,40}?[a-z0-9])[A-Za-z0-9-]{1,40}(?![A-Za-z0-9-])(?:\s(?:XR|ER|SR|XL|Forte|Plus))?"
_ANY = r"[A-Za-z][A-Za-z0-9-]{3,40}(?![A-Za-z0-9-])(?:\s[a-z]{4,30})?"
_PAIR = re.compile(
    rf"(?P<one>(?:\b{_NAME}|\b[A-Z]{{4,30}}|\b[a-z][a-z-]{{4,40}}))\s?[®™]?\s\(\s?(?P<cue>(?:also\s(?:called|known\sas|sold\sas)|brand\snames?:?|"
    rf"generic(?:\sname)?:?|sold\sas)\s)?(?P<other>{_ANY})\s?[®™]?(?=[),;])"
)
_KNOWN_AS = re.compile(
    rf"(?P<one>\b{_NAME}|\b[a-z][a-z-]{{4,40}})(?:\s\([^)]{{0,60}}\))?,?\s(?:which\sis\s|is\s|are\s)?(?:also\s)?"
    r"(?:known\sas|called|sold\sas|sold\sunder\sthe\s(?:brand\s)?name|marketed\sas|known\sby\sits\s(?:generic|brand)\sname)"
    rf"(?:\sof)?\s(?P<other>{_ANY})"
)
_BRAND_OF = re.compile(
    rf"(?P<one>\b{_NAME})\sis\s(?:a|the)\s(?:brand|trade)\s(?:name\s)?(?:of|for)\s(?P<other>{_ANY})"
    rf"|active\s(?:ingredient|substance)\s(?:in|of)\s(?P<one2>{_NAME})\sis\s(?P<other2>{_ANY})"
    rf"|(?P<one3>\b{_NAME})\scontains\s(?:the\sactive\s(?:ingredient|substance|drug)\s)(?P<other3>{_ANY})"
)
_OF_A_BRAND = words_of("brand trade active")
"""Words of which a sentence of the last sort has one."""


def learn_names(page: Page) -> Names:
    """The names the page may use, those of its own included."""
    known = Names({})
    dosed = dict.fromkeys(_dosed_names(page, known))
    told, paired = _pairs(page)
    own = dict(_joined(told, known))
    named = {*dosed, *_words_of_titles(page)}
    own |= dict(
        _joined([pair for pair in paired if named & {pair[0].lower(), pair[1].lower()} or _known(pair, known)], known)
    )
    for name in dosed:
        own.setdefault(name, name)
    return Names(index_of(own))


Pairs = list[tuple[str, str]]


def _pairs(page: Page) -> tuple[Pairs, Pairs]:
    """Names the page says are of one drug, and names of which one merely stands in parentheses."""
    told: Pairs = []
    paired: Pairs = []
    for block in page.blocks:
        text = block.text
        if "(" in text:
            for match in _PAIR.finditer(text):
                (told if match["cue"] else paired).append((match["one"], match["other"]))
        if " known " in text or " called " in text or " sold " in text or " marketed " in text:
            told += [(match["one"], match["other"]) for match in _KNOWN_AS.finditer(text)]
        if (" is " in text or " contains " in text) and not words_of(text).isdisjoint(_OF_A_BRAND):
            for match in _BRAND_OF.finditer(text):
                one, other = (
                    match["one"] or match["one2"] or match["one3"],
                    match["other"] or match["other2"] or match["other3"],
                )
                told.append((one, other))
    return told, paired


def _words_of_titles(page: Page) -> frozenset[str]:
    """The words of the title, the main heading and the first line."""
    texts = [block.text for block in page.blocks[:1]]
    texts += [
        block.text
        for block in page.blocks
        if block.kind is BlockKind.TITLE or (block.kind is BlockKind.HEADING and block.level == 1)
    ]
    return frozenset(token.word for text in texts for token in tokenize(text[:200]))


def _known(pair: tuple[str, str], known: Names) -> bool:
    return any(_drug(name, known) for name in pair)


def _joined(pairs: Pairs, known: Names) -> Iterator[tuple[str, str]]:
    """Each unknown name of a pair with the drug it stands for."""
    for one, other in pairs:
        first, second = _drug(one, known), _drug(other, known)
        if first and second:
            continue
        if first or second:
            name = other if first else one
            if _is_name(name):
                yield name.lower(), first or second
        elif _coined_pair(one, other):
            yield one.lower(), other.lower()
            yield other.lower(), other.lower()


def _drug(name: str, known: Names) -> str:
    """The drug a whole name stands for, or nothing."""
    found = known.find(name)
    return found[0].drug if len(found) == 1 and found[0].start == 0 and found[0].end == len(name) else ""


def _is_name(name: str) -> bool:
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", name)}
    return bool(words) and not words & _plain_words() and not name.endswith("s") and len(name) > 2


def _coined_pair(one: str, other: str) -> bool:
    """Whether two unknown names are a brand and its substance: "Calmivex (tibrolane)"."""
    return (
        one[0].isupper()
        and (other.islower() or (one.isupper() and other.isupper()))
        and " " not in other
        and _is_name(one)
        and _is_name(other)
    )


_UNITS = r"(?:mg|mcg|µg|μg|g|ml|mL|IU|units?|micrograms?|milligrams?|grams?|tablets?|capsules?|puffs?|drops?|sachets?)"
_COUNTED = r"(?:tablets?|capsules?|pills?|sachets?|scoops?|gummy|gummies|drops|puffs)"
_DOSING = words_of(
    "mg mcg g ml mL IU unit units microgram micrograms milligram milligrams gram grams tablet tablets capsule capsules"
    " puff puffs drop drops sachet sachets pill pills scoop scoops gummy gummies"
)
"""The words of these units and counted forms."""
_DOSED_OF = re.compile(rf"(?:\d\s?{_UNITS}|{_COUNTED})\sof\s(?P<name>{_NAME})")
_TAKEN = re.compile(
    rf"\b(?:[Tt]ake|[Ii]nject|[Ss]wallow|[Aa]pply)\s(?P<name>{_NAME})\s"
    r"(?:once|twice|daily|every|with|before|after|at|by|for|only|exactly|in\sthe)\b"
)
_FIRST = re.compile(rf"(?P<name>{_NAME})\s\d[\d,.]*\s?{_UNITS}\b")
_TAKING = ("ake ", "nject ", "wallow ", "pply ")


def _dosed_names(page: Page, known: Names) -> Iterator[str]:
    """Unknown names with a capital that the page doses; in a heading any word may have one."""
    for block in page.blocks:
        if block.kind is BlockKind.CODE:
            continue
        for name in dict.fromkeys(_dosed_in(block)):
            if _is_name(name) and not known.find(name):
                yield name.lower()
    yield from _in_drug_columns(page, known)


def _dosed_in(block: Block) -> Iterator[str]:
    text = block.text
    first = _FIRST.match(text)
    if first is not None:
        yield first["name"]
    if " of " in text and not words_of(text).isdisjoint(_DOSING):
        yield from (match["name"] for match in _DOSED_OF.finditer(text))
    if block.kind is not BlockKind.HEADING and any(verb in text for verb in _TAKING):
        yield from (match["name"] for match in _TAKEN.finditer(text))


def _in_drug_columns(page: Page, known: Names) -> Iterator[str]:
    """The cells under a heading such as "Drug" or "Product"."""
    columns = frozenset(table("generic")["name_columns"])
    for block in page.blocks:
        cell, name = block.cell, block.text
        if cell is None or (cell.is_header and cell.row == 0) or cell.column_header.lower() not in columns:
            continue
        if 2 < len(name) <= 40 and name[0].isalpha() and not known.find(name) and not _words(name) <= _plain_words():
            yield name.lower()


def _words(text: str) -> set[str]:
    return {token.word for token in tokenize(text)}


@cache
def _plain_words() -> frozenset[str]:
    generic = table("generic")
    cues = {
        word
        for name in ("population", "phase", "route", "organ", "origin")
        for words in table(name).values()
        for word in words
    }
    forms = {word for words in table("forms").values() for word in words}
    return frozenset((*generic["words"], *generic["verbs"], *cues, *forms, *table("numbers"), *table("salts")["words"]))
