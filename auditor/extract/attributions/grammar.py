"""The forms in which a text borrows authority, as patterns over tags."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from auditor.extract.attributions.lexicon import roles_of
from auditor.extract.attributions.tagging import Tagged, compile_tags

_HEAD = """(?P<head>{evidence|research|study|report|survey|data}|(?<={adjective|organisation}){weak_data})
    (?:(?<={answering}){base})?"""
_WHOLE = """(?:(?<!{compound})
  | (?!{bare}(?<!{starting})|{study|research|data|evidence|experts|expert|periodicals}
      |{weak_data}(?!(?<={finding})(?:{stop}$|{adjective|plain|lacking|that|article|the|quantifier}))
      |{gerund}(?<!{inquiring})(?!{preposition})))"""
"""After a head: no further noun may follow one that begins compounds, such as "study visit"."""

_PART = """(?:
    (?:{comma}(?={adjective})|{and}|{but}(?={adjective|praised}))?{adjective|adverb|number|capital|plain|participle|organisation|journal|quantifier
        |another|renown|examination|lacking|study|data|praised|compound}
  | (?<={quantifier|adjective|number|lacking|plain}){of}{the|article|own|demonstrative}?
)"""
_STRICT = "{adjective|number|capital|organisation|journal|quantifier|another|lacking|examination|praised|renown|over}"
_PHRASE = f"""(?:
    (?: {{the|article|demonstrative|own}}{_PART}{{0,7}}? | {_STRICT}{_PART}{{0,6}}? | {{plain}}{{0,2}} ){_HEAD}{_WHOLE}
)"""
"""A noun phrase whose head means research."""

_SUBJECT = f"(?<!{{pronoun|modal|to|negation}}){_PHRASE}"
_GAP = """(?:
    {preposition}{it} | (?:{preposition|participle|gerund|publishing|open|relative|and|there|tie}
      |{comma}{participle|gerund|publishing|preposition|relative})
    {!stop|finding|judging|stating|be|have|modal|that|pronoun+participle|publishing|adjective|preposition|tie
        |weak_data}{0,14}?
)?"""
"""What may stand between the head and its verb: "published in 2015", "of 22 trials", "(2017)"."""

_MANNER = "(?:{comma}{adverb|contrast}{1,2}{comma}|{adverb}{0,3})(?:{have|do}{adverb}{0,2})?"


def _verb(role: str) -> str:
    """A verb of the role; a word that may be a noun is none after an article, a number and the like."""
    return f"""(?:(?<!{{number|quantifier|article|the|own|demonstrative|participle|open|close}}){{{role}}}
        | {{{role}}}(?<!{{noun_like}}))(?<!{{location|of}}{{noun_like}})"""


_FINDING = f"""{_MANNER}(?:{{be}}{{adverb}}{{0,2}}(?={{ing}}))?
    (?:{{be}}?{{adverb}}?{{starting}}{{to}}|(?<!{{to|modal}}))(?:
    {_verb("finding")} | {{back}}(?={{the|own|that|article|demonstrative|up}})
)(?!{{up}}(?!{{to}}))(?<!{{answer}}(?!{{that|the|article|number|quantifier|own|demonstrative|lacking|in|adverb}}))
(?<!{{noun_like}}(?={{colon}}))(?<!{{noun_like}}(?<!{{report}})(?={{stop}}))"""
_JUDGING = f"""(?:
    {_MANNER}(?<!{{to}})(?:{{know}}(?={{that}})|{{love}}|{_verb("judging")}(?<!{{ing}})(?!{{who}})(?<!{{expecting}}(?={{participants|pronoun}})))
  | {{have|be|modal|do}}?{{negation}}{{judging}}
  | {{have}}?{{be}}{{adverb}}?{{judging}}(?<={{ing}})
)"""
_TAIL = """(?:
    {preposition|publishing|participle|open|comma|own|the|adverb|number|capital|adjective|plain}{0,8}?
    {organisation|journal}(?:{open}?{number}{close}?)?
)?"""
"""The name of the source after it: "published in 2020 in the Journal of ..."."""

_PEOPLE = """(?<!{own})(?:
    (?:{quantifier}{of})?{the|article|quantifier|another|demonstrative}?
    {renown|adjective|adverb|plain|capital|quantifier|examination|and}{0,3}?{experts}
  | {quantifier}{preposition}{the}{adjective}{community} | {the}{adjective}{community}
  | {article}{adjective|renown|capital|plain}{0,2}{group}(?={preposition})
  | {organisation}{adjective|capital}{0,2}?{group}
  | {the|article}?{renown}{1,2}{adjective|plain}?{expert}(?!{capital})
)"""
_ASIDE = "(?:{open}{!close|stop}{1,6}?{close}|{comma}(?:{!comma|stop|that}){1,8}?{comma})?"
"""Words in brackets or between commas."""
_BODY = "{organisation|journal}"

_TOPIC = """(?!(?:{preposition}{!stop|comma|finding|have}{1,4}?)?{adverb|have|do|not|negation|modal}{0,3}{be}?{doing}
    (?!{!stop}{0,14}?{and}{adverb}?{finding}))"""
"""After a number of studies: not what they do or are, unless a finding follows."""

_PATTERNS = {
    "position": """
        {per|location}{the|adverb}{0,2}(?:{organisation|and|mark}|{number}){1,4}?{plain|adjective}{0,3}?{guideline}
      | {organisation|and|mark}{1,3}{plain|adjective}{0,3}?{guideline}
        (?={stop}?{be|have|stating|finding|that}|{stop}(?!$))""",
    "according": f"""(?:{{according}}{{to}}
          (?:{{the|article}}?{{adjective}}{{0,2}}?{{answer}}{{preposition}}(?={{!stop}}))?
        |{{per}}(?={{the}}?{{organisation|journal}}|{{article}})|{{as}}{{per}}|{{in}}{{the}}{{opinion}}{{of}})(?:
        {_PHRASE}{_TAIL}
      | {{the}}?{{capital|adjective}}{{0,2}}?{_BODY}(?!{{bare}})(?:{{and|comma}}{{1,2}}{{organisation}})*
      | {_PEOPLE}
      | {{the|quantifier|adjective|plain|number|capital|organisation}}{{0,3}}?{{guideline}})""",
    "finds": f"{_SUBJECT}{_GAP}{_FINDING}",
    "participants": """(?<!{own|the}){quantifier}?{adjective}?{compound}{participants}{adverb|have}{0,2}?{told}""",
    "phase": f"""(?<!{{own|preposition}}){{phase}}{{number|roman}}(?:{{mark|and}}{{number|roman}})?
        (?:{{told}}(?!{{pronoun|own}})|{{weak_data|data}}{_FINDING})""",
    "estimates": """{quantifier|adjective}{0,2}{estimates}{modal}?{stating}(?<!{estimates})
      | {by|according}{to}?{quantifier|adjective|article}{1,3}{estimates}""",
    "compared": f"""{{when}}{{adjective|adverb}}?{{scholars}}
        (?:{{comparing}}(?<!{{ed}})(?={{!stop|comma}}{{1,20}}{{comma}}(?!{{pronoun}}))|{{comparing}}(?<={{ed}}))
      | {{when}}{{adverb}}?{{comparing}}(?<={{ed}}){{in}}(?:{_PHRASE}|{{plain|adjective}}{{0,2}}?{{living}})""",
    "finds_not": f"{_SUBJECT}{_GAP}{{have|do}}?{{not}}{{finding}}",
    "praised": f"(?<!{{preposition|demonstrative|the|own}}){_SUBJECT}{_GAP}{{have}}?{{be}}{{adverb}}{{0,2}}{{praised}}",
    "judges": f"{_PEOPLE}{{place}}?{_GAP}{_JUDGING}",
    "agreed": """{the}{adjective|plain}{0,2}?{consensus}{be}(?={that})
      | {the|article}{adjective|adverb|plain}{0,2}?{agreement}{preposition}
        {renown|adjective|plain|the}{0,2}?{experts}""",
    "states": f"""{_BODY}{_ASIDE}(?:{_MANNER}{_verb("stating")}(?<!{{ing}})
        | {{comparing|inspecting}}(?<={{ed|inspecting}}){{!stop|comma|that}}{{1,12}}?{{and}}{{told}})""",
    "guideline": """
        {the|quantifier|adjective|capital|plain}{0,3}?{guideline}{have}?{adverb}?{stating|put|hold}
      | {per}{quantifier|adjective|plain|the}{0,2}?{guideline}
      | {the}{adjective|adverb}{0,2}?{guideline}{preposition}
        {the|quantifier|adjective|renown|examination|plain}{0,3}?{experts}{be|that}
      | {under|location}(?={quantifier|adjective})
        {quantifier|adjective|plain|examination}{1,3}?{guidelines}(?!{bare})""",
    "tied": f"""{{adverb}}{{0,2}}{{tie}}{{adverb}}?{{preposition}}(?<!{{goal}})(?!{{own}})
          (?:{_PHRASE}{_TAIL}|{{over}}?{{number}}?{_PEOPLE})
      | {{backing}}{{adverb}}?{{by}}{{organisation}} | {{as}}{{adverb}}?{{stating}}(?<={{ed}}){{by}}{{organisation}}
      | {{recognised}}{{by}}{{organisation}}(?={{as}})
      | {{holding}}{{!stop|comma|finding|be|have}}{{0,6}}?{{by}}{_PEOPLE}""",
    "label": """(?:^|(?<={stop|mark}))(?:{the|article}?{!stop|comma|be|have|do|negation|pronoun|preposition}{0,3}?
          (?:{evidence|research|study|compound}{answer}|{telling}{1,2}{adjective|plain|capital}{0,2}{study})
          (?:{open}{!close|stop}{1,12}{close})?(?={colon})
      | {number}?{adjective|plain|capital}{0,3}(?P<head>{study|report|survey})
          {open}{!close|stop}{0,5}?{number}{!close|stop}{0,10}?{close}(?={colon}))
      | {the}{adjective}{0,2}(?:{evidence|research|study|compound}){answer}{be}{adverb}{0,2}{praised}""",
    "noted": """(?:^|(?<={open|stop})){source}{colon}
        {the}?{organisation|journal}(?:{and|comma}{1,2}{organisation|journal})*(?={close}|{stop}?$)""",
    "there": f"(?:{{there}}{{be}}|{{theres}}){_PHRASE}(?={{that|preposition|to|finding}})",
    "that": """{the|article|quantifier|adjective|number|adverb|lacking|praised|plain}{0,4}?
        (?P<head>{evidence})(?:{be}{gerund|adjective})?{that}""",
    "listed": f"""{_PHRASE}(?:{{plain|participle|publishing}}{{0,2}}{{preposition}}{{the}}?{{organisation}}
        (?:{{and|comma}}{{1,2}}{{organisation}})*)(?={{colon}})""",
    "titled": f"""{_PHRASE}{{publishing|participle|preposition|number|comma|open|the}}{{1,4}}{{journal}}
        (?:{{open}}?{{number}}{{close}}?)?""",
    "dated": """{article|the|another|number|adjective|one}{number|adjective|plain|capital|examination}{0,5}?
        (?P<head>{study|report|survey})(?:{open}{number}{close})?
      | {adjective|plain|capital}{0,4}(?:{study|report|survey}){open}{number}{close}""",
    "adjunct": f"""{{location}}(?!{{own}}){_PHRASE}(?<!{{evidence}}){_TAIL}
      | {{in|across}}{{article|quantifier}}?{{adjective|number|plain}}{{0,2}}?(?<={{matched}}){{comparison}}""",
    "published": """{publishing}{in}{the}?{adjective|plain|renown|capital|quantifier}{0,3}?
        (?:{periodicals}|{journal}(?:{mark}{journal})*) | {tie}{in}{journal}""",
    "amount": """(?:{adverb}?{over})?(?:{plus}|(?<={over}){number}|{number}(?={adjective})|{amount}{of}?)
        (?:{comma|and}?{adjective|plain|number|capital|participle}){0,4}?(?P<head>{plural})TOPIC
      | {over|quantifier|number}{0,3}{decades}{of}{adjective}{0,2}{research|evidence|data|study}""".replace(
        "TOPIC", _TOPIC
    ),
    "single": "{one}{adjective}{1,3}(?P<head>{study|report|survey})",
    "proof": """
        {have}{adverb}{0,2}{be}{adverb}{0,3}(?:{shown|documented}|{proof|found}(?={to|that})
          |{proof|found}(?={across}{quantifier|number|adjective|plain})
          |(?<={clinically}){proof}
          |{proof}(?={again}|{in}{quantifier|adjective}{0,2}{living}))
      | {be}{adverb}{0,3}{shown}(?={to|that}) | {be}{adverb}{0,2}(?<={clinically}){shown}(?={stop})
      | {be}{adverb}{0,2}{well}{adverb}?(?:{holding}(?<!{known})|{known}(?={to|that})|{recognised}(?={as}))
      | {have}{adverb}?{well}{be}{holding}
      | {be}{adverb}{0,2}(?:{supposed}(?:{that}|{to}(?!{be}))|{known}{to}(?!{be|have|own|pronoun|the}))
      | (?<={it}){be}{adverb}?{revealed}(?={that})
      | {be}{adverb}{0,2}{found}(?={to}{!contain})
      | (?<!{be|have|adverb|negation}){shown}{to}""",
    "slogan": """{slogan} | {clinically}{comparing}(?<={ed})
      | (?<!{the|own})(?<!{article}(?<!{one})){expert}{endorsed}(?!{preposition|pronoun|the|own|article})
      | {well}(?<={adverb}){tie}(?={to|that})""",
}
"""Form to pattern, the most telling first: where cues overlap the first is kept."""

RANK = tuple(_PATTERNS)

_SOURCES = "evidence|research|study|report|survey|data|weak_data"
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "position": ("guideline",),
    "according": ("according|per|opinion",),
    "finds": (_SOURCES, "finding|back"),
    "participants": ("participants", "told"),
    "phase": ("phase",),
    "estimates": ("estimates",),
    "compared": ("when", "comparing"),
    "finds_not": (_SOURCES, "not", "finding"),
    "praised": (_SOURCES, "praised"),
    "judges": ("experts|expert|community|group", "know|love|judging"),
    "states": ("organisation|journal", "stating|told"),
    "guideline": ("guideline|guidelines",),
    "tied": ("tie|backing|recognised|holding|stating", f"{_SOURCES}|experts|expert|community|group|organisation"),
    "label": ("colon|praised", "answer|study|report|survey"),
    "noted": ("source", "colon"),
    "agreed": ("agreement",),
    "listed": ("organisation", "colon", _SOURCES),
    "there": ("there|theres", _SOURCES),
    "that": ("evidence", "that"),
    "titled": ("journal", _SOURCES),
    "dated": ("study|report|survey",),
    "adjunct": ("location|in|across", f"{_SOURCES}|comparison"),
    "published": ("publishing|tie", "periodicals|journal"),
    "amount": ("plural|decades",),
    "single": ("one", "study|report|survey"),
    "proof": ("shown|documented|proof|found|holding|known|recognised|supposed|revealed",),
    "slogan": ("slogan|clinically|expert|well", "slogan|comparing|endorsed|tie"),
}
"""Words of which each form must have one, for each of its parts; they are cheaper to look for than the form."""


class Cue(NamedTuple):
    """A form found in a tagged text: words [first, last), the pattern's name, the head of its source (-1: none)."""

    form: str
    first: int
    last: int
    head: int


@cache
def _compiled() -> Sequence[tuple[str, re.Pattern[str], int]]:
    """Each form with its pattern, and with the parts that it needs as bits."""
    bits = {roles: 1 << at for at, roles in enumerate(_needs())}
    return [
        (form, compile_tags(pattern), sum(bits[roles] for roles in _NEEDED[form]))
        for form, pattern in _PATTERNS.items()
    ]


@cache
def _needs() -> Sequence[str]:
    return tuple(dict.fromkeys(roles for needed in _NEEDED.values() for roles in needed))


@cache
def _bits(tag: str) -> int:
    """The parts of forms that a word with this tag can be."""
    return sum(1 << at for at, roles in enumerate(_needs()) if not roles_of(tag).isdisjoint(roles.split("|")))


def find_cues(tagged: Tagged) -> Iterator[Cue]:
    """The cues of a text; several may overlap."""
    there = 0
    for tag in set(tagged.tags):
        there |= _bits(tag)
    for form, pattern, needed in _compiled():
        if needed & ~there:
            continue
        for match in pattern.finditer(tagged.tags):
            head = match.start("head") if "head" in pattern.groupindex and match["head"] else -1
            yield Cue(form, match.start(), match.end(), head)
