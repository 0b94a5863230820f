"""The totals of a run, counted by the store; only the reasons of what could not be judged pass through Python."""

import json
from collections import Counter

from auditor.model import Coverage, Severity
from auditor.model.scan import Change, Reason, Run, RunSummary
from auditor.store.captures import NOT_AUDITED
from auditor.store.database import Database
from auditor.store.rows import DECISION, FROM, STATES


def summary(db: Database, run: Run) -> RunSummary:
    """The totals of a run; findings that are waived or no defects are counted apart."""
    number = {"run": run.number}
    outcomes = db.rows("SELECT outcome, count(*) FROM capture WHERE run = :run GROUP BY 1 ORDER BY 1", number)
    set_aside = db.rows(
        f"""
        SELECT {DECISION}, count(*) {FROM.format(states=STATES)}
        WHERE s.change != '' AND {DECISION} IN ('waived', 'false positive') GROUP BY 1 ORDER BY 1
        """,
        number,
    )
    (superseded,) = db.one("SELECT count(*) FROM superseded WHERE run = :run", number) or (0,)
    (passed_over,) = db.one("SELECT coalesce(sum(passed_over), 0) FROM result WHERE run = :run", number) or (0,)
    return RunSummary(
        run, dict(outcomes), _not_checked(db, run.number), _counts(db, run.number), _coverage(db, run.number),
        dict(set_aside), passed_over, superseded,
    )  # fmt: skip


def _not_checked(db: Database, run: int) -> dict[str, int]:
    """Reason to locations that were not audited, the most first."""
    return dict(
        db.rows(
            """
            SELECT CASE
                WHEN c.outcome IN ('skipped', 'failed') THEN coalesce(nullif(c.reason, ''), :unknown)
                WHEN r.page IS NULL THEN :not_audited
                ELSE :unreadable END AS why, count(*) AS pages
            FROM capture c LEFT JOIN result r ON r.run = c.run AND r.page = c.page
            WHERE c.run = :run AND c.outcome != 'redirected' AND NOT
                (c.outcome IN ('page', 'unchanged') AND r.page IS NOT NULL AND r.error = '')
            GROUP BY why ORDER BY pages DESC, why
            """,
            {"run": run, "not_audited": NOT_AUDITED, "unreadable": Reason.UNREADABLE, "unknown": "unknown reason"},
        )
    )


def _counts(db: Database, run: int) -> tuple[tuple[str, str, Severity, Change, int], ...]:
    rows = db.rows(
        f"""
        SELECT p.site, f.rule, w.severity, s.change, count(*) {FROM.format(states=STATES)}
        WHERE s.change != '' AND {DECISION} NOT IN ('waived', 'false positive')
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        """,
        {"run": run},
    )
    return tuple(
        (site, rule, Severity(severity), Change(change), count) for site, rule, severity, change, count in rows
    )


def _coverage(db: Database, run: int) -> Coverage:
    statistics, citations, dosages = db.one(
        "SELECT coalesce(sum(statistics), 0), coalesce(sum(citations), 0), coalesce(sum(dosages), 0) "
        "FROM result WHERE run = ?",
        (run,),
    ) or (0, 0, 0)
    unjudged: Counter[str] = Counter()
    for (told,) in db.rows("SELECT unjudged FROM result WHERE run = ? AND unjudged != ''", (run,)):
        unjudged.update(json.loads(told))
    return Coverage(statistics, citations, dosages, dict(sorted(unjudged.items())))
