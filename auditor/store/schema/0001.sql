-- Version 1: runs, pages with what was captured and audited of them, findings over time, decisions, facts.

CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    inputs TEXT NOT NULL,                    -- a JSON list
    as_of TEXT NOT NULL,
    begun TEXT NOT NULL,
    finished TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL,
    ruleset TEXT NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0,      -- its place in the order in which states were settled; 0 before
    abandoned INTEGER NOT NULL DEFAULT 0     -- begun, never finished, and begun anew
);

CREATE TABLE run_rule (
    run INTEGER NOT NULL REFERENCES run,
    rule TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (run, rule)
) WITHOUT ROWID;

CREATE TABLE page (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,                -- the location as it is the same on every machine
    location TEXT NOT NULL,                  -- as last given
    site TEXT NOT NULL                       -- host name without "www."; '' for files
);

CREATE TABLE capture (
    page INTEGER NOT NULL REFERENCES page,
    run INTEGER NOT NULL REFERENCES run,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    file TEXT NOT NULL,                      -- '' where there is no record
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    digest TEXT NOT NULL,
    captured TEXT NOT NULL,
    status INTEGER NOT NULL,
    final TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    depth INTEGER NOT NULL,
    PRIMARY KEY (page, run)
) WITHOUT ROWID;

CREATE INDEX capture_of_run ON capture (run, outcome);

CREATE TABLE result (
    run INTEGER NOT NULL REFERENCES run,
    page INTEGER NOT NULL REFERENCES page,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    digest TEXT NOT NULL,
    captured TEXT NOT NULL,
    error TEXT NOT NULL,                     -- '' where it was audited
    passed_over INTEGER NOT NULL,
    statistics INTEGER NOT NULL,
    citations INTEGER NOT NULL,
    dosages INTEGER NOT NULL,
    unjudged TEXT NOT NULL,                  -- a JSON object, '' where empty
    PRIMARY KEY (run, page)
) WITHOUT ROWID;

-- Records of a location that another record of the same run, captured later, took the place of.
CREATE TABLE superseded (
    run INTEGER NOT NULL REFERENCES run,
    page INTEGER NOT NULL REFERENCES page,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL,
    PRIMARY KEY (run, page, file, offset)
) WITHOUT ROWID;

CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    claim_fingerprint TEXT NOT NULL,
    rule TEXT NOT NULL,
    page INTEGER NOT NULL REFERENCES page
);

CREATE INDEX finding_of_claim ON finding (claim_fingerprint);
CREATE INDEX finding_of_page ON finding (page);

-- All that is said of a finding; kept once for as long as it stays the same.
CREATE TABLE wording (
    id INTEGER PRIMARY KEY,
    finding INTEGER NOT NULL REFERENCES finding,
    digest BLOB NOT NULL,
    severity TEXT NOT NULL,
    confidence TEXT NOT NULL,
    message TEXT NOT NULL,
    fix TEXT NOT NULL,
    quote TEXT NOT NULL,
    context TEXT NOT NULL,
    section TEXT NOT NULL,
    line INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    subtype TEXT NOT NULL,
    rest TEXT NOT NULL,                      -- JSON: what only the evidence of a finding shows
    UNIQUE (finding, digest)
);

-- The other pages that a finding rests on.
CREATE TABLE relation (
    wording INTEGER NOT NULL REFERENCES wording,
    page INTEGER NOT NULL REFERENCES page,
    PRIMARY KEY (wording, page)
) WITHOUT ROWID;

-- What a run saw.
CREATE TABLE occurrence (
    run INTEGER NOT NULL REFERENCES run,
    page INTEGER NOT NULL REFERENCES page,
    finding INTEGER NOT NULL REFERENCES finding,
    wording INTEGER NOT NULL REFERENCES wording,
    across INTEGER NOT NULL,                 -- 1 for what only pages together show
    suppression TEXT NOT NULL,               -- JSON, '' for a finding that counts
    PRIMARY KEY (run, page, finding)
) WITHOUT ROWID;

CREATE INDEX occurrence_of_finding ON occurrence (finding, run);

-- What became of the findings in a run: those seen, and those of the run before that were not.
CREATE TABLE state (
    run INTEGER NOT NULL REFERENCES run,
    finding INTEGER NOT NULL REFERENCES finding,
    change TEXT NOT NULL,                    -- '' for a claim whose new wording stands in its place
    live INTEGER NOT NULL,                   -- 1 while the next run must say what became of it
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    wording INTEGER NOT NULL REFERENCES wording,
    was INTEGER REFERENCES wording,          -- the wording before, of a claim reworded
    unchecked TEXT NOT NULL,
    places INTEGER NOT NULL,
    PRIMARY KEY (run, finding)
) WITHOUT ROWID;

CREATE INDEX state_closed ON state (finding) WHERE live = 0;

-- Decisions: only ever added to; each row holds the digest of the one before.
CREATE TABLE triage_event (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    scope TEXT NOT NULL CHECK (scope IN ('finding', 'claim')),
    fingerprint TEXT NOT NULL,
    decision TEXT NOT NULL,
    who TEXT NOT NULL,
    decided TEXT NOT NULL,                   -- when, in UTC
    reason TEXT NOT NULL,
    owner TEXT NOT NULL,
    until TEXT NOT NULL,                     -- last day of a waiver; '' for other decisions
    evidence TEXT NOT NULL,                  -- digest of the page's bytes it was decided on
    rule TEXT NOT NULL,
    location TEXT NOT NULL,
    quote TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE INDEX triage_event_of ON triage_event (scope, fingerprint, number);

CREATE TRIGGER triage_event_stays BEFORE UPDATE ON triage_event
BEGIN
    SELECT RAISE(ABORT, 'decisions are added to, never changed');
END;

CREATE TRIGGER triage_event_is_kept BEFORE DELETE ON triage_event
BEGIN
    SELECT RAISE(ABORT, 'decisions are added to, never deleted');
END;

CREATE TABLE fact (
    run INTEGER NOT NULL REFERENCES run,
    site TEXT NOT NULL,
    subject TEXT NOT NULL,
    page INTEGER NOT NULL REFERENCES page,
    ordinal INTEGER NOT NULL,
    body TEXT NOT NULL,                      -- JSON
    PRIMARY KEY (run, site, subject, page, ordinal)
) WITHOUT ROWID;

CREATE INDEX fact_of_page ON fact (run, page);
