"""Links a claim that vanished from a page to the one that stands in its place, if the words are alike."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from auditor.store.database import Database

ALIKE = 0.6
"""Least share of words that two wordings of one claim have in common."""
MOST = 200
"""Vanished, and new, claims of one rule on one page that are looked at; a page with more is another page."""

_WORD = re.compile(r"\w+(?:[.,]\w+)*|[%$€£]")


class _Claim(NamedTuple):
    finding: int
    wording: int
    line: int
    words: Counter[str]


def words_of(text: str) -> Counter[str]:
    """The words, numbers and signs of a sentence, without regard to case."""
    return Counter(_WORD.findall(text.casefold()))


def similarity(one: Counter[str], other: Counter[str]) -> float:
    """Words in common by all words of the two, repeats counted: 1.0 for equal bags of words, 0.0 for two empty ones."""
    every = (one | other).total()
    return (one & other).total() / every if every else 0.0


def link_rewordings(db: Database) -> None:
    """In the table `compared`: of each vanished and each new claim of a rule on a page, the pairs that are alike.

    The new one becomes `changed` and knows the old wording; the old one is no longer listed.
    """
    db.run("DROP TABLE IF EXISTS temp.reworded")
    db.run("CREATE TEMP TABLE reworded (new INTEGER PRIMARY KEY, old INTEGER NOT NULL, was INTEGER NOT NULL)")
    for gone, come in _groups(db):
        for old, new in pairs(gone, come):
            db.run("INSERT INTO reworded VALUES (?, ?, ?)", (new.finding, old.finding, old.wording))
    db.run(
        """
        UPDATE compared SET change = 'changed', was = reworded.was
        FROM temp.reworded AS reworded WHERE compared.finding = reworded.new
        """
    )
    db.run(
        """
        UPDATE compared SET change = '', live = 0, unchecked = ''
        WHERE finding IN (SELECT old FROM temp.reworded)
        """
    )


def _groups(db: Database) -> Iterator[tuple[list[_Claim], list[_Claim]]]:
    """The vanished and the new claims of each rule on each page that has both."""
    rows = db.rows(
        """
        SELECT c.page, c.rule, c.side, c.finding, c.wording, w.line, w.context, w.quote
        FROM compared c JOIN wording w ON w.id = c.wording
        WHERE c.side != '' AND (c.page, c.rule) IN (
            SELECT page, rule FROM compared WHERE side != '' GROUP BY page, rule HAVING count(DISTINCT side) = 2
        )
        ORDER BY c.page, c.rule, c.side, w.line, w.start, c.finding
        """
    )
    for _, same in groupby(rows, key=lambda row: row[:2]):
        sides: dict[str, list[_Claim]] = {"gone": [], "come": []}
        for _page, _rule, side, finding, wording, line, context, quote in same:
            if len(sides[side]) < MOST:
                sides[side].append(_Claim(finding, wording, line, words_of(context or quote)))
        yield sides["gone"], sides["come"]


def pairs(gone: Sequence[_Claim], come: Sequence[_Claim]) -> Iterator[tuple[_Claim, _Claim]]:
    """One to one, the most alike first; of equals those that stand closer, then those that stand first."""
    alike = [
        (-score, abs(old.line - new.line), i, j)
        for i, old in enumerate(gone)
        for j, new in enumerate(come)
        if (score := similarity(old.words, new.words)) >= ALIKE
    ]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for *_, i, j in sorted(alike):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            yield gone[i], come[j]
