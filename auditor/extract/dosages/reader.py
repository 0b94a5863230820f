"""Reads a page block by block and gives its dosage statements, each with its scope."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from auditor.extract.annotated import Annotated
from auditor.extract.dosages.amounts import form_names, unit_values
from auditor.extract.dosages.clauses import Clause, cut
from auditor.extract.dosages.introductions import learn_names
from auditor.extract.dosages.naming import AMBIGUOUS, UNNAMED, Substance, drug_around, drug_beside
from auditor.extract.dosages.products import product_strengths
from auditor.extract.dosages.readings import NOTHING, Reading, read
from auditor.extract.dosages.scopes import Carried, scope_of
from auditor.extract.dosages.statements import Draft, draft
from auditor.extract.dosages.surroundings import Around, Surroundings
from auditor.extract.dosages.words import table
from auditor.model import BlockKind, Dosage, Drug, Region, Sentence, Span, StrengthRole, Unjudged

_READ = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.CAPTION, BlockKind.FOOTNOTE,
     BlockKind.META_DESCRIPTION, BlockKind.FRONT_MATTER)
)  # fmt: skip
_TIME_WORDS = frozenset(
    ["daily", "weekly", "monthly", "nightly", "day", "days", "night", "nights", "week", "weeks", "month", "months", "hour", "hours", "hourly", "h", "hr", "hrs", "morning", "evening", "bedtime", "once", "twice", "bid", "tid", "qid"]
)
_VERBS = frozenset(
    ["administer", "administered", "applied", "apply", "change", "continue", "course", "finish", "give", "given", "inhale", "inject", "injected", "insert", "instil", "lasts", "put", "repeat", "replace", "stick", "swallow", "take", "taken", "takes", "taking", "treatment", "use", "used", "using"]
)
_LETTERS = re.compile(r"[a-zµμ%]+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Dosing:
    """The dosage statements of a page, its drugs, and what could not be normalised."""

    dosages: tuple[Dosage, ...] = ()
    drugs: tuple[Drug, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()


def find_dosages(annotated: Annotated) -> Dosing:
    """All dosage statements of a page, its drugs, and the doses that could not be normalised."""
    reader = _Reader(annotated)
    found: list[Dosage] = []
    unjudged: list[Unjudged] = []
    for each in reader.read():
        if isinstance(each, Unjudged):
            unjudged.append(each)
        else:
            found.append(each)
    return Dosing(tuple(found), _drugs(found), tuple(unjudged))


def _drugs(dosages: Sequence[Dosage]) -> tuple[Drug, ...]:
    return tuple(Drug(name) for name in dict.fromkeys(each.scope.drug for each in dosages) if name)


class _Reader:
    """Walks the sentences of a page; what a block has settled holds until the block ends."""

    def __init__(self, annotated: Annotated) -> None:
        self._annotated = annotated
        self._page = annotated.page
        self._names = learn_names(annotated.page)
        self._surroundings = Surroundings(annotated.page, self._names)

    def read(self) -> Iterator[Dosage | Unjudged]:
        yield from product_strengths(self._annotated, self._names, self._surroundings.subject.drug)
        for _, block in groupby(self._annotated.sentences, key=lambda sentence: sentence.span.block):
            yield from self._block(list(block))

    def _block(self, sentences: list[Sentence]) -> Iterator[Dosage | Unjudged]:
        """The statements of a block; sentences behind the last that may hold a dose are not looked at."""
        block = self._annotated.block(sentences[0])
        if block.kind not in _READ or block.region is not Region.MAIN:
            return
        worth = [worth_reading(sentence.text) for sentence in sentences]
        if not any(worth):
            return
        around, carried = self._surroundings.around(block), Carried()
        for sentence, promising in list(zip(sentences, worth, strict=True))[: len(worth) - worth[::-1].index(True)]:
            clauses = cut(sentence.text) if promising else ()
            if not any(clause.dosed for clause in clauses):
                carried = self._passed(sentence, carried)
                continue
            readings = _of_one_origin([read(clause.text, self._names) for clause in clauses])
            for clause, reading in zip(clauses, readings, strict=True):
                for each, substance in self._clause(sentence, clause, reading, around, carried):
                    yield each
                    carried = carried.after(NOTHING, substance)
                carried = carried.after(reading, drug_around([reading]))

    def _passed(self, sentence: Sentence, carried: Carried) -> Carried:
        """What a sentence without a dose settles for those after it."""
        reading = read(sentence.text, self._names)
        return carried.after(_label_like(reading, sentence), drug_around([reading]))

    def _clause(
        self, sentence: Sentence, clause: Clause, reading: Reading, around: Around, carried: Carried
    ) -> Iterator[tuple[Dosage | Unjudged, Substance]]:
        if not clause.dosed:
            return
        colon = clause.text.find(":")
        label = f"{clause.text[:colon]} | {around.label}" if colon > 0 else around.label
        shown = colon > 0 and (reading.drugs or {"population", "route", "phase"} & reading.keys.keys())
        drafts = draft(clause, label, colon if shown else None)
        for at, reason in drafts.refused:
            yield Unjudged(_span(sentence, clause, at), reason), UNNAMED
        for each in drafts.found:
            if reading.changing and each.strength is None:
                yield (
                    Unjudged(_span(sentence, clause, each.decisive), "a dose that changes or is one of several"),
                    UNNAMED,
                )
                continue
            yield self._placed(each, sentence, clause, reading, around, carried)

    def _placed(
        self, found: Draft, sentence: Sentence, clause: Clause, reading: Reading, around: Around, carried: Carried
    ) -> tuple[Dosage | Unjudged, Substance]:
        span = _span(sentence, clause, found.decisive)
        beside = drug_beside(clause.text, *found.decisive, reading.drugs)
        choices = (beside, carried.drug, drug_around(around.readings), self._surroundings.subject)
        substance = next((each for each in choices if each.drug), UNNAMED)
        if substance == AMBIGUOUS or self._mixes_drugs(found, clause, reading):
            return Unjudged(span, "several drugs in one place"), UNNAMED
        product = self._product(found, reading, around, substance.drug)
        scope = scope_of(
            reading, carried.reading, around.readings, self._surroundings.topic, substance, found.form, product
        )
        spans = {kind: _span(sentence, clause, at) for kind, at in found.spans.items()}
        whole = _join(list(spans.values())) if spans else span
        return (
            Dosage(
                whole, sentence, scope,
                strength=found.strength, strength_unit=found.strength_unit, strengths=found.strengths,
                strength_role=found.strength_role, units=found.units, dose=found.dose, dose_unit=found.dose_unit,
                frequency=found.frequency, daily=found.daily, daily_unit=found.daily_unit, maximum=found.maximum,
                maximum_unit=found.maximum_unit, course=found.course, spans=spans, exclusive=found.exclusive,
                as_needed=found.as_needed,
            ),
            substance,
        )  # fmt: skip

    @staticmethod
    def _mixes_drugs(found: Draft, clause: Clause, reading: Reading) -> bool:
        """Whether amounts or frequencies of several drugs stand in one clause."""
        several = len({named.drug for named in reading.drugs}) > 1
        return several and found.strength is None and (len(clause.amounts) > 1 or len(clause.frequencies) > 1)

    def _product(self, found: Draft, reading: Reading, around: Around, drug: str) -> str:
        """The product whose content is stated, where another name than the drug's stands before it."""
        if found.strength_role is not StrengthRole.CONTENT:
            return ""
        before = [named.drug for named in reading.drugs if named.end <= found.decisive[0] and named.drug != drug]
        labels = [named.drug for each in around.readings[:3] for named in each.drugs if named.drug != drug]
        return before[-1] if before else labels[0] if labels and found.spans else ""


def _of_one_origin(readings: list[Reading]) -> list[Reading]:
    """A sentence is of one origin: what one clause says of a study holds for all."""
    origin = next((reading.keys["origin"] for reading in readings if "origin" in reading.keys), "")
    return [replace(reading, keys={**reading.keys, "origin": origin}) if origin else reading for reading in readings]


def _label_like(reading: Reading, sentence: Sentence) -> Reading:
    """A short sentence that only names something carries its purpose on; another one only its group."""
    return reading if len(sentence.text) <= 60 else Reading(reading.keys, reading.drugs)


def _span(sentence: Sentence, clause: Clause, at: tuple[int, int]) -> Span:
    origin = sentence.span.start + clause.start
    return Span(sentence.span.block, origin + at[0], origin + at[1])


def _join(spans: list[Span]) -> Span:
    whole = spans[0]
    for span in spans[1:]:
        whole = whole.join(span)
    return whole


def worth_reading(text: str) -> bool:
    """Whether a text has a number with a unit or counted form, or tells to take something so often."""
    words = set(_LETTERS.findall(text.lower()))
    if not words.isdisjoint(_measures()) and (_DIGIT.search(text) or not words.isdisjoint(_counts())):
        return True
    return not words.isdisjoint(_TIME_WORDS) and not words.isdisjoint(_VERBS)


@cache
def _measures() -> frozenset[str]:
    """The last words of units and counted forms."""
    return frozenset(_LETTERS.findall(phrase)[-1] for phrase in (*unit_values(), *form_names()))


@cache
def _counts() -> frozenset[str]:
    return frozenset((*table("numbers"), "a", "an", "another"))
