"""The states of a run: what became of each finding since the run before."""

from auditor.errors import UsageError
from auditor.model.scan import Run
from auditor.store.comparing import NEVER, compare
from auditor.store.database import Database
from auditor.store.runs import standing

TRIES = 10
"""Comparing takes time outside of any transaction; where another run was settled meanwhile it is done again."""


def settle(db: Database, run: Run) -> None:
    """Works out the states of a run and stores them, in one transaction; again, the same comes out.

    Where another run was settled after this one its states stay as they are.
    """
    order = standing(db, run).settled
    (last,) = db.one("SELECT coalesce(max(settled), 0) FROM run") or (0,)
    if order and order < last:
        return
    for _ in range(TRIES):
        base = _before(db, run.number)
        compare(db, *base, run.number)
        with db.writing():
            if _before(db, run.number) == base:
                _keep(db, run.number, base)
                return
    raise UsageError("other scans were settled at the same time; run the same command again")


def _before(db: Database, number: int) -> tuple[int, int]:
    """Number and place of the run that was settled last, this one left aside."""
    row = db.one("SELECT number, settled FROM run WHERE settled > 0 AND number != ? ORDER BY settled DESC", (number,))
    return (row[0], row[1]) if row else (NEVER, 0)


def _keep(db: Database, number: int, base: tuple[int, int]) -> None:
    db.run("DELETE FROM state WHERE run = ?", (number,))
    db.run(
        """
        INSERT INTO state (run, finding, change, live, first_seen, last_seen, wording, was, unchecked, places)
        SELECT ?, finding, change, live, first_seen, last_seen, wording, was, unchecked, places
        FROM temp.compared ORDER BY finding
        """,
        (number,),
    )
    db.run("UPDATE run SET settled = ? WHERE number = ?", (base[1] + 1, number))
    db.run("DROP TABLE temp.compared")
