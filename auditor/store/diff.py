"""What changed between any two settled runs."""

from collections.abc import Iterator

from auditor.model.scan import Change, FindingRow
from auditor.store.comparing import compare
from auditor.store.database import Database
from auditor.store.rows import Wanted, finding_rows

ORDER = (Change.NEW, Change.REOPENED, Change.CHANGED, Change.FIXED, Change.NOT_CHECKED)
"""What a reader looks at first; what persists is no difference."""
_RANK = "CASE s.change " + " ".join(f"WHEN '{change}' THEN {rank}" for rank, change in enumerate(ORDER)) + " END,"


def diff(db: Database, early: int, order: int, late: int, wanted: Wanted) -> Iterator[FindingRow]:
    """What the later run saw, measured by what was open after the earlier one.

    Args:
        db: a connection of its own, whose table `compared` is filled.
        early: number of the earlier run.
        order: its place in the order of settling.
        late: number of the later run.
        wanted: which findings.
    """
    compare(db, early, order, late)
    changes = [each for each in ORDER if each in (wanted.get("changes") or ORDER)]
    return finding_rows(db, late, {**wanted, "changes": changes}, "temp.compared", _RANK)
