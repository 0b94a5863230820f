"""Reads a page block by block and gives its dosage statements, each with its scope."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

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
from auditor.model import Block, BlockKind, Dosage, DosageKind, Drug, Region, Sentence, Span, StrengthRole, Unjudged

_READ = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.CAPTION, BlockKind.FOOTNOTE,
     BlockKind.META_DESCRIPTION, BlockKind.FRONT_MATTER)
)  # fmt: skip
_TIME_WORDS = frozenset(
    "daily weekly monthly nightly day days night nights week weeks month months hour hours hourly h hr hrs morning evening bedtime once twice bid tid qid".split()
)
_LETTERS = re.compile(r"[a-zµμ%]+")


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
        block_index, carried = -1, Carried()
        for sentence in self._annotated.sentences:
            block = self._annotated.block(sentence)
            if block.kind not in _READ or block.region is not Region.MAIN:
                continue
            if block.index != block_index:
                block_index, carried = block.index, Carried()
            if worth_reading(sentence.text):
                for each in self._sentence(sentence, block, carried):
                    if isinstance(each, Carried):
                        carried = each
                    else:
                        yield each
            elif len(block.text) > len(sentence.text):
                carried = self._passed(sentence, carried)

    def _passed(self, sentence: Sentence, carried: Carried) -> Carried:
        """What a sentence without a dose settles for those after it."""
        reading = read(sentence.text, self._names)
        return carried.after(_label_like(reading, sentence), drug_around([reading]))

    def _sentence(self, sentence: Sentence, block: Block, carried: Carried) -> Iterator[Dosage | Unjudged | Carried]:
        clauses = cut(sentence.text)
        if not any(clause.dosed for clause in clauses):
            yield self._passed(sentence, carried)
            return
        around = self._surroundings.around(block)
        origin = read(sentence.text, self._names).keys.get("origin", "")
        for clause in clauses:
            reading = read(clause.text, self._names)
            if origin:
                reading = Reading(
                    {**reading.keys, "origin": origin}, reading.drugs, reading.purpose, reading.circumstance, reading.changing
                )
            for each, drug in self._clause(sentence, clause, reading, around, carried):
                yield each
                if isinstance(each, Dosage):
                    carried = carried.after(NOTHING, drug)
            carried = carried.after(reading, drug_around([reading]))
        yield carried

    def _clause(
        self, sentence: Sentence, clause: Clause, reading: Reading, around: Around, carried: Carried
    ) -> Iterator[tuple[Dosage | Unjudged, Substance]]:
        if not clause.dosed:
            return
        colon = clause.text.find(":")
        label = f"{clause.text[:colon]} | {around.label}" if colon > 0 else around.label
        directed = colon > 0 and bool(reading.drugs or {"population", "route", "phase"} & reading.keys.keys())
        drafts = draft(clause, label, directed=directed)
        for at, reason in drafts.refused:
            yield Unjudged(_span(sentence, clause, at), reason), UNNAMED
        for each in drafts.found:
            if reading.changing and each.strength is None:
                yield Unjudged(_span(sentence, clause, each.decisive), "a dose that changes or is one of several"), UNNAMED
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
        scope = scope_of(reading, carried.reading, around.readings, self._surroundings.topic, substance, found.form, product)
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
    """Whether a text has a unit, a counted form or a word of time."""
    return not _marks().isdisjoint(_LETTERS.findall(text.lower()))


@cache
def _marks() -> frozenset[str]:
    words = {word for phrase in (*unit_values(), *form_names()) for word in _LETTERS.findall(phrase)}
    return frozenset(words - {"a", "i"}) | _TIME_WORDS
