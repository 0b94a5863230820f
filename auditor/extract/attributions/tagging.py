"""Turns a sentence into a row of tags, one character a word, so that cues can be described as patterns.

A word's character stands for the set of roles it can play ("report" is a source, and a verb of
finding and of stating). A pattern names roles in braces: `{study}{finding|have}`; `{!stop|that}` is
any word that plays none of them. Roles come from words.toml; a few follow from a word's form.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from auditor.extract.names import find_names

_TOKEN = re.compile(
    r"in (?:vitro|vivo|silico)\b|(?P<number>\$?\d[\d.,]*\+?%?(?![\w-]))|[\w$](?:[\w’'/+-]|\.(?=\w))*|[^\w\s]"
)
_MARKS = {",": "comma", "(": "open", "[": "open", ")": "close", "]": "close"} | dict.fromkeys(".;:!?—–…|•·→", "stop")
_COMPOUNDS = ("-analysis", "-analyses", "-study", "-studies", "-trial", "-trials")
_SLOGANS = frozenset(
    f"{how}-{what}"
    for how in ("clinically", "scientifically", "medically")
    for what in ("proven", "tested", "validated", "shown", "backed", "studied", "researched")
)
_BACKERS = frozenset(
    [
        "science",
        "research",
        "evidence",
        "data",
        "study",
        "trial",
        "doctor",
        "physician",
        "dermatologist",
        "clinician",
        "expert",
        "pharmacist",
        "dentist",
        "nutritionist",
        "pediatrician",
        "gynecologist",
        "vet",
        "scientist",
        "specialist",
    ]
)
_BACKED = frozenset(
    ["backed", "proven", "supported", "recommended", "approved", "endorsed", "trusted", "driven", "validated"]
)
_FORMS = (
    "plain",
    "bare",
    "capital",
    "number",
    "plus",
    "slogan",
    "adverb",
    "participle",
    "comma",
    "open",
    "close",
    "stop",
    "mark",
    "organisation",
    "journal",
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text with its tags; word i of the row stands at `ranges[i]`."""

    text: str
    tags: str
    ranges: tuple[tuple[int, int], ...]

    def word(self, index: int) -> str:
        start, end = self.ranges[index]
        return self.text[start:end]

    def words(self, first: int, last: int) -> str:
        """The text from word `first` to the word before `last`."""
        return self.text[self.ranges[first][0] : self.ranges[last - 1][1]]

    def plays(self, index: int, *roles: str) -> bool:
        """Whether the word can play one of the roles; False outside the row."""
        return 0 <= index < len(self.tags) and not _roles_of()[self.tags[index]].isdisjoint(roles)


def worth_tagging(text: str) -> bool:
    """Whether a text has any word that a cue needs."""
    return _worth().search(text) is not None


@cache
def _worth() -> re.Pattern[str]:
    needed = (
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
        "experts",
        "expert",
        "shown",
        "supposed",
        "holding",
        "stating",
    )
    words = {word for role in needed for word in _words()[role]}
    trie = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\b(?:{trie})\b|-(?:{'|'.join(sorted(_BACKED))})\b", re.IGNORECASE)


def tag(text: str) -> Tagged:
    """The tags of a text; a name of an organisation or journal is one word."""
    tags: list[str] = []
    ranges: list[tuple[int, int]] = []
    at = 0
    for name in find_names(text):
        for match in _TOKEN.finditer(text, at, name.start):
            ranges.append(match.span())
            tags.append(_tag(match))
        ranges.append((name.start, name.end))
        tags.append(_characters()[frozenset([name.kind.value])])
        at = name.end
    for match in _TOKEN.finditer(text, at):
        ranges.append(match.span())
        tags.append(_tag(match))
    return Tagged(text, "".join(tags), tuple(ranges))


def compile_tags(pattern: str) -> re.Pattern[str]:
    """A pattern over tags; roles in braces stand for words, all else is as in `re` with white space ignored."""

    def expand(match: re.Match[str]) -> str:
        wanted = {role.strip() for role in match["roles"].split("|")}
        if unknown := wanted - set(_words()) - set(_FORMS) - set(_tables()["verbs"]):
            raise ValueError(f"unknown roles in a cue pattern: {sorted(unknown)}")
        bad = bool(match["not"])
        return "[" + "".join(each for roles, each in _characters().items() if roles.isdisjoint(wanted) == bad) + "]"

    return re.compile(re.sub(r"\{(?P<not>!)?(?P<roles>[a-z_]+(?:\s*\|[a-z_]+)*)\}", expand, pattern), re.VERBOSE)


def _tag(match: re.Match[str]) -> str:
    word = match.group()
    lowered = word.lower().replace("’", "'")
    known = _known().get(lowered) or (
        _known().get(lowered.rpartition("-")[2]) if lowered.endswith(_COMPOUNDS) else None
    )
    if known is None:
        return _characters()[_form(word, lowered)]
    return known[word[0].isupper() and len(lowered) > 1]


def _form(word: str, lowered: str) -> frozenset[str]:
    """The roles of a word that no list has, by its looks."""
    if word[0] in "$0123456789":
        return frozenset(["number", "plus"] if "+" in word else ["number"])
    if not word[0].isalpha():
        return frozenset([_MARKS.get(word, "mark")])
    first, _, last = lowered.rpartition("-")
    if (first in _BACKERS and last in _BACKED) or lowered in _SLOGANS:
        return frozenset(["slogan"])
    capital = ["capital"] if word[0].isupper() else []
    if lowered.endswith("ly") and len(lowered) > 4:
        return frozenset(["plain", "adverb", *capital])
    if lowered.endswith(("ed", "ing")) and len(lowered) > 4:
        return frozenset(["plain", "participle", *capital])
    return frozenset(["plain", "bare", *capital])


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("auditor.extract.attributions").joinpath("words.toml").read_text(encoding="utf-8")
    tables: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(text)
    return tables


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """Role to its words, verbs in all their forms."""
    words = {role: set(listed) for role, listed in (_tables()["words"] | _tables()["small"]).items()}
    for role, verbs in _tables()["verbs"].items():
        words.setdefault(role, set()).update(form for verb in verbs for form in inflected(verb))
    return {role: frozenset(listed) for role, listed in words.items()}


@cache
def _roles() -> Mapping[str, frozenset[str]]:
    """Listed word to its roles."""
    roles: dict[str, set[str]] = {}
    for role, words in _words().items():
        for word in words:
            roles.setdefault(word, {"adverb"} if word.endswith("ly") else set()).add(role)
    return {word: frozenset(each) for word, each in roles.items()}


@cache
def _known() -> Mapping[str, tuple[str, str]]:
    """Listed word to its character, and its character where it is written with a capital."""
    characters, small = _characters(), {word for words in _tables()["small"].values() for word in words}
    return {
        word: (characters[each], characters[each if word in small else each | {"capital"}])
        for word, each in _roles().items()
    }


@cache
def _characters() -> Mapping[frozenset[str], str]:
    """Every set of roles a word can play to its character."""
    known = set(_roles().values())
    forms = [
        *(frozenset([form]) for form in _FORMS),
        frozenset(["number", "plus"]),
        *(frozenset(["plain", form, *more]) for form in ("bare", "adverb", "participle") for more in ([], ["capital"])),
    ]
    every = sorted({*known, *(each | {"capital"} for each in known), *forms}, key=sorted)
    return {each: chr(0xE000 + index) for index, each in enumerate(every)}


@cache
def _roles_of() -> Mapping[str, frozenset[str]]:
    return {character: roles for roles, character in _characters().items()}


def inflected(verb: str) -> Iterator[str]:
    """The forms of a regular verb."""
    stem = verb[:-1] if verb.endswith("e") else verb
    yield verb
    if re.search(r"[^aeiou]y$", verb):
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    else:
        yield f"{verb}es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else f"{verb}s"
        yield from (f"{stem}ed", f"{stem}ing")
