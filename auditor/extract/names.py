"""Names of journals and organisations in a text: listed ones, and those whose form gives them away."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from auditor.extract.words import written_runs_of, written_words_of

WORD = r"[A-ZÀ-ÖØ-Þ][\w’'&.-]*"
"""A capitalised word of a name."""

_LINK = r"(?:(?:of|and|for|in|on|the|&|de)\s+){0,3}"
_JOIN = r"(?:(?:of|and|for|the|&|de)\s+){0,2}"
"""What links words of a name before its head; more may follow the head."""
_START = (
    r"(?!(?:According|After|As|At|Before|But|By|Data|During|Experts?|For|From|If|In|It|On|Our|Per|Research|Results|Scientists"
    r"|Researchers|Since|Stud(?:y|ies)|That|The|These|This|Through|To|Trials?|Under|We|When|While|With|Your|And|Or|Both|One|A|An)\b)"
)
"""Capitalised words that begin a sentence and are no part of a name."""
_RUN = rf"{WORD}(?:\s+{_LINK}{WORD}){{0,7}}"


_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"


class NameKind(StrEnum):
    JOURNAL = "journal"
    ORGANISATION = "organisation"


class Name(NamedTuple):
    """A name and its range [start, end) in the text."""

    start: int
    end: int
    kind: NameKind


@cache
def name_lists() -> Mapping[str, Sequence[str]]:
    """The lists of `names.toml` by their keys."""
    text = files("auditor.extract").joinpath("names.toml").read_text(encoding="utf-8")
    lists: Mapping[str, Sequence[str]] = tomllib.loads(text)
    return lists


def any_of(*lists: str) -> str:
    """A pattern for any entry of the lists, the longest first; straight and curly apostrophes are one."""
    entries = sorted({entry for each in lists for entry in name_lists()[each]}, key=lambda each: (-len(each), each))
    return "|".join(re.escape(entry).replace("'", "['’]") for entry in entries)


def find_names(text: str) -> Iterator[Name]:
    """The names in a text, in order; a longer one hides those inside it."""
    if written_words_of(text).isdisjoint(_naming()):
        return
    at = 0
    while (match := _names().search(text, at)) is not None:
        group = match.lastgroup or ""
        start, end = match.span(group)
        kind = NameKind.ORGANISATION if group == "organisation" else NameKind.JOURNAL
        yield Name(start, start + len(text[start:end].rstrip(".,")), kind)
        at = end


@cache
def _naming() -> frozenset[bytes]:
    """Words of which every name has one, or stands behind one."""
    listed = [
        entry
        for each in ("journals", "plain_journals", "journal_heads", "organisations", "organisation_heads")
        for entry in name_lists()[each]
    ]
    return written_runs_of([*listed, *_TELLING])


_TELLING = (
    *("Journal", "J", "Ann", "Arch", "Proc", "Acta", "Curr", "Eur", "Clin", "JAMA", "BMJ", "Lancet", "PLoS", "PLOS"),
    *("BMC", "Nature", "Cell", "published", "appeared", "printed", "featured", "journal"),
)
"""Words of the pattern itself that tell of a name."""


@cache
def _names() -> re.Pattern[str]:
    heads, tops = any_of("organisation_heads"), any_of("journal_heads")
    work = "(?:study|trial|RCT|review|analysis|meta-analysis|paper|report|research)"
    head_first = rf"\s+(?:of|in|for|on|at)\s+(?:the\s+)?{_RUN}"
    return re.compile(
        rf"""\b(?=[A-ZÀ-Þ]|the\s[A-Z]|(?:{work}|published|appeared|printed|featured|journal)\s|(?:19|20)\d\d\s[A-Z])(?:
          (?P<journal>(?:[Tt]he\s+)?(?:
              {_START}(?:{WORD}\s+{_JOIN}){{0,6}}?(?:{tops}){head_first}
            | {_START}(?:{WORD}\s+{_JOIN}){{1,6}}?Journal
            | (?:{WORD}\s){{0,3}}J\s(?:[A-Z][a-z]+\s?\b){{1,5}}
            | (?:Ann|Arch|Proc|Acta|Curr|Eur|Clin)\.?\s(?:[A-Z][a-z]+\.?\s?\b){{1,4}}
            | (?:JAMA|BMJ|Lancet|PL[Oo]S|BMC|Nature|Cell)\s(?:{WORD})(?:\s(?:and|&)\s{WORD})?(?:\s{WORD})?
            | {any_of("journals")})(?![\w-]))
        | (?:19|20)\d\d\s(?P<before>{any_of("plain_journals")})\s{work}\b
        | {work}\sin\s(?:the\s)?(?P<after>{any_of("plain_journals")})\b
        | (?:(?:published|appeared|printed|featured)\s+in|\bjournal)\s+(?:the\s+)?(?:journal\s+)?
          (?P<plain>(?:{any_of("plain_journals")})\b|(?!{_MONTHS}){WORD}(?:\s+{_JOIN}{WORD}){{1,6}})
        | (?P<organisation>(?:[Tt]he\s+)?(?:
              {_START}(?:{WORD}\s+{_JOIN}){{1,7}}?(?:{heads})\b(?:{head_first})?
            | (?:{heads}){head_first}
            | (?:U\.?S\.?\s|American\s|British\s|European\s|National\s)?(?:{any_of("organisations")})
            )(?![\w-])(?:\s\([A-Z]{{2,8}}\))?)
        )""",
        re.VERBOSE,
    )
