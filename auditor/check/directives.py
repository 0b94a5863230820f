"""Reads suppressions: comments and front matter by which an author accepts a finding.

    <!-- auditor: ignore vague-citation; reason: the study is named below; owner: MK; until: 2027-01-31 -->
    <!-- auditor: ignore-start unsourced-statistic, vague-citation; reason: ... -->  ...  <!-- auditor: ignore-end -->
    <!-- auditor: ignore-page placeholder-figure; reason: a template -->

`ignore` is for the block the comment stands in or behind on its line, else for the next block;
without names it is for every rule. In front matter the same stands under the key `auditor`:

    auditor:
      ignore: [placeholder-figure]
      reason: a template
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from auditor.model import BlockKind, Page

_COMMENT = re.compile(r"(?:<!--|\{/\*)\s*auditor:\s*(?P<verb>[\w-]*)(?P<rest>.*?)(?:-->|\*/\})", re.DOTALL)
_DETAIL = re.compile(r"^\s*(?P<key>reason|owner|until)\s*:\s*(?P<value>.*?)\s*$", re.IGNORECASE | re.DOTALL)
VERBS = ("ignore", "ignore-start", "ignore-end", "ignore-page")


@dataclass(frozen=True, slots=True)
class Directive:
    """A suppression as written, and the stretch of source it is for."""

    start: int
    end: int
    """Of the comment itself, as source offsets."""
    reach: tuple[int, int]
    """Source offsets of what it is for."""
    rules: tuple[str, ...]
    """Empty for all."""
    reason: str = ""
    owner: str = ""
    until: date | None = None
    mistake: str = ""
    """What cannot be understood; such a directive suppresses nothing."""
    comments: tuple[tuple[int, int], ...] = ()
    """The comments it is made of, as source offsets: two where it has an end; none in front matter."""

    def covers(self, rule: str, offset: int) -> bool:
        """Whether it is for a finding of this rule at this source offset."""
        named = not self.rules or rule in self.rules
        return named and not self.mistake and self.reach[0] <= offset < self.reach[1]

    def expired(self, as_of: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < as_of


def directives(page: Page) -> tuple[Directive, ...]:
    """The suppressions of a page, in source order."""
    return (*_front_matter(page), *_comments(page))


def _comments(page: Page) -> Iterator[Directive]:
    if "auditor:" not in page.source:
        return
    extents = _extents(page)
    opened: list[tuple[re.Match[str], Directive]] = []
    for match in _COMMENT.finditer(page.source):
        if extents.is_code(match.start()):
            continue
        verb = match["verb"]
        made = _made(match, (0, 0))
        if verb == "ignore-start":
            opened.append((match, made))
        elif verb == "ignore-end" and opened:
            start, made = opened.pop()
            both = replace(made, comments=(start.span(), match.span()))
            yield _with_reach(both, (start.end(), match.start()))
        elif verb == "ignore-page":
            yield _with_reach(made, (0, len(page.source) + 1))
        elif verb == "ignore":
            yield _with_reach(made, extents.meant_by(match.start(), match.end(), page.source))
        else:
            said = "there is no 'ignore-start' before it" if verb == "ignore-end" else f"no such directive: {verb!r}"
            yield _with_reach(made, (0, 0), said)
    for start, made in opened:
        yield _with_reach(made, (start.end(), len(page.source) + 1))


def _made(match: re.Match[str], reach: tuple[int, int]) -> Directive:
    names, *details = match["rest"].split(";")
    told: dict[str, str] = {}
    mistake = ""
    for part in details:
        detail = _DETAIL.match(part)
        if detail:
            told[detail["key"].lower()] = " ".join(detail["value"].split())
        elif part.strip():
            mistake = f"expected reason:, owner: or until:, not {part.strip()!r}"
    rules = tuple(each for each in re.split(r"[\s,]+", names) if each)
    until, wrong = _day(told.get("until"))
    reason, owner = told.get("reason", ""), told.get("owner", "")
    return Directive(*match.span(), reach, rules, reason, owner, until, wrong or mistake, (match.span(),))


def _with_reach(directive: Directive, reach: tuple[int, int], mistake: str = "") -> Directive:
    return replace(directive, reach=reach, mistake=mistake or directive.mistake)


def _day(words: object) -> tuple[date | None, str]:
    """A day, and what is wrong with the words for it."""
    if words is None or (isinstance(words, date) and not isinstance(words, datetime)):
        return words, ""
    try:
        return date.fromisoformat(str(words)), ""
    except ValueError:
        return None, f"until: must be a date such as 2027-01-31, not {str(words)!r}"


def _front_matter(page: Page) -> Iterator[Directive]:
    """The suppression of a whole page in its front matter."""
    told = page.metadata.front_matter.get("auditor")
    if not isinstance(told, Mapping) or "ignore" not in told:
        return
    names = told["ignore"]
    rules = tuple(str(each) for each in names) if isinstance(names, list) else tuple(str(names or "").split())
    until, wrong = _day(told.get("until"))
    place = max(page.source.find("auditor"), 0)
    yield Directive(
        place,
        place + len("auditor"),
        (0, len(page.source) + 1),
        rules,
        str(told.get("reason") or ""),
        str(told.get("owner") or ""),
        until,
        wrong,
    )


class _Extents:
    """Where the blocks of a page stand in its source."""

    def __init__(self, extents: list[tuple[int, int, bool]]) -> None:
        self._extents = sorted(extents)
        self._firsts = [first for first, _, _ in self._extents]

    def is_code(self, offset: int) -> bool:
        """Whether the offset lies in shown code."""
        first, last, code = self._before(offset)
        return code and first <= offset < last

    def meant_by(self, start: int, end: int, source: str) -> tuple[int, int]:
        """The block a comment stands in, or behind on its line; else the next one."""
        line = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
        first, last, _ = self._before(start)
        if last > line and first < start:
            return first, last
        index = bisect_left(self._firsts, end)
        return self._extents[index][:2] if index < len(self._extents) else (0, 0)

    def _before(self, offset: int) -> tuple[int, int, bool]:
        """The last block that begins at or before the offset."""
        index = bisect_right(self._firsts, offset) - 1
        return self._extents[index] if index >= 0 else (0, 0, False)


def _extents(page: Page) -> _Extents:
    found = []
    for block in page.blocks:
        if block.text and block.source_map.runs:
            first, last = block.source_map.source_range(0, len(block.text))
            found.append((first, last, block.kind is BlockKind.CODE))
    return _Extents(found)
