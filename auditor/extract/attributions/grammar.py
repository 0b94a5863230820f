"""The forms in which a text borrows authority, as patterns over tags."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from auditor.extract.attributions.tagging import Tagged, compile_tags

_HEAD = "(?P<head>{evidence|research|study|report|survey|data}|(?<={adjective}){weak_data})"
_WHOLE = "(?:(?<!{compound})|(?!{bare|weak_data|study|research|experts|expert|periodicals}))"
"""After a head: no further noun may follow one that begins compounds, such as "study visit"."""

_PART = (
    "(?:(?:{comma}(?={adjective})|{and})?{adjective|adverb|number|capital|plain|participle|organisation|journal|quantifier|another|renown"
    "|examination|lacking|study|data|praised|demonstrative|compound}|(?<={quantifier|adjective|number|lacking|plain}){of}{the|article|own|demonstrative}?)"
)
_STRICT = "{adjective|number|capital|organisation|journal|quantifier|another|lacking|examination|praised|renown|over}"
_PHRASE = rf"(?:(?:{{the|article|demonstrative|own}}{_PART}{{0,7}}?|{_STRICT}{_PART}{{0,6}}?|{{plain}}{{0,2}}){_HEAD}{_WHOLE})"
"""A noun phrase whose head means research."""

_GAP = (
    "(?:(?:{preposition|participle|publishing|open|relative|and|there|tie}|{comma}{participle|publishing|preposition|relative})"
    "(?:{!stop|finding|judging|stating|be|have|modal|that|pronoun}|{participle|publishing|adjective|preposition|tie|weak_data}){0,14}?)?"
)
"""What may stand between the head and its verb: "published in 2015", "of 22 trials", "(2017)"."""

_SUBJECT = rf"(?<!{{pronoun|modal|to|negation}}){_PHRASE}"

_FINDING = (
    "(?:{comma}{adverb}{1,2}{comma}|{adverb}{0,3})(?:{have}{adverb}{0,2})?(?:(?<!{number|quantifier|article|the|own|demonstrative}){finding}"
    "|{finding}(?<!{noun_like})|{back}(?={the|own|that|article|demonstrative|up}))(?!{up})"
)
_TAIL = "(?:(?:{preposition|publishing|participle|open|comma|own|the|adverb|number|capital|adjective}|{plain}){0,8}?{organisation|journal}(?:{open}?{number}{close}?)?)?"
_PEOPLE = (
    "(?P<people>(?<!{own})(?:{the|article|quantifier|another|demonstrative}?{renown|adjective|adverb|plain|capital|quantifier|examination|and}{0,3}?{experts}"
    "|{the|article}?{renown}{1,2}{adjective|plain}?{expert}(?!{capital})))"
)
_JUDGING = "(?:{comma}{adverb}{1,2}{comma}|{adverb}{0,2})(?:{have}{adverb}{0,2})?{judging}"

_PATTERNS = {
    "according": rf"{{according}}{{to}}(?:{_PHRASE}{_TAIL}|{{the}}?{{capital|adjective}}{{0,2}}?{{organisation|journal}}(?:(?:{{and|comma}}){{1,2}}{{organisation}})*|{_PEOPLE}|{{the|quantifier|adjective|plain|number|capital|organisation}}{{0,3}}?{{guideline}})",
    "finds": rf"{_SUBJECT}{_GAP}{_FINDING}",
    "praised": rf"{_SUBJECT}{_GAP}{{have}}?{{be}}{{adverb}}{{0,2}}{{praised}}",
    "judges": rf"{_PEOPLE}{_GAP}(?:{_JUDGING}|{{have|be|modal}}?{{negation}}{{judging}})",
    "states": rf"{{organisation|journal}}{_GAP}{{adverb}}{{0,2}}(?:{{have}}{{adverb}}{{0,2}})?{{stating}}",
    "position": r"(?:{per}{the}?)?{organisation}{number|adjective|plain|and|organisation}{0,3}?{guideline}",
    "guideline": r"(?:{the|quantifier|adjective|capital|plain}{0,3}?{guideline}(?:{have}?{adverb}?{stating}|{put})|{per}{quantifier|adjective|plain|the}{0,2}?{guideline})",
    "adjunct": rf"{{location}}(?!{{own}}){_PHRASE}{_TAIL}",
    "tied": rf"(?:{{adverb}}{{0,2}}){{tie}}{{adverb}}?{{preposition}}(?!{{own}})(?:{_PHRASE}{_TAIL}|{_PEOPLE})",
    "that": r"(?:{the|article|quantifier|adjective|number|adverb|lacking|praised|plain}{0,4}?)(?P<head>{evidence}){that}",
    "there": rf"{{there}}{{be}}{_PHRASE}(?={{that|preposition|to|finding}})",
    "amount": r"(?:(?P<plain>{over}?)(?:{plus}|(?<={over}){number}|{number}(?={adjective})|{amount}{of}?)(?:{comma|and}?{adjective|plain|number|capital|participle}){0,4}?(?P<head>{plural}))",
    "published": r"{publishing}{in}{the}?{adjective|plain|renown|capital|quantifier}{0,3}?(?:{periodicals}|{journal}(?:{mark}{journal})*)",
    "slogan": r"{slogan}|{well}(?<={adverb}){tie}",
    "proof": r"{have}{adverb}{0,2}{be}{adverb}{0,3}(?:{shown|documented}|{proof|found}(?={to|that}))|{be}{adverb}{0,3}{shown}(?={to|that})|{be}{adverb}{0,2}{well}{adverb}?{holding}|{be}{adverb}{0,2}{supposed}{to}|(?<!{be|have|adverb|negation}){shown}{to}",
}


class Cue(NamedTuple):
    """A form found in a tagged text: words [first, last), the pattern's name, and the head of its source (-1: none)."""

    form: str
    first: int
    last: int
    head: int


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    return {name: compile_tags(pattern) for name, pattern in _PATTERNS.items()}


def find_cues(tagged: Tagged) -> Iterator[Cue]:
    """The cues of a text; several may overlap."""
    for form, pattern in _compiled().items():
        for match in pattern.finditer(tagged.tags):
            head = match.start("head") if "head" in pattern.groupindex and match["head"] else -1
            yield Cue(form, match.start(), match.end(), head)
