"""Settles for whom and for what a statement holds, each key from the nearest words that tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.extract.dosages.naming import UNNAMED, Substance
from auditor.extract.dosages.readings import NOTHING, Reading, Words, conditions
from auditor.extract.dosages.surroundings import Around
from auditor.model import Scope

_LASTING = ("population", "route", "release", "organ", "origin")
"""Keys that hold on through a block once they are said."""
_PASSING = {"comparison", "example", "stock", "personal", "requirement"}
"""Origins that end with their sentence."""


@dataclass(frozen=True)
class Carried:
    """What earlier sentences of a block have settled."""

    reading: Reading = NOTHING
    drug: Substance = UNNAMED

    def after(self, reading: Reading, drug: Substance) -> "Carried":
        """What holds after one more clause."""
        keys = {**self.reading.keys, **{key: value for key, value in reading.keys.items() if key in _LASTING}}
        if keys.get("origin") in _PASSING:
            del keys["origin"]
        return Carried(Reading(keys, purpose=reading.purpose or self.reading.purpose), drug if drug.drug else self.drug)


def scope_of(
    clause: Reading,
    carried: Reading,
    around: Around,
    topic: Reading,
    substance: Substance,
    form: str,
    product: str = "",
) -> Scope:
    """The scope of a statement from its clause, its block, its labels and headings, and the page's topic."""
    levels = (clause, carried, *around.readings, topic)
    fresh = (clause, *around.readings)

    def nearest(key: str, readings: Sequence[Reading] = levels) -> str:
        return next((reading.keys[key] for reading in readings if key in reading.keys), "")

    return Scope(
        drug=substance.drug,
        form=form or nearest("form"),
        release=nearest("release"),
        route=nearest("route"),
        population=nearest("population"),
        indication=" ".join(_indication(clause, carried, around, topic)),
        phase=nearest("phase", fresh),
        organ_function=nearest("organ"),
        origin=nearest("origin"),
        product=product,
        brand=substance.brand,
        salt=substance.salt,
        variant=" ".join(clause.subject),
    )


def _indication(clause: Reading, carried: Reading, around: Around, topic: Reading) -> Words:
    """The nearest words that say what for, and the circumstances of the clause; the topic goes without saying.

    A sentence that is complete in itself is narrowed by a heading only where that names a condition.
    """
    near = next((reading.purpose for reading in (clause, carried, *around.near) if reading.purpose), ())
    purpose = near or next((words for each in around.headings if (words := _narrowing(each, clause))), ())
    said = dict.fromkeys(purpose + clause.circumstance + clause.subject)
    return tuple(word for word in said if word not in topic.indication)


def _narrowing(heading: Reading, clause: Reading) -> Words:
    complete = clause.drugs and "population" in clause.keys
    return conditions(heading.purpose) if complete else heading.purpose
