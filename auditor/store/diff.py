"""What changed between any two settled runs."""

from collections.abc import Iterator

from auditor.model.scan import Change, FindingRow
from auditor.store.comparing import compare
from auditor.store.database import Database
from auditor.store.rows import Wanted, finding_rows

DIFFERENCES = tuple(each for each in Change if each is not Change.PERSISTING)


def diff(db: Database, early: int, order: int, late: int) -> Iterator[FindingRow]:
    """What the later run saw, measured by what was open after the earlier one; not what persists.

    Args:
        db: a connection of its own, whose table `compared` is filled.
        early: number of the earlier run.
        order: its place in the order of settling.
        late: number of the later run.
    """
    compare(db, early, order, late)
    return finding_rows(db, late, Wanted(DIFFERENCES), "temp.compared")
