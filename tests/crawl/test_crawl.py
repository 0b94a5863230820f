from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from auditor import __version__
from auditor.archive import EvidenceWriter, page_at
from auditor.crawl import CrawlPlan, Journal, crawl
from auditor.errors import UsageError
from auditor.model import RawPage
from auditor.model.scan import Capture, Outcome, Reason, Record
from tests.crawl.fakes import LIMITS, Evidence, crawled, nothing_known, outcomes
from tests.crawl.site import AWAY, FIXED, REMOVED, REWORDED, Site

PAGE, REDIRECTED = (Outcome.PAGE, None), (Outcome.REDIRECTED, None)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(articles=60, busy_seconds=0) as running:
        yield running


def test_a_whole_site(site: Site, tmp_path: Path) -> None:
    captures = crawled(tmp_path, sites=(site.url,))
    assert outcomes(captures) == site.expected
    assert {each.location for each in captures.values() if each.record} == site.expected_pages
    assert site.asked("/private/a.html") == []
    assert all(len(site.asked(path)) == 1 for path in ("/robots.txt", "/leaflets/001.html", "/leaflets/002.html"))
    assert {each.headers["user-agent"] for each in site.log} == {f"health-page-auditor/{__version__}"}


def test_what_is_told_of_each_case(site: Site, tmp_path: Path) -> None:
    captures = crawled(tmp_path, sites=(site.url,))
    told = {path: captures[site.at(path)].detail for path in (
        "/leaflets/002.html#part", "/far/6", "/loop/b", "/loop/self", "/fails.html", "/members.html", "/leaflet.pdf",
        "/disguised.html", "/private/a.html", "/sitemaps/broken.xml",
    )}  # fmt: skip
    assert told == {
        "/leaflets/002.html#part": f"the same as {site.article_url(2)}",
        "/far/6": f"is the last of more than 5 redirects, and leads to {site.at('/far/7')}",
        "/loop/b": f"redirects in a circle, over {site.at('/loop/a')}",
        "/loop/self": "redirects to itself",
        "/fails.html": "answered 500 (Internal Server Error)",
        "/members.html": "answered 403 (Forbidden)",
        "/leaflet.pdf": "is “application/pdf”",
        "/disguised.html": "is a PDF, sent as “text/html”",
        "/private/a.html": "by a line that begins with Disallow",
        "/sitemaps/broken.xml": "the sitemap line 4, column 6: unclosed token (1 addresses before that are taken)",
    }
    assert captures[site.at("/old.html")].final == site.article_url(1)
    assert captures[AWAY].detail == f"does not belong to {site.url.split('/')[2]}"
    assert captures[site.article_url(2)].status == 200
    assert captures[site.article_url(2)].etag


def test_the_same_crawl_again_has_nothing_to_do(site: Site, tmp_path: Path) -> None:
    crawled(tmp_path, sites=(site.url,))
    site.log.clear()
    plan = CrawlPlan(sites=(site.url,), limits=LIMITS, delay=0)
    with Journal(tmp_path / "captures.sqlite") as journal:
        assert list(crawl(plan, journal, Evidence(), nothing_known)) == []
    assert site.log == []


def test_the_pace_is_kept(tmp_path: Path) -> None:
    with Site(articles=10, crawl_delay=0.1) as site:
        crawled(tmp_path, urls=[site.article_url(number) for number in range(1, 8)], delay=0.02)
    assert len(site.log) == 8
    assert min(after.time - before.time for before, after in pairwise(site.log)) >= 0.1


def test_a_second_crawl_asks_conditionally_and_tells_what_changed(site: Site, tmp_path: Path) -> None:
    first = crawled(tmp_path / "1", sites=(site.url,))
    site.change()
    second = crawled(tmp_path / "2", first.get, sites=(site.url,))

    changed = {site.planted["reworded"], site.planted["fixed"], site.planted["new"]}
    pages = {location for location, each in second.items() if each.outcome is Outcome.PAGE}
    assert pages == changed
    assert outcomes(second)[site.planted["removed"]] == (Outcome.FAILED, Reason.GONE)
    unchanged = {location: each for location, each in second.items() if each.outcome is Outcome.UNCHANGED}
    assert set(unchanged) == site.expected_pages - changed
    assert all(each.record == first[location].record for location, each in unchanged.items())
    assert {each.status for each in site.log if "/leaflets/" in each.path} == {200, 304, 404}
    assert site.asked("/leaflets/040.html")[0].status == 304
    assert site.asked("/leaflets/005.html")[0].status == 200  # it has no mark; its bytes are equal


def test_marks_are_kept_over_runs_in_which_nothing_changes(site: Site, tmp_path: Path) -> None:
    urls = [site.article_url(number) for number in (1, 2, 5)]
    captures: dict[str, Capture] = {}
    for run in range(3):
        captures = crawled(tmp_path / str(run), captures.get, urls=urls)
    assert {each.outcome for each in captures.values()} == {Outcome.UNCHANGED}
    assert [each.status for each in site.asked("/leaflets/002.html")] == [200, 304, 304]
    assert [each.status for each in site.asked("/leaflets/001.html")] == [200, 304, 304]


def test_a_list_with_all_that_lists_hold(site: Site, tmp_path: Path) -> None:
    one = site.article_url(1)
    other = one.replace("127.0.0.1", "me:secret@localhost")
    urls = ["not an address", one, one, f"{one}?utm_medium=x", f"{one}#top", "ftp://example.org/a", other]
    captures = crawled(tmp_path, urls=iter(urls))
    assert outcomes(captures) == {
        "not an address": (Outcome.SKIPPED, Reason.BAD_ADDRESS),
        "ftp://example.org/a": (Outcome.SKIPPED, Reason.BAD_ADDRESS),
        one: PAGE,
        f"{one}?utm_medium=x": (Outcome.SKIPPED, Reason.DUPLICATE),
        f"{one}#top": (Outcome.SKIPPED, Reason.DUPLICATE),
        one.replace("127.0.0.1", "localhost"): PAGE,
    }
    assert [len(each) for each in (site.asked("/robots.txt"), site.asked("/leaflets/001.html"))] == [2, 2]


def test_private_addresses_are_refused_unless_allowed(site: Site, tmp_path: Path) -> None:
    captures = crawled(tmp_path, urls=[site.article_url(1)], limits=type(LIMITS)())
    assert outcomes(captures) == {site.article_url(1): (Outcome.SKIPPED, Reason.BAD_ADDRESS)}
    assert "--allow-private" in captures[site.article_url(1)].detail
    assert site.log == []


def test_links_are_followed_to_a_depth(site: Site, tmp_path: Path) -> None:
    start, linked, deeper, deepest = map(
        site.at, ("/", "/hidden/linked.html", "/hidden/deeper.html", "/hidden/deepest.html")
    )
    captures = crawled(tmp_path / "0", starts=(start,), depth=0)
    assert {location for location, each in captures.items() if each.outcome is Outcome.PAGE} == {start}
    captures = crawled(tmp_path / "2", starts=(start,), depth=2)
    assert outcomes(captures) == {
        start: PAGE, linked: PAGE, deeper: PAGE, deepest: (Outcome.SKIPPED, Reason.DEPTH),
        site.article_url(1): PAGE, site.article_url(2): PAGE, site.article_url(3): (Outcome.SKIPPED, Reason.DEPTH),
        site.at("/private/a.html"): (Outcome.SKIPPED, Reason.ROBOTS),
    }  # fmt: skip
    assert {location: captures[location].depth for location in (start, linked, deeper)} == {
        start: 0,
        linked: 1,
        deeper: 2,
    }
    assert captures[deepest].detail == "3 links from a start page"


def test_a_crawl_to_the_end_of_the_links(site: Site, tmp_path: Path) -> None:
    captures = crawled(tmp_path, starts=(site.url,), depth=100)
    assert {site.article_url(number) for number in range(1, 61)} < set(captures)
    assert outcomes(captures)[site.article_url(61)] == (Outcome.FAILED, Reason.GONE)


def test_links_of_unchanged_pages_are_followed(site: Site, tmp_path: Path) -> None:
    """With a reader of earlier records pages are asked for conditionally, without one unconditionally."""
    pages: dict[Record, RawPage] = {}
    first = crawled(tmp_path / "1", starts=(site.url,), depth=3)
    for each in first.values():
        if each.record:
            text = "<a href='/hidden/linked.html'></a>" if each.location == site.url else ""
            pages[each.record] = RawPage(each.location, text.encode(), "text/html")
    site.log.clear()
    second = crawled(tmp_path / "2", first.get, starts=(site.url,), depth=3)
    assert set(second) == set(first)
    assert {each.outcome for each in second.values() if each.record} == {Outcome.UNCHANGED}
    assert {each.status for each in site.log} == {200}
    site.log.clear()
    third = crawled(tmp_path / "3", first.get, starts=(site.url,), depth=3, earlier=pages.__getitem__)
    assert set(third) == {site.url, site.at("/hidden/linked.html")}
    assert [each.status for each in site.log] == [200, 304, 304]


def test_the_contact_goes_along(site: Site, tmp_path: Path) -> None:
    crawled(tmp_path, urls=[site.article_url(1)], contact="audits@example.org")
    assert {each.headers["user-agent"] for each in site.log} == {
        f"health-page-auditor/{__version__} (+audits@example.org)"
    }
    with pytest.raises(UsageError, match="--contact"):
        crawled(tmp_path / "other", urls=[site.article_url(1)], contact="me")


def test_a_site_without_sitemaps(site: Site, tmp_path: Path) -> None:
    site.without_sitemaps()
    captures = crawled(tmp_path, sites=(site.url,))
    assert outcomes(captures) == {site.at("/sitemap.xml"): (Outcome.FAILED, Reason.GONE)}
    assert captures[site.at("/sitemap.xml")].detail == (
        "robots.txt names no sitemap and answered 404 (Not Found); crawl from a start page, or list the pages"
    )


def test_an_address_that_is_too_long_is_not_shown_whole(tmp_path: Path) -> None:
    captures = crawled(tmp_path, urls=["https://example.org/" + "a" * 100_000])
    ((location, capture),) = captures.items()
    assert len(location) == 200
    assert capture.detail == "is longer than 8,000 characters"


@pytest.mark.parametrize("written", ["no host", "http://[::1", "http://"])
def test_a_site_that_is_none(written: str, tmp_path: Path) -> None:
    assert outcomes(crawled(tmp_path, sites=(written,))) == {written: (Outcome.SKIPPED, Reason.BAD_ADDRESS)}


def test_a_limit_of_pages(site: Site, tmp_path: Path) -> None:
    captures = crawled(tmp_path, sites=(site.url,), max_pages=7)
    assert sum(each.outcome is Outcome.PAGE for each in captures.values()) == 7
    assert {each.reason for each in captures.values() if each.outcome is not Outcome.PAGE} == {Reason.LIMIT}
    assert site.at("/sitemaps/broken.xml") in captures  # not even read
    assert len(site.log) < 20


def test_the_evidence_holds_what_was_fetched(site: Site, tmp_path: Path) -> None:
    plan = CrawlPlan(sites=(site.url,), limits=LIMITS, delay=0)
    with Journal(tmp_path / "captures.sqlite") as journal, EvidenceWriter(tmp_path, 1) as writer:
        captures = {each.location: each for each in crawl(plan, journal, writer, nothing_known)}
    pages = {location: page_at(each.record, tmp_path).raw for location, each in captures.items() if each.record}
    assert set(pages) == site.expected_pages
    assert all(raw.location == location for location, raw in pages.items())
    assert pages[site.at("/charset/header.html")].charset == "utf-8"
    assert "zwei Gläser".encode("latin-1") in pages[site.at("/charset/meta.html")].content

    site.change()
    with Journal(tmp_path / "2.sqlite") as journal, EvidenceWriter(tmp_path, 2) as writer:
        again = {each.location: each for each in crawl(plan, journal, writer, captures.get)}
        last = journal.last_record()
    assert again[site.planted["untouched"]].record == captures[site.planted["untouched"]].record
    assert last is not None
    assert last.file.startswith("evidence/0002/")


def test_left_early_it_goes_on_later(site: Site, tmp_path: Path) -> None:
    plan: dict[str, Any] = {"sites": (site.url,), "limits": LIMITS, "delay": 0}
    seen: list[str] = []
    for after in (1, 3, 20, 30, 1_000):
        with Journal(tmp_path / "captures.sqlite") as journal:
            captures = crawl(CrawlPlan(**plan), journal, Evidence(), nothing_known)
            for _, capture in zip(range(after), captures, strict=False):
                seen.append(capture.location)
    assert len(seen) == len(set(seen))
    with Journal(tmp_path / "captures.sqlite") as journal:
        assert outcomes({each.location: each for each in journal.captures()}) == site.expected


def test_changes_are_as_planted(site: Site) -> None:
    before = site.claims
    site.change()
    after = site.claims
    assert before.keys() - after.keys() == {site.article_url(FIXED), site.article_url(REMOVED)}
    assert {location for location in before.keys() & after.keys() if before[location] != after[location]} == {
        site.article_url(REWORDED)
    }
