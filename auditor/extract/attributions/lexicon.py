"""The words of words.toml: which roles a word can play, and the character that stands for its roles."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from auditor.extract.terms.guard import trie_pattern

_ENDINGS = ("bare", "adverb", "participle", "gerund")
_NAMES = ("organisation", "journal")
_SIGNS = ("number", "plus", "comma", "open", "close", "stop", "colon", "mark")
FORMS = frozenset(["plain", "capital", "slogan", "ing", "ed", *_ENDINGS, *_NAMES, *_SIGNS])
"""Roles that follow from a word's looks."""

_MARKS = {",": "comma", "(": "open", "[": "open", ")": "close", "]": "close"} | dict.fromkeys(".;:!?—–…|•·→", "stop")
_HEADS = ("-analysis", "-analyses", "-study", "-studies", "-trial", "-trials")
"""Ends of compounds that are what their last part is: "sub-study"."""

_GUARD = (
    *(
        "according",
        "research",
        "evidence",
        "study",
        "report",
        "survey",
        "data",
        "weak_data",
        "guideline",
        "periodicals",
    ),
    *("experts", "expert", "shown", "supposed", "holding", "stating"),
    *("proof", "comparison", "estimates", "told", "answer"),
)
"""Roles without which there is no cue."""


@lru_cache(maxsize=50_000)
def character(word: str) -> str:
    """The character that stands for the roles of a word, as written."""
    lowered = word.lower().replace("’", "'").replace(" ", "-")
    known = _known().get(lowered) or (_known().get(lowered.rpartition("-")[2]) if lowered.endswith(_HEADS) else None)
    if known is None:
        return characters()[_form(word, lowered)]
    return known[word[0].isupper() and len(lowered) > 1]


def roles_of(tag: str) -> frozenset[str]:
    """The roles that a character stands for."""
    return _roles_by_character()[tag]


_STEM = 6
"""So many letters of a word are enough to tell that it may be there."""


@cache
def guard() -> re.Pattern[str]:
    """Finds the beginning of any word that a cue needs, in a text in lower case."""
    stems = {word[:_STEM] for role in _GUARD for word in _words()[role]}
    praise = "|".join(sorted(_slogan_parts("praised") | _slogan_parts("shown")))
    return re.compile(rf"\b(?:{trie_pattern(stems)}|per the |published in |sources?:)|-(?:{praise})\b")


@cache
def exclusion(name: str) -> re.Pattern[str]:
    """Finds any of the words of an exclusion."""
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in _tables()["exclusions"][name])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def characters() -> Mapping[frozenset[str], str]:
    """Every set of roles a word can play to its character."""
    known = set(_roles().values())
    looks = [
        *(frozenset([form]) for form in FORMS),
        frozenset(["number", "plus"]),
        frozenset(["stop", "colon"]),
        *(frozenset(["plain", form, *more]) for form in _ENDINGS for more in ([], ["capital"])),
    ]
    every = sorted({*known, *(each | {"capital"} for each in known), *looks}, key=sorted)
    return {each: chr(0xE000 + index) for index, each in enumerate(every)}


@cache
def known_roles() -> frozenset[str]:
    """Every role that a pattern may name."""
    return frozenset(_words()) | FORMS


def _form(word: str, lowered: str) -> frozenset[str]:
    """The roles of a word that no list has, by its looks."""
    if word[0] in "$0123456789":
        return frozenset(["number", "plus"] if "+" in word else ["number"])
    if not word[0].isalpha():
        return frozenset(["stop", "colon"] if word == ":" else [_MARKS.get(word, "mark")])
    first, _, last = lowered.rpartition("-")
    if first and any(first in _slogan_parts(one) and last in _slogan_parts(two) for one, two in _SLOGANS):
        return frozenset(["slogan"])
    return frozenset(["plain", _ending(lowered), *(["capital"] if word[0].isupper() else [])])


_SLOGANS = (("manner", "shown"), ("profession", "praised"))


def _ending(lowered: str) -> str:
    if len(lowered) > 4:
        for ending, role in (("ly", "adverb"), ("ed", "participle"), ("ing", "gerund")):
            if lowered.endswith(ending):
                return role
    return "bare"


def _listed_ending(word: str) -> set[str]:
    """The role, if any, that the end of a listed word adds."""
    endings = {"ly": "adverb", "ing": "ing", "ed": "ed"}
    return {role for ending, role in endings.items() if word.endswith(ending)}


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("auditor.extract.attributions").joinpath("words.toml").read_text(encoding="utf-8")
    tables: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(text)
    return tables


@cache
def _slogan_parts(name: str) -> frozenset[str]:
    return frozenset(_tables()["slogans"][name])


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """Role to its words, verbs in all their forms."""
    tables = _tables()
    words = {role: set(listed) for table in ("words", "small", "context") for role, listed in tables[table].items()}
    for role, verbs in tables["verbs"].items():
        words.setdefault(role, set()).update(form for verb in verbs for form in inflected(verb))
    return {role: frozenset(listed) for role, listed in words.items()}


@cache
def _roles() -> Mapping[str, frozenset[str]]:
    """Listed word to its roles."""
    roles: dict[str, set[str]] = {}
    for role, words in _words().items():
        for word in words:
            roles.setdefault(word, set()).add(role)
    marks = frozenset(_tables()["context"])
    return {
        word: frozenset(each | _listed_ending(word) | (_form(word, word) if each <= marks else set()))
        for word, each in roles.items()
    }


@cache
def _known() -> Mapping[str, tuple[str, str]]:
    """Listed word to its character, and its character where it is written with a capital."""
    every, small = characters(), {word for words in _tables()["small"].values() for word in words}
    return {
        word: (every[roles], every[roles if word in small else roles | {"capital"}]) for word, roles in _roles().items()
    }


@cache
def _roles_by_character() -> Mapping[str, frozenset[str]]:
    return {character: roles for roles, character in characters().items()}


def inflected(verb: str) -> Iterator[str]:
    """The forms of a regular verb."""
    stem = verb[:-1] if verb.endswith("e") else verb
    yield verb
    if re.search(r"[^aeiou]y$", verb):
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    else:
        yield f"{verb}es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else f"{verb}s"
        yield from (f"{stem}ed", f"{stem}ing")
