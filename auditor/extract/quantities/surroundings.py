"""What stands before and behind a figure and qualifies it: "nearly", "fewer than", "hazard ratio of", "p ="."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

_REACH = 40
"""Characters before a figure that are looked at for an approximator."""

_ABBREVIATED = re.compile(
    r"(?:\b(?P<vital>a?HR|a?RR|a?OR)|\b(?:IRR|SIR|SMR|NNTB?|NNTH|NNH|AUC|AUROC|SMD|WMD|LR[+−-]?))s?(?![\w+])"
    r"(?:\s?\([^()]{1,12}\))?(?P<link>[\s:=≈~<>≤≥,]*(?:(?:of|was|is|approximately|about|around)\s)?[~≈<>≤≥]?\s?)$"
)
"""HR is also a heart rate, RR a rate of breathing, OR a loud "or": these need a decimal or an equals sign."""
_NEEDED = re.compile(r"\b(?:NNTB?|NNTH|NNH)(?![\w+])[^.;\d()]{0,30}$")
_RATIO = re.compile(
    r"\b(?:(?:hazard|odds|risk|rate|likelihood|prevalence)\sratios?|relative\srisks?|numbers?\sneeded\sto\s(?:treat|harm)"
    r"|area\sunder\sthe\s(?:[\w\s]{1,40}\s)?curve|c-statistic|effect\ssize|(?:cohen|hedges|glass)['’]?s?['’]?\s[dg]\b|standardi[sz]ed\smean\sdifference"
    r"|correlation\scoefficient)\b(?:\s?\([^()]{1,12}\))?[^.;\d()]{0,30}$",
    re.IGNORECASE,
)
_P_VALUE = re.compile(
    r"\b[pP](?:[\s-]?values?)?(?:\s(?:for|of)\s[a-z]{4,12}){0,2}\s?(?:[=<>≤≥]|\bof\b|\bwas\b|\bis\b|\bless\sthan\b|\bbelow\b)\s?$"
)
_LETTER = re.compile(
    r"(?<![\w.,/])(?:[dgrβκρφ]|[rRη]²(?:p|partial)?|[ηω]2|Hedges['’]s?\sg|Glass['’]s?\s[dΔ])\s?[=≈]\s?$"
)
"""Letters of effect sizes and correlations; they need an equals sign and a decimal below the largest."""
_LARGEST = 4
_SHORT = (
    r"\b(?:[pP]|a?HR|a?OR|a?RR|IRR|SIR|SMR|NN[TH]\w*|AUC|AUROC|SMD|WMD|LR)s?\b|[pP]-"
    r"|(?<!\w)(?:[dgrβκρφ]|[rRη]²\w*|[ηω]2)\s?[=≈]"
)
_LONG = (
    "ratio", "relative risk", "needed to", "under the", "statistic", "effect size", "standardised", "standardized",
    "correlation", "cohen", "hedges", "glass",
)  # fmt: skip
_NAMES = re.compile(rf"{_SHORT}|(?i:{'|'.join(_LONG)}|p.?value)")
_SHORT_NAMES, _VALUE = re.compile(_SHORT), re.compile(r"p.?value")
_THEM = re.compile(r"\sof\s(?:them|those|these|whom|us)\b")


def approximator(text: str, start: int) -> tuple[int, str, str]:
    """Where the quantity begins with the words before it, these words, and the comparison they make."""
    origin = max(0, start - _REACH)
    near = text[origin:start].split()
    if not near or not near[-1].endswith(_last_words()):
        return start, "", ""
    words = list(_APART.finditer(text, origin, start))[-_LONGEST:]
    if words and words[-1].group() in _ARTICLES:
        words.pop()
    for at in range(len(words)):
        phrase = " ".join(word.group() for word in words[at:])
        if phrase in _comparators():
            comparator = _comparators()[phrase]
            return words[at].start(), phrase, comparator if comparator != "=" else ""
    return start, "", ""


_APART = re.compile(r"[^\s(—–-][^\s—–]*")
"""A word, without the bracket or dash that may open it or part it from the one before."""


_LONGEST = 4
"""Words of an approximator with its article."""
_ARTICLES = frozenset({"a", "an", "the"})


@cache
def _comparators() -> Mapping[str, str]:
    return _by_word("approximators.toml")


@cache
def _last_words() -> tuple[str, ...]:
    """The words that an approximator can end with; most figures stand behind others."""
    return tuple(sorted(_ARTICLES.union(phrase.split()[-1] for phrase in _comparators())))


def names_measure(text: str) -> bool:
    """Whether a ratio or a p-value may be named; asked once for a sentence."""
    if not text.isascii():
        return _NAMES.search(text) is not None
    lower = text.lower()  # plain letters are found without regard to case ten times sooner so
    if any(name in lower for name in _LONG) or ("value" in lower and _VALUE.search(lower)):
        return True
    return _SHORT_NAMES.search(text) is not None


def ratio_before(text: str, start: int, number: str, value: Decimal) -> int | None:
    """Where the name of a ratio begins whose value is the number at `start`; ratios are in digits."""
    if not number[:1].isdigit() and number[:1] != ".":
        return None
    begin = max(0, start - _REACH)
    short = _ABBREVIATED.search(text[begin:start])
    if short is not None:
        certain = "." in number or "=" in short["link"] or not short["vital"]
        return begin + short.start() if certain else None
    letter = _LETTER.search(text[begin:start]) if "." in number and value < _LARGEST else None
    if letter is not None:
        return begin + letter.start()
    for pattern in (_NEEDED, _RATIO):
        found = _begin(pattern, text, start, 100)
        if found is not None:
            return found
    return None


def p_before(text: str, start: int) -> int | None:
    """Where the "p =" of a value at `start` begins."""
    return _begin(_P_VALUE, text, start, 40)


def _begin(pattern: re.Pattern[str], text: str, start: int, reach: int) -> int | None:
    begin = max(0, start - reach)
    match = pattern.search(text[begin:start])
    return begin + match.start() if match else None


@cache
def counted() -> Mapping[str, str]:
    """Every counted noun: "people" or "events"."""
    return _by_word("counted.toml")


def _by_word(file: str) -> Mapping[str, str]:
    lists = tomllib.loads(files("auditor.extract.quantities").joinpath(file).read_text("utf-8"))
    return {word: key for key, words in lists.items() for word in words}


def counted_noun(text: str, end: int) -> str:
    """The counted noun within the few words behind a number, or ""."""
    if not text.startswith(" ", end):
        return ""
    words = text[end : end + _REACH].split()[: _ADJECTIVES + 2]
    for at, written in enumerate(words[: _ADJECTIVES + 1]):
        word = written.partition("—")[0]
        noun = word.rstrip('.,;:!?)”"')
        pair = f"{noun} {words[at + 1].rstrip('.,;:!?)')}" if at + 1 < len(words) else ""
        if pair in counted() or noun in counted():
            return pair if pair in counted() else noun
        if word != written or not (_INITIALS.fullmatch(word) or _is_adjective(word, noun, at)):
            return ""
    return ""


def _is_adjective(word: str, noun: str, at: int) -> bool:
    """Whether a word may stand between a number and its noun; "of" may only at first."""
    plain = noun[:1].isalpha() and noun == word.rstrip(",")
    return plain and word not in _PREPOSITIONS and not (word == "of" and at)


_INITIALS = re.compile(r"(?:[a-z]\.){2,}")
"""An abbreviation whose full stop ends no sentence: "U.S. adults"."""
_ADJECTIVES = 3
"""Words that may stand between a number and its noun."""
_PREPOSITIONS = frozenset({"with", "to", "in", "and", "or", "for", "on", "at", "by", "from", "per", "than"})


def is_part_of_them(text: str, end: int) -> bool:
    """Whether the number counts some of those named before: "16 of them"."""
    return _THEM.match(text, end) is not None
