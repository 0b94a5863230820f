"""Scores of the rules on the labelled set: right, wrong and missed findings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor import check
from auditor.model import Finding, RawPage
from auditor.pipeline import read_document
from tests.quality.labels import Datum, Expected

_SUFFIX = {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html"}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as places in the source; the first is its anchor, the others are related."""

    rule: str
    places: tuple[tuple[int, int], ...]
    quote: str
    subtype: str = ""

    def meets(self, expected: Expected) -> bool:
        """Whether its anchor overlaps a mark, and each mark one of its places."""
        return (
            self.rule == expected.rule
            and any(_overlap(self.places[0], (mark.start, mark.end)) for mark in expected.marks)
            and all(any(_overlap(place, (mark.start, mark.end)) for place in self.places) for mark in expected.marks)
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule made of one datum."""

    datum: Datum
    rule: str
    right: int
    missed: tuple[Expected, ...]
    wrong: tuple[Found, ...]

    @property
    def clean(self) -> bool:
        """Whether the rule did exactly what was expected."""
        return not self.missed and not self.wrong


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one rule over the whole set."""

    right: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        """0 where nothing was right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.missed + self.wrong)


def outcomes(data: Iterable[Datum]) -> Iterator[Outcome]:
    """What each rule made of each datum it is scored for."""
    for datum in data:
        found = tuple(findings(datum))
        for rule in datum.rules:
            yield _outcome(datum, rule, tuple(each for each in found if each.rule == rule))


def findings(datum: Datum) -> Iterator[Found]:
    """What the datum's rules report on it."""
    raw = RawPage("page" + _SUFFIX[datum.media], datum.text.encode(), datum.media, "utf-8")
    document = read_document(raw)
    rules = tuple(rule for rule in check.rules() if rule.id in datum.rules)

    def place(finding: Finding) -> Iterator[tuple[int, int]]:
        for span in (finding.span, *(each.span for each in finding.related)):
            location = document.page.locate(span)
            yield location.start.offset, location.end.offset

    for finding in check.check(document, rules):
        yield Found(finding.rule, tuple(place(finding)), document.text(finding.span), finding.subtype)


def score(results: Iterable[Outcome]) -> Score:
    """The counts of outcomes added up."""
    every = tuple(results)
    return Score(
        sum(each.right for each in every),
        sum(len(each.missed) for each in every),
        sum(len(each.wrong) for each in every),
    )


def _outcome(datum: Datum, rule: str, found: tuple[Found, ...]) -> Outcome:
    """Pairs each expected finding with the first unused one that meets it."""
    spare, missed, right = list(found), [], 0
    for expected in (each for each in datum.expected if each.rule == rule):
        match = next((each for each in spare if each.meets(expected)), None)
        if match is None:
            missed.append(expected)
        else:
            spare.remove(match)
            right += 1
    return Outcome(datum, rule, right, tuple(missed), tuple(spare))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
