"""A crawl that is killed at any point and begun again has every page once, and evidence for each."""

import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from auditor.archive import ArchivedPage, page_at, pages
from auditor.crawl import CrawlPlan, Journal, crawl
from auditor.model.scan import Outcome, Slice
from tests.crawl.fakes import LIMITS, Evidence, nothing_known, outcomes
from tests.crawl.site import Site

PROGRAM = """
import signal
import sys
from pathlib import Path
from auditor.archive import EvidenceWriter
from auditor.crawl import CrawlPlan, Journal, crawl
from auditor.settings import FetchLimits

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is started without it
store, site = Path(sys.argv[1]), sys.argv[2]
limits = FetchLimits(read_seconds=2, total_seconds=5, allow_private=True)
plan = CrawlPlan(sites=(site,), delay=0, limits=limits)
with Journal(store / "captures.sqlite") as journal, EvidenceWriter(store, 1, journal.last_record()) as writer:
    for capture in crawl(plan, journal, writer, lambda location: None):
        print(capture.location, flush=True)
"""


def start(store: Path, site: Site) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(store), site.url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def told(crawler: "subprocess.Popen[str]", most: int) -> list[str]:
    """The locations that it gives, so many at most."""
    assert crawler.stdout is not None
    return [line.strip() for _, line in zip(range(most), crawler.stdout, strict=False)]


@pytest.mark.parametrize("seed", range(2))
def test_killed_again_and_again(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    given: list[str] = []
    with Site(articles=120, busy_seconds=0) as site:
        for _ in range(5):
            with start(tmp_path, site) as crawler:
                given += told(crawler, chance.randrange(1, 30))
                time.sleep(chance.random() / 50)
                crawler.kill()
                given += told(crawler, 10_000)
        with start(tmp_path, site) as crawler:
            given += told(crawler, 10_000)
            assert crawler.stderr is not None
            assert crawler.stderr.read() == ""
        assert crawler.returncode == 0
        assert len(given) == len(set(given))
        assert_whole(tmp_path, site)
        for number in range(1, 121):
            assert len(site.asked(f"/leaflets/{number:03}.html")) <= 1 + 5
        assert sum(len(site.asked(f"/leaflets/{number:03}.html")) for number in range(1, 121)) <= 120 + 5


def assert_whole(store: Path, site: Site) -> None:
    """Every location once; the evidence holds the pages and nothing else, each as its digest says."""
    with Journal(store / "captures.sqlite") as journal:
        captures = {each.location: each for each in journal.captures()}
    assert outcomes(captures) == site.expected
    files = sorted((store / "evidence").rglob("*.warc.gz"))
    kept = [page for file in files for page in pages(Slice(file.relative_to(store).as_posix()), store, 10_000_000)]
    assert sorted(page.raw.location for page in kept if isinstance(page, ArchivedPage)) == sorted(site.expected_pages)
    assert len(kept) == len(site.expected_pages)
    for each in captures.values():
        if each.outcome is Outcome.PAGE:
            assert each.record is not None
            assert sha256(page_at(each.record, store).raw.content).hexdigest() == each.record.digest


def test_an_interrupt_ends_it_at_once(tmp_path: Path) -> None:
    with Site(articles=120, busy_seconds=0) as site:
        with start(tmp_path, site) as crawler:
            told(crawler, 5)
            crawler.send_signal(signal.SIGINT)
            before = time.monotonic()
            told(crawler, 10_000)
            crawler.wait()
        assert time.monotonic() - before < 5
        assert crawler.returncode != 0
        with start(tmp_path, site) as crawler:
            told(crawler, 10_000)
        assert_whole(tmp_path, site)


def test_left_while_a_server_is_slow_it_does_not_wait(tmp_path: Path) -> None:
    with Site(articles=1) as site, Journal(tmp_path / "captures.sqlite") as journal:
        plan = CrawlPlan([site.article_url(1), site.at("/slow.html")], limits=LIMITS, delay=0)
        captures = crawl(plan, journal, Evidence(), nothing_known)
        next(captures)
        before = time.monotonic()
        captures.close()  # type: ignore[attr-defined]
        assert time.monotonic() - before < 0.1
        assert [each.location for each in journal.captures()] == [site.article_url(1)]
