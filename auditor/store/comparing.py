"""What became of each finding between what one run left open and what a later run saw.

Everything is worked out in tables of the connection alone, so that no other process waits, and by
statements on whole sets; only claims that may have been reworded pass through Python, a rule on a
page at a time.
"""

from auditor.store.database import Database
from auditor.store.rewording import link_rewordings

NEVER = 0
"""The run before the first, which saw nothing."""

APART = "not part of this scan"
RULE_CHANGED = "the rule has changed and no longer flags it"
PAGE_AND_RULE_CHANGED = "the rule and the page have changed, and it is no longer flagged"

NOT_COMPARED = "the prefilter passed over the page, so that it was not compared with others"

_TABLES = """
DROP TABLE IF EXISTS temp.compared;
CREATE TEMP TABLE compared (
    finding INTEGER PRIMARY KEY,
    page INTEGER NOT NULL,
    rule TEXT NOT NULL,
    change TEXT NOT NULL,
    live INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    wording INTEGER NOT NULL,
    was INTEGER,
    unchecked TEXT NOT NULL DEFAULT '',
    places INTEGER NOT NULL DEFAULT 1,
    side TEXT NOT NULL DEFAULT ''  -- 'gone' or 'come' for what may be the two wordings of one claim
)
"""

_PERSISTING = """
INSERT INTO compared (finding, page, rule, change, live, first_seen, last_seen, wording)
SELECT o.finding, o.page, f.rule, 'persisting', 1, b.first_seen, :run, o.wording
FROM occurrence o
JOIN finding f ON f.id = o.finding
JOIN state b ON b.run = :base AND b.finding = o.finding AND b.live
WHERE o.run = :run
"""

# Where a claim was seen before but is not open, it was fixed (or its rule no longer flagged it) and is
# there again; unless another wording took its place, which may now have been taken back.
_COME = """
INSERT INTO compared (finding, page, rule, change, live, first_seen, last_seen, wording, side)
SELECT finding, page, rule, CASE WHEN earlier THEN 'reopened' ELSE 'new' END, 1, coalesce(earlier, :run), :run, wording,
    CASE WHEN earlier AND closed != '' THEN '' ELSE 'come' END
FROM (
    SELECT o.finding, o.page, f.rule, o.wording,
        (SELECT min(e.run) FROM occurrence e JOIN run r ON r.number = e.run
         WHERE e.finding = o.finding AND r.settled BETWEEN 1 AND :order) AS earlier,
        coalesce((SELECT s.change FROM state s JOIN run r ON r.number = s.run
         WHERE s.finding = o.finding AND s.live = 0 AND r.settled BETWEEN 1 AND :order
         ORDER BY r.settled DESC LIMIT 1), 'unknown') AS closed
    FROM occurrence o
    JOIN finding f ON f.id = o.finding
    WHERE o.run = :run
    AND NOT EXISTS (SELECT 1 FROM state b WHERE b.run = :base AND b.finding = o.finding AND b.live)
)
"""

# `fixed` is said only where nothing else can be the reason that the claim was not seen. The prefilter
# looks for what a page alone shows; of what pages together show it says nothing.
_GONE = """
INSERT INTO compared (finding, page, rule, change, live, first_seen, last_seen, wording, unchecked, side)
SELECT finding, page, rule,
    CASE WHEN missed = '' AND stale = '' THEN 'fixed' ELSE 'not checked' END,
    missed != '',
    first_seen, last_seen, wording,
    CASE WHEN missed != '' THEN missed ELSE stale END,
    CASE WHEN missed = '' THEN 'gone' ELSE '' END
FROM (
    SELECT b.finding, f.page, f.rule, b.first_seen, b.last_seen, b.wording,
        CASE
        WHEN c.page IS NULL AND r.page IS NULL THEN :apart
        WHEN c.outcome = 'redirected' THEN 'the page now leads to ' || c.final
        WHEN c.outcome IN ('skipped', 'failed')
            THEN c.reason || CASE c.detail WHEN '' THEN '' ELSE ' (' || c.detail || ')' END
        WHEN r.page IS NULL THEN 'the page was captured but not audited'
        WHEN r.error != '' THEN 'the page could not be audited: ' || r.error
        WHEN new.digest IS NULL AND old.digest IS NOT NULL THEN 'the rule did not run'
        WHEN r.passed_over AND EXISTS (SELECT 1 FROM relation d WHERE d.wording = b.wording) THEN :not_compared
        ELSE coalesce((
            SELECT 'the page it is compared with was not checked: ' || min(p.location)
            FROM relation d
            JOIN page p ON p.id = d.page
            LEFT JOIN result x ON x.run = :run AND x.page = d.page
            LEFT JOIN capture y ON y.run = :run AND y.page = d.page
            WHERE d.wording = b.wording
            AND (x.page IS NULL OR x.error != '' OR x.passed_over
                OR coalesce(y.outcome, 'page') NOT IN ('page', 'unchanged'))
        ), '')
        END AS missed,
        CASE
        WHEN new.digest = old.digest THEN ''
        WHEN new.digest IS NULL AND old.digest IS NULL AND now.ruleset = earlier_run.ruleset THEN ''
        WHEN r.digest != '' AND r.digest = q.digest THEN :rule_changed
        ELSE :page_and_rule_changed
        END AS stale
    FROM state b
    JOIN finding f ON f.id = b.finding
    LEFT JOIN capture c ON c.run = :run AND c.page = f.page
    LEFT JOIN result r ON r.run = :run AND r.page = f.page
    LEFT JOIN result q ON q.run = b.last_seen AND q.page = f.page
    LEFT JOIN run_rule new ON new.run = :run AND new.rule = f.rule
    LEFT JOIN run_rule old ON old.run = b.last_seen AND old.rule = f.rule
    JOIN run now ON now.number = :run
    JOIN run earlier_run ON earlier_run.number = b.last_seen
    WHERE b.run = :base AND b.live
    AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.finding = b.finding AND o.run = :run)
)
"""

# A store may hold several sites. Of a site that a scan does not touch, nothing is to be said; its findings
# stay live for the scan that does.
_ELSEWHERE = """
UPDATE compared SET change = '' WHERE unchecked = :apart AND page IN (
    SELECT id FROM page WHERE site NOT IN (
        SELECT p.site FROM page p JOIN capture c ON c.page = p.id WHERE c.run = :run
        UNION SELECT p.site FROM page p JOIN result r ON r.page = p.id WHERE r.run = :run
    )
)
"""

# On how many pages the same has become of the same claim; claims that are there count together.
_PLACES = """
UPDATE compared SET places = counted.pages
FROM (
    SELECT f.claim_fingerprint AS claim, iif(c.last_seen = :run, '', c.change) AS what,
        count(DISTINCT c.page) AS pages
    FROM compared c JOIN finding f ON f.id = c.finding
    WHERE c.change != ''
    GROUP BY 1, 2 HAVING pages > 1
) AS counted, finding AS own
WHERE own.id = compared.finding AND own.claim_fingerprint = counted.claim
AND iif(compared.last_seen = :run, '', compared.change) = counted.what
"""


def compare(db: Database, base: int, order: int, run: int) -> None:
    """Fills the connection's own table `compared`: a row for each finding seen by a run or open before it.

    Args:
        db: the store.
        base: number of the run whose open findings are the starting point; NEVER for none.
        order: its place in the order of settling; what was seen up to it has been seen before.
        run: number of the later run.
    """
    for statement in _TABLES.split(";\n"):
        db.run(statement)
    values = {"base": base, "order": order, "run": run}
    reasons = {
        "apart": APART,
        "rule_changed": RULE_CHANGED,
        "page_and_rule_changed": PAGE_AND_RULE_CHANGED,
        "not_compared": NOT_COMPARED,
    }
    db.run(_PERSISTING, values)
    db.run(_COME, values)
    db.run(_GONE, values | reasons)
    db.run(_ELSEWHERE, {"run": run, "apart": APART})
    link_rewordings(db)
    db.run(_PLACES, values)
