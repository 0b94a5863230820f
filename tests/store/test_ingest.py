"""What goes in comes out: captures, results, suppressed findings, facts; the same again changes nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Place, Severity, Suppression, SuppressionKind
from auditor.model.fact import Fact, FactKind
from auditor.model.scan import Capture, Change, Decision, Outcome, Reason, Record
from auditor.store import Store
from auditor.store.database import NAME
from auditor.store.texts import page_key, site_of, storable
from tests.samples import ROOT
from tests.store.stories import RULE, SITE, Page, Scans, finding, related

A, B = f"{SITE}/a", f"{SITE}/b"
TEA = "Studies show that green tea helps."
FULL = Capture(
    A, Outcome.UNCHANGED, None, "304", Record("evidence/0001/00001.warc.gz", 7, 99, "ab"), "2026-11-25T03:35:07Z",
    304, "", '"etag"', "Wed, 25 Nov 2026 03:35:07 GMT", 2,
)  # fmt: skip
SKIPPED = Capture(B, Outcome.SKIPPED, Reason.ROBOTS, "Disallow: /b")


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return list(raw.iterdump())


def test_captures_come_back_as_they_went_in_by_location(scans: Scans) -> None:
    run = scans.begin()
    moved = Capture(f"{SITE}/old", Outcome.REDIRECTED, final=A, status=301)
    scans.store.ingest_captures(run, iter([moved, SKIPPED, FULL]))
    assert list(scans.store.captures(run)) == [FULL, SKIPPED, moved]


def test_known_is_the_last_capture_with_a_record_of_a_finished_run(scans: Scans) -> None:
    store = scans.store
    new = replace(FULL, etag="new")
    told = []
    for capture in (FULL, new, replace(FULL, outcome=Outcome.FAILED, record=None)):
        told.append(store.known(A))
        run = scans.begin()
        store.ingest_captures(run, [capture])
        store.finish(run)
    store.ingest_captures(scans.begin(), [replace(FULL, etag="unfinished")])
    assert told == [None, FULL, new]
    assert store.known(A) == new
    assert store.known(B) is None
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(store.known, [A] * 200)) == {new}


def test_the_same_again_changes_nothing(scans: Scans, tmp_path: Path) -> None:
    run = scans.begin()

    def everything() -> None:
        scans.store.ingest_captures(run, [FULL, SKIPPED])
        old = Page([TEA, "An older claim."], captured="2026-01-01T00:00:00Z", offset=5, facts=(FACT,)).result(A)
        scans.store.ingest(run, [old, Page([TEA], facts=(FACT,)).result(A), Page(error="no").result(B)])
        scans.store.ingest_findings(run, [(A, related(A, B))])
        scans.store.settle(run)

    everything()
    before = dump(tmp_path / "store" / NAME)
    everything()
    assert dump(tmp_path / "store" / NAME) == before


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_captures_of_a_location_the_later_holds_and_the_other_is_counted(scans: Scans, turned: bool) -> None:
    run = scans.begin()
    both = [
        Page(["An older claim."], captured="2026-01-01T00:00:00Z", offset=5, facts=(FACT,)),
        Page([TEA], captured="2026-02-01T00:00:00Z"),
    ]
    both = both[::-1] if turned else both
    scans.store.ingest_captures(run, [page.capture(A) for page in both])
    scans.store.ingest(run, [page.result(A) for page in both])
    scans.store.finish(run)
    assert [row.context for row in scans.store.findings(run)] == [TEA]
    assert [each.captured for each in scans.store.captures(run)] == ["2026-02-01T00:00:00Z"]
    assert scans.store.summary(run).superseded == 1
    assert list(scans.store.facts(run)) == []


@pytest.mark.parametrize("turned", [False, True])
def test_a_page_goes_before_a_failure_to_get_it(scans: Scans, turned: bool) -> None:
    run = scans.begin()
    both = [FULL, Capture(A, Outcome.FAILED, Reason.TIME, captured="2027-01-01T00:00:00Z")]
    scans.store.ingest_captures(run, both[::-1] if turned else both)
    assert list(scans.store.captures(run)) == [FULL]


def test_suppressed_findings_are_kept_with_their_justification_and_not_open(scans: Scans) -> None:
    until = date(2027, 1, 1)
    told = Suppression(SuppressionKind.IN_SOURCE, "A quotation.", "Ana", until, 3)
    hidden = replace(finding(A, TEA), suppression=told)
    run = scans({A: Page(["Experts agree."], accepted=[hidden])})
    rows = {row.context: row for row in scans.store.findings(run)}
    assert rows[TEA].decision is Decision.WAIVED
    assert (rows[TEA].decided_by, rows[TEA].decision_reason, rows[TEA].owner, rows[TEA].until) == (
        "a comment of the page", "A quotation.", "Ana", until,
    )  # fmt: skip
    assert [row.context for row in scans.store.findings(run, decisions=[Decision.OPEN])] == ["Experts agree."]
    summary = scans.store.summary(run)
    assert (summary.set_aside, summary.counts) == (
        {"waived": 1}, (("example.org", RULE, Severity.WARNING, Change.NEW, 1),),
    )  # fmt: skip
    assert scans.store.evidence(hidden.fingerprint)[0].finding == hidden
    assert scans.changes(scans({A: Page([TEA])}))[A, TEA] is Change.PERSISTING


def test_evidence_is_the_whole_finding_in_each_run_with_its_record(scans: Scans) -> None:
    seen = replace(related(A, B), lines=("<p>one", "two</p>"), subtype="across-pages")
    first = scans({A: [], B: []}, across=[(A, seen)])
    moved = replace(seen, lines=("<p>moved</p>",))
    second = scans({A: [], B: []}, across=[(A, moved)])
    found = scans.store.evidence(seen.fingerprint)
    assert [(each.run, each.finding) for each in found] == [(second.number, moved), (first.number, seen)]
    assert found[0].record == Page().record(A)
    assert scans.store.evidence("unknown") == ()


def test_what_the_page_alone_shows_goes_before_what_pages_together_show(scans: Scans) -> None:
    across = replace(finding(A, TEA), message="Another page says otherwise.")
    run = scans({A: [TEA]}, across=[(A, across)])
    assert [row.message for row in scans.store.findings(run)] == [finding(A, TEA).message]


FACT = Fact(
    FactKind.DOSE, "ibuprofen", ("mg", "adults"), Decimal("200"), Decimal("400.5"), "200-400.5 mg",
    Place("400.5 mg", "Take 200-400.5 mg.", finding(A, TEA).location), "f" * 32, "c" * 32,
)  # fmt: skip


def test_facts_come_by_site_and_subject(scans: Scans) -> None:
    other = replace(FACT, subject="aspirin")
    run = scans({A: Page(facts=(FACT, other)), B: Page(facts=(FACT,)), "http://example.com/x": Page(facts=(FACT,))})
    found = [(site, subject, list(stated)) for site, subject, stated in scans.store.facts(run)]
    assert found == [
        ("example.com", "ibuprofen", [("http://example.com/x", FACT)]),
        ("example.org", "aspirin", [(A, other)]),
        ("example.org", "ibuprofen", [(A, FACT), (B, FACT)]),
    ]


def test_findings_can_be_added_while_facts_are_read_and_others_write(scans: Scans, tmp_path: Path) -> None:
    pages = {f"{SITE}/{n}": Page(facts=(replace(FACT, subject=f"drug {n:03}"),)) for n in range(300)}
    run = scans.begin()
    scans.store.ingest(run, [page.result(location) for location, page in pages.items()])
    with Store.open(tmp_path / "store") as other:
        pairs = []
        for n, (_, subject, stated) in enumerate(scans.store.facts(run)):
            for location, _fact in stated:
                pairs.append((location, finding(location, subject)))
            if n % 100 == 50:
                scans.store.ingest_findings(run, pairs)
                other.begin((str(n),), date(2026, 1, 1), "1", "x", {})
        scans.store.ingest_findings(run, pairs)
    scans.store.finish(run)
    assert len(list(scans.store.findings(run))) == 300


@given(st.text(), st.text(st.characters(), max_size=30))
def test_any_text_can_be_stored(text: str, name: str) -> None:
    assert storable(text).encode("utf-8").decode("utf-8") == storable(text)
    assert storable(storable(text)) == storable(text)
    assert "\\" in storable(text) or storable(text) == text
    assert page_key(page_key(name)) == page_key(name) or "//" in name or "./." in name
    site_of(name)
    site_of("http://" + name)


def test_halves_of_pairs_in_names_and_quotes_are_kept_as_escapes(scans: Scans) -> None:
    name = "caf\udce9.html"
    run = scans({name: ["Tea \ud800 heals.\x00"]})
    (row,) = scans.store.findings(run)
    assert (row.location, row.context) == ("caf\\udce9.html", "Tea \\ud800 heals.\x00")
    assert scans.changes(scans({name: []})) == {(row.location, row.context): Change.FIXED}


@pytest.mark.parametrize(
    ("location", "site"),
    [
        ("https://www.Example.org:8080/a", "example.org"),
        ("https://news.example.org/", "news.example.org"),
        ("http://[::1]/x", "::1"),
        ("http://[broken/x", ""),
        ("site/www.example.org/a.html", ""),
        ("C:\\site\\a.html", ""),
    ],
)
def test_sites_are_host_names(location: str, site: str) -> None:
    assert site_of(location) == site


WRITER = """
import sys
from pathlib import Path
from auditor.store import Store
from tests.store.stories import SITE, Page, Scans

with Store.open(Path(sys.argv[1])) as store:
    scans = Scans(store)
    pages = {f"{SITE}/{n}": Page([f"Tea {n} heals all.", "Experts agree."]) for n in range(int(sys.argv[2]))}
    run = scans.begin()
    print("begun", flush=True)
    store.ingest_captures(run, (page.capture(location) for location, page in pages.items()))
    store.ingest(run, (page.result(location) for location, page in pages.items()))
    print("stored", flush=True)
    store.settle(run)
    store.finish(run)
"""


def writer(folder: Path, pages: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(pages)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that nobody can catch")
def test_a_scan_killed_at_any_moment_leaves_a_whole_store_and_goes_on(tmp_path: Path) -> None:
    for pause in (0.0, 0.03, 0.08, 0.15, 0.3):
        process = writer(tmp_path, 1500)
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        with closing(sqlite3.connect(tmp_path / NAME)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    process = writer(tmp_path, 1500)
    process.communicate(timeout=60)
    assert process.returncode == 0
    with Store.open(tmp_path) as store:
        (run,) = [each for each in store.runs() if each.finished][:1]
        assert sum(1 for _ in store.findings(run)) == 3000
        assert store.summary(run).outcomes == {"page": 1500}
        assert store.summary(run).not_checked == {}
        assert {row.places for row in store.findings(run) if row.context == "Experts agree."} == {1500}


def test_two_processes_write_at_once(tmp_path: Path, scans: Scans) -> None:
    folder = tmp_path / "store"
    process = writer(folder, 400)
    mine = replace(scans, inputs=("mine",))
    run = mine({f"http://example.net/{n}": [f"Milk {n} heals."] for n in range(400)})
    process.communicate(timeout=60)
    assert process.returncode == 0
    changes = [row.change for row in scans.store.findings(run) if row.location.startswith("http://example.net/")]
    assert changes == [Change.NEW] * 400
    assert sorted(each.number for each in scans.store.runs() if each.finished) == [1, 2]
