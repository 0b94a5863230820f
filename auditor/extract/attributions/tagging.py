"""Turns a sentence into a row of tags, one character a word, so that cues can be described as patterns.

A word's character stands for the set of roles it can play ("report" is a source, and a verb of
finding and of stating). A pattern names roles in braces: `{study}{finding|have}`; `{!stop|that}` is
any word that plays none of them, `{!stop|that+mark}` also one that plays the role after the plus.
Roles come from words.toml; a few follow from a word's looks.
"""

import re
from dataclasses import dataclass

from auditor.extract.attributions.lexicon import character, characters, guard, known_roles, roles_of
from auditor.extract.names import find_names

_WORD = re.compile(
    r"(?i:in (?:vitro|vivo|silico))\b|(?:Drs?|Prof|Mrs?|Ms|St)\.(?=\s)|\$?\d[\d.,]*(?:[–-]\d[\d.,]*)?\+?%?(?![\w-])"
    r"|[\w$][\w’'/+-]*+(?:\.(?=\w)(?!(?<=[a-z]{3}\.)[A-Z][a-z])[\w’'/+-]*+)*+|[^\w\s]"
)
_NEAR = 400
"""Characters beside a cue that are looked at to understand it; sentences may run on for thousands."""
_LIST = r"[a-z_]+(?:\s*\|[a-z_]+)*"
_ROLES = re.compile(rf"\{{(?P<not>!)?(?P<roles>{_LIST})(?:\+(?P<but>{_LIST}))?\}}")


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

    def before(self, first: int) -> str:
        """The text that leads up to word `first`."""
        end = self.ranges[first][0]
        return self.text[max(0, end - _NEAR) : end]

    def after(self, last: int) -> str:
        """The text that follows the word before `last`."""
        start = self.ranges[last - 1][1]
        return self.text[start : start + _NEAR]

    def around(self, first: int, last: int) -> str:
        """The text from word `first` to the word before `last`, and what stands near them."""
        return self.before(first) + self.words(first, last) + self.after(last)

    def plays(self, index: int, *roles: str) -> bool:
        """Whether the word can play one of the roles; False outside the row."""
        return 0 <= index < len(self.tags) and not roles_of(self.tags[index]).isdisjoint(roles)


def worth_tagging(text: str) -> bool:
    """Whether a text has any word that a cue needs."""
    return guard().search(text.lower()) is not None


def tag(text: str) -> Tagged:
    """The tags of a text; a name of an organisation or journal is one word."""
    tags: list[str] = []
    ranges: list[tuple[int, int]] = []
    at = 0
    for name in find_names(text):
        _add(text, at, name.start, tags, ranges)
        tags.append(characters()[frozenset([name.kind.value])])
        ranges.append((name.start, name.end))
        at = name.end
    _add(text, at, len(text), tags, ranges)
    return Tagged(text, "".join(tags), tuple(ranges))


def _add(text: str, start: int, end: int, tags: list[str], ranges: list[tuple[int, int]]) -> None:
    words = list(_WORD.finditer(text, start, end))
    tags += [character(match.group()) for match in words]
    ranges += [match.span() for match in words]


def compile_tags(pattern: str) -> re.Pattern[str]:
    """A pattern over tags; roles in braces stand for words, all else is as in `re` with white space ignored.

    Raises:
        ValueError: the pattern names a role that no word can play.
    """

    def expand(match: re.Match[str]) -> str:
        wanted, but = _split(match["roles"]), _split(match["but"])
        if unknown := (wanted | but) - known_roles():
            raise ValueError(f"unknown roles in a cue pattern: {sorted(unknown)}")
        outside = bool(match["not"])
        fits = (
            tag
            for roles, tag in characters().items()
            if roles.isdisjoint(wanted) == outside or not roles.isdisjoint(but)
        )
        return f"[{''.join(fits)}]"

    return re.compile(_ROLES.sub(expand, pattern), re.VERBOSE)


def _split(roles: str | None) -> set[str]:
    return {role.strip() for role in roles.split("|")} if roles else set()
