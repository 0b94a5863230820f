"""Named works: trials, reports, guidelines, labels, data sets, journals with author and year, one's own survey."""

import re
from collections.abc import Iterator
from functools import cache

from auditor.extract.citations.references import References
from auditor.extract.citations.years import SURNAME, UPPER, YEAR
from auditor.extract.names import Name, NameKind, any_of, find_names, name_lists
from auditor.extract.words import runs_of, words_of
from auditor.model import Citation, CitationKind, Sentence, Span, Tier

_DATED = rf"(?<![\d$€£.,-]){YEAR}(?:\s?[-–/]\s?(?:\d{{2}}|{YEAR}))?(?![\d%])(?![.,]\d)"
_IN_BRACKETS = re.compile(rf",?\s({YEAR})[a-z]?\s?[;)\]]")
_YEARS = re.compile(r"(?:19[4-9]\d|20[0-4]\d)\b(?<=\b\d{4})")
_WORD = rf"{UPPER}[\w’'&-]*"
_TITLE_HEAD = (
    r"(?:Survey|Report|Study|Registry|Register|Database|Audit|Census|Atlas|Statistics|Yearbook|Barometer|Index|Poll|Cohort|Biobank|Assessment|Estimates"
    r"|Factsheet|Fact\sSheet|Facts\s(?:and|&)\sFigures|Surveillance|Scorecard|Monitor|Profile|Review|Outlook|Project|Scan|Tracker)"
)
_LINK = r"(?:(?:of|on|for|in|and|the|&)\s+){0,3}"
_ONE_WORD = rf"(?!{UPPER}[\w’'&-]*\s(?:Study|Review)\b)"
"""A year before a single word and "Study" tells who made or paid for it: no title."""
_TITLE = rf"(?:{_WORD}\s+{_LINK}){{1,7}}?{_TITLE_HEAD}\b(?:\s+{_LINK}{_WORD}){{0,5}}"
_PERSON = rf"(?=\w*[a-z]){SURNAME}"
_PROFESSION = (
    r"(?:academics|authors|clinicians|doctors|experts|investigators|physicians|researchers|scientists|specialists"
    r"|teams?)\b"
)
"""After a word with a capital: who they are, where a surname would say who wrote."""
_AUTHOR = re.compile(
    rf"\b(?:by|led\sby)\s(?:(?:Dr|Prof|Professor)\.?\s)?(?:{UPPER}[\w.’'-]*\s){{0,2}}(?!University|The\b){_PERSON}\b(?!\s{_PROFESSION})"
    rf"|{_PERSON}\s(?:et\sal\b|and\s(?:colleagues|co-?workers|co-?authors|associates))"
    rf"|\({_PERSON}(?:\s(?:et\sal|and|&)\b|,|\))"
)
_TEAM = rf"(?:\s(?:and|&)\s(?:colleagues|{SURNAME})|\set\sal\.?)"
_SECTION = r"(?P<{}>\s?\(?,?\s?(?:sections?|table|§)\s?\d[\d.]*\)?)"
_GUIDELINE = (
    r"(?:(?:clinical|practice|evidence-based|treatment|joint|updated|consensus|scientific|position|policy)\s+){0,3}"
    r"(?:guidelines?|guidance|recommendations?|consensus(?:\sstatement)?|statement|position\s(?:stand|paper|statement)|standards)"
)


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    data_sets = any_of("data_sets")
    trials = any_of("trials")
    initials = "|".join(any_of("abbreviations", "organisations").split("|"))
    return {
        "report": re.compile(
            rf"\b(?:{data_sets})(?:\s(?:III|IV))?,?\s\(?{_DATED}\)?|\b{_DATED}\s(?:{data_sets})\b"
            rf"|\b(?P<title>{_TITLE}),?\s+\(?{_DATED}\)?|\b{_DATED}\s+{_ONE_WORD}(?P<dated>{_TITLE})"
        ),
        "guideline": re.compile(
            rf"\b{_DATED}\s+(?:(?:{_WORD}|of|on|the|and|/)\s+){{1,8}}?{_GUIDELINE}\b"
            rf"|\b(?:{_WORD}(?:/{_WORD})?\s+{_LINK}){{1,8}}?(?i:{_GUIDELINE})\b[^.;]{{0,60}}?\(?{_DATED}\)?"
            r"|\bNICE\s(?:\w+\s)?(?:guidelines?\s|guidance\s)?\(?(?:NG|CG|QS|TA|PH|DG|IPG)\s?\d{1,4}\b"
        ),
        "label": re.compile(
            r"\b(?:(?:full|US|U\.S\.|EU|UK|FDA|FDA-approved|approved|current|official|product|drug|patient|package|manufacturer['’]?s?)\s+){0,3}"
            r"(?:prescribing\sinformation|package\s(?:leaflet|insert)|product\s(?:label(?:l?ing)?|monograph|information\sleaflet)|summary\sof\sproduct\scharacteristics|SmPC|SPC|drug\slabel(?:l?ing)?"
            r"|(?:FDA|FDA-approved|approved|prescription|US)\slabel(?:l?ing)?|boxed\swarning|medication\sguide|patient\sinformation\sleaflet)\b"
            rf"{_SECTION.format('section')}?|\b(?:the|its|this)\s(?:label|leaflet|insert)(?:{_SECTION.format('clause')}"
            r"|(?=\s(?:lists?|says|states|gives|reports|warns|names|describes|puts)\b))",
            re.IGNORECASE,
        ),
        "trial": re.compile(
            rf"\b(?:{trials})[\s-]?\d{{0,2}}(?:[-\s][A-Z]{{2,4}})?\s(?:[a-z-]+\s)?(?:trials?|study|studies|program(?:me)?|results|data)\b"
            rf"|\b(?:{trials})[\s-]\d{{1,2}}(?![\d%.]|\s?(?:mg|of|in|to|weeks?|days?|:))|\b(?:{trials})(?=\s\(?{YEAR}\b)"
            rf"|\b[Tt]he\s(?!(?:{initials})\b)(?P<name>[A-Z]{{3,12}}(?:-[A-Z\d]{{1,8}})?(?:\s\d)?)\s(?:[a-z-]+\s)?(?:trial|study|cohort|registry)\b"
        ),
        "cochrane": re.compile(
            rf"\b{_DATED}\sCochrane\s(?:[Ss]ystematic\s)?(?:[Rr]eview|[Mm]eta-[Aa]nalysis)|\bCochrane\s(?:Database[\w\s]{{0,25}}|(?:[Ss]ystematic\s)?(?:[Rr]eview|[Mm]eta-[Aa]nalysis))[^.;]{{0,60}}?\(?{_DATED}"
        ),
        "paper": re.compile(
            rf"\bby\s(?:Dr\.?\s|Prof(?:essor|\.)?\s)?(?:{_WORD}\s){{0,2}}{SURNAME}{_TEAM}?"
            rf",?\s(?:published\s|printed\s)?in\s(?:the\s)?{_WORD}(?:\s{_LINK}{_WORD}){{1,6}}"
            rf"|\bby\s{_PERSON}{_TEAM}\s\({_WORD}(?:\s{_LINK}{_WORD}){{0,6}}\)"
            rf"|\bin\s(?:the\s)?{_WORD}(?:\s{_LINK}{_WORD}){{1,6}}\sby\s{SURNAME}\b(?!\s{_PROFESSION}){_TEAM}?"
        ),
        "survey": re.compile(
            r"\b(?:we|our)\b(?=.{0,200}\b(?:19|20)\d\d\b)(?=.{0,200}\b\d[\d,]*\s(?:of\sour\s)?(?:\w+\s){0,2}[a-z]+)"
            r"[^.;]{0,80}?\b(?:asked|surveyed|polled|interviewed|questioned|survey|poll|audit(?:ed)?|followed|measured|reviewed)\b"
            r"|\b(?P<n>\d[\d,]*)\s(?:of\s)?(?:\w+\s){1,4}(?:whom\s|who\s|that\s)?(?:we|our\s\w+)\s(?:\w+\s)?(?:asked|surveyed|polled|interviewed|questioned)\b(?=.{0,120}\b(?:19|20)\d\d\b)",
            re.IGNORECASE,
        ),
    }


_KINDS = {
    "report": CitationKind.REPORT,
    "guideline": CitationKind.GUIDELINE,
    "label": CitationKind.LABEL,
    "trial": CitationKind.TRIAL_NAME,
    "cochrane": CitationKind.REPORT,
    "paper": CitationKind.JOURNAL,
    "survey": CitationKind.OWN_SURVEY,
}
_HINTS = {
    "guideline": words_of(
        "guideline guidelines guidance recommendation recommendations consensus statement position standards NICE"
    ),
    "label": words_of(
        "prescribing package packages packaging label labels labeled labelled labeling labelling product products SmPC"
        " SPC boxed guide guides guidance guideline guidelines leaflet leaflets"
    ),
    "cochrane": words_of("Cochrane"),
    "survey": words_of("asked surveyed polled interviewed questioned survey surveys poll polls audit audits audited"),
}
"""Of these words a sentence must have one for the form to be looked for."""
_ANY_HINT = frozenset[bytes]().union(*_HINTS.values())
_DATED_FORMS = ("report", "paper")
_PLAIN_KIND = re.compile(r"\s(?:Poll|Report|Review|Study|Survey)$")
_CAPITALS = re.compile(r"[A-Z]{3}")


def works(sentence: Sentence, references: References) -> Iterator[Citation]:
    """Works named in a sentence: those with title and year are identifiable, a section of the label is resolvable."""
    dated = _YEARS.search(sentence.text) is not None
    for name in _possible(sentence.text, dated):
        for match in _forms()[name].finditer(sentence.text):
            if name == "report" and _is_of_body(match):
                continue
            section = name == "label" and (match["section"] or match["clause"])
            tier = Tier.RESOLVABLE if section else Tier.IDENTIFIABLE
            yield Citation(_span(sentence, *match.span()), _KINDS[name], tier)
    if dated:
        yield from _journals(sentence, references)


def _is_of_body(match: re.Match[str]) -> bool:
    """Whether the title is but a body's name and the kind of work: "2019 Demo Heart Association Report"."""
    title = match["title"] or match["dated"] or ""
    kind = _PLAIN_KIND.search(title)
    if kind is None:
        return False
    name = next(find_names(title), None)
    return name is not None and name.start == 0 and name.end >= kind.start()


def _possible(text: str, dated: bool) -> Iterator[str]:
    """The forms that the text may hold."""
    words = words_of(text)
    if not words.isdisjoint(_ANY_HINT):
        yield from (name for name, hints in _HINTS.items() if not words.isdisjoint(hints))
    if dated:
        yield from _DATED_FORMS
    if _CAPITALS.search(text) and not words.isdisjoint(_trial_words()):
        yield "trial"


@cache
def _trial_words() -> frozenset[bytes]:
    """Words of which a trial's name with what tells that it is one has at least one."""
    return runs_of((*name_lists()["trials"], "trial", "study", "cohort", "registry"))


def _journals(sentence: Sentence, references: References) -> Iterator[Citation]:
    """A journal with a year: resolvable with an entry, identifiable with an author, else vague; a body in brackets."""
    text = sentence.text
    for name in find_names(text):
        if name.kind is NameKind.ORGANISATION:
            yield from _body(sentence, name, references)
        elif year := _YEARS.search(text):
            title = re.sub(r"^[Tt]he\s", "", text[name.start : name.end])
            entry = references.by_words(title, year.group())
            known = _AUTHOR.search(text[: name.start]) or _AUTHOR.search(text[name.end :])
            tier = Tier.RESOLVABLE if entry else Tier.IDENTIFIABLE if known else Tier.VAGUE
            yield Citation(
                _span(sentence, name.start, name.end), CitationKind.JOURNAL, tier, entry.span if entry else None
            )


def _body(sentence: Sentence, name: Name, references: References) -> Iterator[Citation]:
    """A body and year as authors are cited: "(WHO, 2020)"."""
    year = _IN_BRACKETS.match(sentence.text, name.end)
    if year is None or not sentence.text[: name.start].rstrip().endswith(("(", "[", ";")):
        return
    entry = references.by_words(sentence.text[name.start : name.end], year[1])
    tier = Tier.RESOLVABLE if entry else Tier.VAGUE
    yield Citation(
        _span(sentence, name.start, year.end(1)), CitationKind.AUTHOR_YEAR, tier, entry.span if entry else None
    )


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.span.block, sentence.span.start + start, sentence.span.start + end)
