"""Reads a page block by block and gives its dosage statements, each with its scope."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from auditor.extract.annotated import Annotated
from auditor.extract.dosages.clauses import Clause, cut
from auditor.extract.dosages.guard import worth_reading
from auditor.extract.dosages.introductions import learn_names
from auditor.extract.dosages.naming import (
    AMBIGUOUS,
    UNNAMED,
    Substance,
    drug_around,
    drug_before_parenthesis,
    drug_beside,
    product_of,
)
from auditor.extract.dosages.products import product_strengths
from auditor.extract.dosages.readings import NOTHING, Reading, conditions, read
from auditor.extract.dosages.scopes import Carried, scope_of
from auditor.extract.dosages.statements import Draft, draft
from auditor.extract.dosages.surroundings import Around, Surroundings
from auditor.model import BlockKind, Dosage, Drug, Region, Sentence, Unjudged

_READ = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.CAPTION, BlockKind.FOOTNOTE,
     BlockKind.META_DESCRIPTION, BlockKind.FRONT_MATTER)
)  # fmt: skip
_CHANGING = "a dose that changes or is one of several"
_CONCENTRATIONS = ("%", "/mL")
"""Units of strengths that set one preparation apart from another: the 1% and the 2% gel."""
_LABEL_LENGTH = 60
"""A sentence up to this many characters may serve as a label for what follows."""


@dataclass(frozen=True, slots=True)
class Dosing:
    """The dosage statements of a page, its drugs, and what could not be normalised."""

    dosages: tuple[Dosage, ...] = ()
    drugs: tuple[Drug, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    topic: tuple[str, ...] = ()
    """The conditions that the page is about as a whole."""


def find_dosages(annotated: Annotated) -> Dosing:
    """All dosage statements of a page, its drugs, and the doses that could not be normalised."""
    found: list[Dosage] = []
    unjudged: list[Unjudged] = []
    reader = _Reader(annotated)
    for each in reader.read():
        if isinstance(each, Unjudged):
            unjudged.append(each)
        else:
            found.append(each)
    return Dosing(tuple(found), _drugs(found), tuple(unjudged), reader.topic if found else ())


def _drugs(dosages: Sequence[Dosage]) -> tuple[Drug, ...]:
    """The drugs dosed, each with the brands it is called by."""
    brands: dict[str, dict[str, None]] = {}
    for scope in (each.scope for each in dosages if each.scope.drug):
        brands.setdefault(scope.drug, {}).update(dict.fromkeys(filter(None, scope.brand.split("+"))))
    return tuple(Drug(name, tuple(aliases)) for name, aliases in brands.items())


class _Reader:
    """Walks the sentences of a page; what a block has settled holds until the block ends."""

    def __init__(self, annotated: Annotated) -> None:
        self._annotated = annotated
        self._names = learn_names(annotated.page)
        self._surroundings = Surroundings(annotated.page, self._names)

    @property
    def topic(self) -> tuple[str, ...]:
        return conditions(self._surroundings.topic.indication)

    def read(self) -> Iterator[Dosage | Unjudged]:
        yield from product_strengths(self._annotated, self._surroundings)
        for _, block in groupby(self._annotated.sentences, key=lambda sentence: sentence.span.block):
            yield from self._block(list(block))

    def _block(self, sentences: list[Sentence]) -> Iterator[Dosage | Unjudged]:
        """The statements of a block; sentences behind the last that may hold a dose are not looked at."""
        block = self._annotated.block(sentences[0])
        if block.kind not in _READ or block.region is not Region.MAIN:
            return
        promising = {at: None for at, sentence in enumerate(sentences) if worth_reading(sentence.text)}
        if not promising:
            return
        around, carried = self._surroundings.around(block), Carried()
        for at, sentence in enumerate(sentences[: max(promising) + 1]):
            clauses = cut(sentence) if at in promising else ()
            if not any(clause.dosed for clause in clauses):
                carried = self._passed(sentence, carried)
                continue
            readings = _of_one_origin([read(clause.text, self._names) for clause in clauses])
            for clause, reading in zip(clauses, readings, strict=True):
                for each, substance in self._clause(clause, reading, around, carried):
                    yield each
                    carried = carried.after(NOTHING, substance)
                carried = carried.after(reading, drug_around([reading]))

    def _passed(self, sentence: Sentence, carried: Carried) -> Carried:
        """What a sentence without a dose settles: its group and drug, and what for if it is short as a label."""
        reading = read(sentence.text, self._names, label=sentence.text.endswith("?"))
        lasting = reading if len(sentence.text) <= _LABEL_LENGTH else Reading(reading.keys, reading.drugs)
        return carried.after(lasting, drug_around([reading]))

    def _clause(
        self, clause: Clause, reading: Reading, around: Around, carried: Carried
    ) -> Iterator[tuple[Dosage | Unjudged, Substance]]:
        if not clause.dosed:
            return
        colon = clause.text.find(":")
        label = f"{clause.text[:colon]} | {around.label}" if colon > 0 else around.label
        shown = colon > 0 and (reading.drugs or {"population", "route", "phase"} & reading.keys.keys())
        drafts = draft(clause, label, colon if shown else None)
        if drafts.refused is not None:
            reason = _CHANGING if reading.changing else "several amounts in one clause"
            yield Unjudged(clause.span(drafts.refused), reason), UNNAMED
        for each in drafts.found:
            yield self._placed(each, clause, reading, around, carried)

    def _placed(
        self, found: Draft, clause: Clause, reading: Reading, around: Around, carried: Carried
    ) -> tuple[Dosage | Unjudged, Substance]:
        """The statement with its scope, or why it has none."""
        dosage = found.dosage
        if reading.changing and dosage.strength is None:
            return Unjudged(dosage.span, _CHANGING), UNNAMED
        beside = drug_beside(clause.text, *found.decisive, reading.drugs)
        if beside == UNNAMED:
            beside = drug_before_parenthesis(clause, self._names)
        choices = (beside, carried.drug, drug_around(around.readings))
        substance = next((each for each in choices if each.drug), None) or self._surroundings.subject
        if substance == AMBIGUOUS or (dosage.strength is None and _mixes_drugs(clause, reading)):
            return Unjudged(dosage.span, "several drugs in one place"), UNNAMED
        product = product_of(dosage, found.decisive[0], reading, around.readings, substance)
        topic = self._surroundings.topic
        scope = scope_of(reading, carried.reading, around, topic, substance, found.form, product)
        made = [clause.text[each.start : each.end] for each in clause.amounts if each.unit.endswith(_CONCENTRATIONS)]
        if made and dosage.strength is None:
            scope = replace(scope, variant=" ".join((scope.variant, *made)).strip())
        return replace(dosage, scope=scope), substance


def _mixes_drugs(clause: Clause, reading: Reading) -> bool:
    """Whether amounts or frequencies of several drugs stand in one clause."""
    several = len({named.drug for named in reading.drugs}) > 1
    return several and (len(clause.amounts) > 1 or len(clause.frequencies) > 1)


def _of_one_origin(readings: list[Reading]) -> list[Reading]:
    """A sentence is of one origin: what one clause says of a study holds for all."""
    origin = next((reading.keys["origin"] for reading in readings if "origin" in reading.keys), "")
    return [replace(reading, keys={**reading.keys, "origin": origin}) if origin else reading for reading in readings]
