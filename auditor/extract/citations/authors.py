"""Author-year citations, resolved against the page's entries by surname and year."""

import re
from collections.abc import Iterator

from auditor.extract.citations.references import References
from auditor.extract.citations.years import SURNAME, UPPER, YEAR, years
from auditor.extract.names import WORD, Name, any_of, find_names, name_lists
from auditor.model import Citation, CitationKind, Sentence, Span, Tier

_NO_SURNAME = frozenset(name_lists()["no_surname"])

_ROLES = frozenset(
    [
        "academics",
        "authors",
        "clinicians",
        "doctors",
        "investigators",
        "physicians",
        "professors",
        "researchers",
        "scientists",
    ]
)
"""Before surnames these tell what the people are."""

_OTHERS = r"(?:colleagues|co-?workers|co-?authors|associates|collaborators|others)"
_TEAM = rf"(?:\*{{0,2}}et\.?\s+al\b\.?\*{{0,2}}|(?:and|&)\s+(?:{_OTHERS}|(?:his|her|their)\s+(?:team|colleagues)))"
_JOURNAL = rf"(?:(?:in\s+)?(?:the\s+)?{UPPER}[\w.&]*(?:\s+(?:(?:of|and|in|the|for|&)\s+)?{UPPER}?[\w.&]+){{0,7}}?)"
_TAIL = rf"{YEAR}[a-z]?(?:\s?;\s?\d+(?:\s?\(\d+\))?(?:\s?:\s?[\w–-]+)?)?"
_FORMS = re.compile(
    rf"""\b(?!(?i:{"|".join(sorted(_NO_SURNAME))})\b)(?P<first>{SURNAME})(?:\s{UPPER}{{1,3}}\b)?
         (?: ,?\s+(?P<team>{_TEAM}) | (?P<more>(?:,\s+{SURNAME})*,?\s+(?:and|&)\s+{SURNAME}) )?
         (?: ,?\s*[(\[]?(?P<year>{YEAR})[a-z]?\b[)\]]?(?P<volume>\s?;\s?\d+[\d():–-]*)?
           | ,?\s+[(\[]?(?P<journal>{_JOURNAL}),?\s+\(?(?P<dated>{_TAIL})\)? )""",
    re.VERBOSE,
)
_LISTED = re.compile(
    rf"(?<=[(\[])(?<!al\.\s\()(?P<first>{SURNAME})(?:\s{UPPER}{{1,3}}\b)?(?P<listed>(?:,\s{SURNAME}(?:\s{UPPER}{{1,3}}\b)?){{0,5}})"
    rf"(?P<team>,?\s{_TEAM})?[.,]?\s(?P<year>{YEAR})[a-z]?(?=\s?[)\];])"
)
"""Surnames one after the other in brackets: "(Roe, Lim. 2011)", "(Roe AB, Lim CD. 2010)", "(Roe. 2009)"."""
_TEAM_LATER = re.compile(rf"(?P<first>{SURNAME})\s+(?P<team>{_TEAM})(?P<gap>[^.;()]{{0,60}}?)\b(?P<year>{YEAR})\b")
_TEAM_ALONE = re.compile(rf"(?P<first>{SURNAME})\s+(?P<team>et\.?\s+al\b\.?)")
_VOLUME = re.compile(
    rf"(?:{UPPER}[\w.&]*\s+){{1,6}}{YEAR}(?:\s\w{{3}}(?:\s\d+)?)?\s?;\s?\d+(?:\s?\(\d+\))?(?:\s?:\s?[\w–-]+)?"
)


_JOURNAL_AFTER = re.compile(
    rf"\s\((?:{WORD}\s(?:(?:of|and|in|the|&)\s)*){{1,6}}{WORD}\)|,\s(?:{WORD}\s(?:(?:of|and|in|the|&)\s)*){{1,6}}{WORD}[);]"
)
"""A journal after the year: "Roe et al. 2013 (Demo Bone Journal)"."""
_JOURNAL_NAMED = re.compile(
    rf"[,;]?\s(?:\(?{YEAR}\)?,?\s)?(?:published\s|printed\s|writing\s)?in\s(?:the\s)?(?:journal\s)?"
    rf"(?:{any_of('journals', 'plain_journals')})(?![\w-])(?!\s[A-Z])"
)
"""A journal by name after the authors: "a 2013 study by Roe et al. in Nature"."""
_TITLE_LENGTH = 160
_TITLE_BEFORE = re.compile(
    r"\w:\s(?:[Aa]n?\s)?(?:[\w-]+,?\s){1,12}?(?:trial|study|review|meta-?analysis|protocol|cohort|trials)\s\($"
)
"""The work's title before the authors: "Zinc and sleep: a randomised trial (Roe et al., 2022)"."""
_SAID_BY = re.compile(r"(?:\b(?:by|see|from|of|in|with|and|also|cf\.?|e\.g\.,?)|[—–-]|\b[Ss]ources?:)$")
_HINT = re.compile(r"19[4-9]\d|20[0-4]\d|al\b(?<=\bal)")
"""A year or "al"; each begins with a letter or digit of its own, which is found sooner than a border of words."""


def author_years(sentence: Sentence, references: References) -> Iterator[Citation]:
    """Author-year citations in a sentence: resolved, or with a journal identifiable, else vague."""
    if not _HINT.search(sentence.text):
        return
    names = list(find_names(sentence.text))
    taken: list[tuple[int, int]] = []
    for pattern in (_LISTED, _FORMS, _TEAM_LATER, _TEAM_ALONE):
        for match in pattern.finditer(sentence.text):
            apart = not any(match.start() < end and start < match.end() for start, end in taken)
            if apart and _is_citation(match, sentence.text) and not _in_name(match, names):
                taken.append(match.span())
                yield _citation(match, sentence, references)
    for match in _VOLUME.finditer(sentence.text):
        yield Citation(_span(sentence, match.start(), match.end()), CitationKind.JOURNAL, Tier.IDENTIFIABLE)


def _is_citation(match: re.Match[str], text: str) -> bool:
    """Whether the form is an author's: surnames, and brackets or a comma as citations have them."""
    groups = match.groupdict()
    if match["first"].lower() in _NO_SURNAME:
        return False
    if groups.get("team"):
        return True
    if "listed" in groups:
        words = set(re.findall(r"\w+", match["listed"].lower()))
        return (
            not words & _NO_SURNAME
            and not match["first"].isupper()
            and re.search(r"[.,]\s\d", match.group()) is not None
        )
    if groups.get("more"):
        more = set(re.findall(r"\w+", match["more"].lower()))
        return not more & _NO_SURNAME - {"and"} and not _is_title(match, text)
    return _alone(match, text)


def _is_title(match: re.Match[str], text: str) -> bool:
    """Whether a row of capitalised words is a title: "Peel, Pith & Pulp 2025", not "(Roe & Lim, 2014) found"."""
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    if before.endswith(("(", "[", ";")) or _SAID_BY.search(before):
        return False
    leading = re.search(r"[A-Z][\w.’']*$", before)
    if leading and leading.group().lower() not in _NO_SURNAME | _ROLES:
        return True
    return not re.match(r"\s[a-z]", after) or not re.search(r"[(\[]", match.group())


def _in_name(match: re.Match[str], names: list[Name]) -> bool:
    """Whether the surname is but a word of a longer name: "Journal of Strength (2017)"."""
    first, last = match.span("first")
    return any(each.start <= first and last <= each.end and (first, last) != each[:2] for each in names)


def _alone(match: re.Match[str], text: str) -> bool:
    """A single surname counts in "(Brandt, 2014)" and "Brandt (2014) found", not in "Brandt 2014"."""
    if match["first"].isupper():
        return False
    before, words = text[: match.start()].rstrip(), match.group()
    if before.endswith(("(", ";", "[")) and re.match(r"\s*[);\]]", text[match.end() :] or ")"):
        return "," in words or bool(match["journal"])
    if before.endswith(("(", "[")) and words.endswith((")", "]")):
        return "," in words
    if match["journal"]:
        title = match["journal"].strip()
        named = " " in title or title in name_lists()["journals"] or title in name_lists()["plain_journals"]
        return "(" in words and named and bool(re.match(r"\)?\s+[a-z]+|\)?$", text[match.end() :]))
    return (
        "(" in words and bool(re.match(r"\s+[a-z]+", text[match.end() :])) and not re.search(r"[A-Z][\w.’']*$", before)
    )


def _citation(match: re.Match[str], sentence: Sentence, references: References) -> Citation:
    groups = match.groupdict()
    surnames = [match["first"], *re.findall(SURNAME, groups.get("more") or groups.get("listed") or "")]
    year = groups.get("year") or (groups.get("dated") or "")[:4]
    span = _span(sentence, match.start(), match.end())
    if entry := references.by_author(surnames, year):
        return Citation(span, CitationKind.AUTHOR_YEAR, Tier.RESOLVABLE, entry.span)
    known = (
        year and (groups.get("journal") or groups.get("volume") or _JOURNAL_AFTER.match(sentence.text, match.end()))
    ) or _TITLE_BEFORE.search(sentence.text[max(0, match.start() - _TITLE_LENGTH) : match.start()])
    known = known or (_JOURNAL_NAMED.match(sentence.text, match.end()) and years(sentence.text))
    return Citation(span, CitationKind.AUTHOR_YEAR, Tier.IDENTIFIABLE if known else Tier.VAGUE)


def _span(sentence: Sentence, start: int, end: int) -> Span:
    words = sentence.text[start:end]
    if words.endswith((")", "]")) and words.count("(") + words.count("[") < words.count(")") + words.count("]"):
        end -= 1
    return Span(sentence.span.block, sentence.span.start + start, sentence.span.start + end)
