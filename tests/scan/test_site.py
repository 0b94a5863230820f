"""A whole site on loopback, scanned twice: all it allows and nothing else, and then just what changed."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from auditor.model.scan import Capture, Change, Outcome
from auditor.store import Store
from tests.crawl.site import Site

DELAY = 0.02


def scan(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One call of `auditor scan` in a process of its own."""
    command = [sys.executable, "-m", "auditor", "scan", "--store", str(folder), "--allow-private", "--no-config"]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=300, check=False)


@dataclass
class Scanned:
    """The site after two scans, with what was asked of it in each."""

    site: Site
    folder: Path
    first: subprocess.CompletedProcess[str]
    second: subprocess.CompletedProcess[str]
    pace: list[float]
    """Seconds between one request of the first scan and the next."""
    asked: list[str]
    """Paths asked for in the first scan."""

    def captures(self, run: str) -> dict[str, Capture]:
        with Store.open(self.folder) as store:
            return {each.location: each for each in store.captures(store.run(run))}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scanned]:
    folder = tmp_path_factory.mktemp("scan") / "store"
    with Site(articles=300) as site:
        command = ("--site", site.url, "--delay", str(DELAY), "--as-of", "2026-11-25", "--quiet")
        first = scan(folder, *command)
        times = sorted(each.time for each in site.log)
        pace = [later - earlier for earlier, later in pairwise(times)]
        asked = [each.path for each in site.log]
        site.change()
        second = scan(folder, *command)
        yield Scanned(site, folder, first, second, pace, asked)


def test_the_first_scan_covers_what_is_allowed_and_counts_the_rest(scanned: Scanned) -> None:
    found = {location: (each.outcome, each.reason) for location, each in scanned.captures("1").items()}
    with Site(articles=300) as fresh:  # what is expected before anything changed
        expected = {
            location.replace(fresh.url, scanned.site.url): outcome for location, outcome in fresh.expected.items()
        }
    assert found == expected


def test_the_summary_says_what_was_not_checked_and_why(scanned: Scanned) -> None:
    assert scanned.first.returncode == 0, scanned.first.stderr  # warnings alone do not fail a run
    for reason in ("robots.txt forbids it", "too large", "the server failed", "not a text page"):
        assert reason in scanned.first.stdout.replace("\n ", "")


def test_robots_and_pace_are_kept(scanned: Scanned) -> None:
    assert not [path for path in scanned.asked if path.startswith("/private/")]
    assert min(scanned.pace) >= DELAY * 0.9
    assert scanned.asked[0] == "/robots.txt"


def test_the_second_scan_asks_conditionally(scanned: Scanned) -> None:
    answers = {each.path: each.status for each in scanned.site.log if each.path.startswith("/leaflets/")}
    not_modified = [path for path, status in answers.items() if status == 304]
    assert len(not_modified) > 250
    unchanged = {each for each, capture in scanned.captures("2").items() if capture.outcome is Outcome.UNCHANGED}
    assert scanned.site.planted["untouched"] in unchanged
    assert {scanned.site.at(path) for path in not_modified} <= unchanged


def test_the_second_scan_reports_exactly_the_planted_changes(scanned: Scanned) -> None:
    assert scanned.second.returncode == 0, scanned.second.stderr
    with Store.open(scanned.folder) as store:
        rows = list(store.findings(store.run("2")))
    changed = {(row.change, row.location) for row in rows if row.change is not Change.PERSISTING}
    planted = scanned.site.planted
    assert changed == {
        (Change.CHANGED, planted["reworded"]),
        (Change.FIXED, planted["fixed"]),
        (Change.NOT_CHECKED, planted["removed"]),
        (Change.NEW, planted["new"]),
    }
    persisting = {row.location for row in rows if row.change is Change.PERSISTING}
    assert persisting == set(scanned.site.claims) - set(planted.values()) | {planted["untouched"]}


def test_every_finding_points_at_its_evidence_and_the_evidence_holds(scanned: Scanned) -> None:
    with Store.open(scanned.folder) as store:
        rows = list(store.findings(store.run("1")))
    assert rows
    assert all(row.record and (scanned.folder / row.record.file).is_file() for row in rows)
    command = [sys.executable, "-m", "auditor", "evidence", "verify", "--store", str(scanned.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_old_run_can_be_judged_anew_without_the_site(scanned: Scanned) -> None:
    done = scan(scanned.folder, "--rescan", "1", "--as-of", "2026-11-25", "--format", "json", "--quiet")
    assert done.returncode == 0, done.stderr
    with Store.open(scanned.folder) as store:
        first = {(row.fingerprint, row.quote) for row in store.findings(store.run("1"))}
        again = {(row.fingerprint, row.quote) for row in store.findings(store.run("3"))}
    assert json.loads(done.stdout)
    assert again >= first
