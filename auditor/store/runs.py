"""Runs: begun, taken up again, finished, named."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from auditor.clock import now
from auditor.errors import UsageError
from auditor.model.scan import Run
from auditor.store.database import Database, Row

_COLUMNS = "number, inputs, as_of, begun, finished, version, ruleset"
_OF_RUN = ("capture", "result", "superseded", "occurrence", "state", "fact", "run_rule")
"""Tables whose rows belong to one run."""


def begin(
    db: Database,
    inputs: tuple[str, ...],
    as_of: date,
    version: str,
    ruleset: str,
    rules: Mapping[str, str],
    *,
    restart: bool,
) -> Run:
    """A new run; or the last one of equal inputs, where it is unfinished and its ruleset is equal."""
    named = json.dumps(inputs)
    with db.writing():
        found = db.one(f"SELECT {_COLUMNS} FROM run WHERE inputs = ? ORDER BY number DESC LIMIT 1", (named,))
        last = _run(db, found) if found else None
        if last and not last.finished:
            if last.ruleset == ruleset and not restart:
                return last
            _abandon(db, last.number)
        number = db.run(
            "INSERT INTO run (inputs, as_of, begun, version, ruleset) VALUES (?, ?, ?, ?, ?)",
            (named, as_of.isoformat(), now(), version, ruleset),
        )
        for rule, digest in rules.items():
            db.run("INSERT INTO run_rule VALUES (?, ?, ?)", (number, rule, digest))
    return named_run(db, str(number))


def _abandon(db: Database, number: int) -> None:
    """Takes out what an unfinished run has stored; its number is not used again, since its files are there."""
    for table in _OF_RUN:
        db.run(f"DELETE FROM {table} WHERE run = ?", (number,))
    db.run("UPDATE run SET abandoned = 1, settled = 0 WHERE number = ?", (number,))


def finish(db: Database, run: Run) -> Run:
    """Marks a settled run as finished; once is enough."""
    with db.writing():
        db.run("UPDATE run SET finished = ? WHERE number = ? AND finished = ''", (now(), run.number))
    return named_run(db, str(run.number))


def all_runs(db: Database) -> tuple[Run, ...]:
    """Finished and unfinished runs, by number; without those begun anew."""
    found = list(db.rows(f"SELECT {_COLUMNS} FROM run WHERE NOT abandoned ORDER BY number"))
    return tuple(_run(db, row) for row in found)


@dataclass(frozen=True, slots=True)
class Abandoned:
    """What is known of the runs that were begun anew."""

    runs: tuple[int, ...]
    """Their numbers."""
    decided_on: frozenset[str]
    """SHA-256 (hex) of pages that decisions were made on and of which no run that stays has a record."""


def abandoned(db: Database) -> Abandoned:
    """The runs that were begun anew."""
    looked_at = """
        SELECT evidence FROM triage_event WHERE evidence != ''
        EXCEPT SELECT digest FROM capture EXCEPT SELECT digest FROM result
        """
    numbers = db.rows("SELECT number FROM run WHERE abandoned ORDER BY number")
    return Abandoned(tuple(row[0] for row in numbers), frozenset(row[0] for row in db.rows(looked_at)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run is."""

    settled: int
    """Its place in the order of settling, from 1; 0 before."""
    finished: bool


def standing(db: Database, run: Run) -> Standing:
    """How far a run is by now.

    Raises:
        UsageError: it was begun anew, or is not in this store.
    """
    row = db.one("SELECT settled, finished FROM run WHERE number = ? AND NOT abandoned", (run.number,))
    if row is None:
        raise UsageError(f"run {run.number} is not in this store, or was begun anew; `auditor runs` lists what is")
    return Standing(row[0], bool(row[1]))


def named_run(db: Database, name: str) -> Run:
    """The run of a number, or the "latest" or "previous" finished one.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    row = None
    if name in ("latest", "previous"):
        back = int(name == "previous")
        row = db.one(
            f"SELECT {_COLUMNS} FROM run WHERE finished != '' ORDER BY settled DESC, number DESC LIMIT 1 OFFSET ?",
            (back,),
        )
    elif name.isascii() and name.isdecimal() and len(name) < 18:
        row = db.one(f"SELECT {_COLUMNS} FROM run WHERE number = ? AND NOT abandoned", (int(name),))
    if row is None:
        raise UsageError(f'no run "{name}": {_what_there_is(db, name)}')
    return _run(db, row)


def _what_there_is(db: Database, name: str) -> str:
    found = list(db.rows("SELECT number, finished FROM run WHERE NOT abandoned ORDER BY number DESC LIMIT 10"))
    if not found:
        return "the store has no runs yet; `auditor scan` makes one"
    listed = ", ".join(f"{number}" if done else f"{number} (unfinished)" for number, done in reversed(found))
    if not any(finished for _, finished in found):
        return f"the store has {listed}; the same `auditor scan` command goes on with it"
    if name == "previous":
        return f"the store has {listed}, and no other that is finished; the next scan makes one"
    return f"the store has {listed}; also latest and previous, which are finished ones"


def _run(db: Database, row: Row) -> Run:
    number, inputs, as_of, begun, finished, version, ruleset = row
    rules: dict[str, str] = dict(db.rows("SELECT rule, digest FROM run_rule WHERE run = ? ORDER BY rule", (number,)))
    day = date.fromisoformat(as_of)
    return Run(number, tuple(json.loads(inputs)), day, begun, finished, version, ruleset, rules)
