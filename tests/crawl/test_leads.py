"""What a site leads to: how far, and where it ends."""

from pathlib import Path

import pytest

from auditor.crawl import CrawlPlan, Journal, crawl, sitemaps
from auditor.errors import FetchError
from auditor.model import RawPage
from auditor.model.scan import Capture, Outcome, Reason, Record
from tests.crawl.fakes import Evidence, outcomes
from tests.crawl.world import World, status

A, B = "https://a.example", "https://b.example"
PAGE, GONE = (Outcome.PAGE, None), (Outcome.FAILED, Reason.GONE)


def index(*locations: str) -> bytes:
    lines = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in locations)
    return f"<sitemapindex>{lines}</sitemapindex>".encode()


def text(*locations: str) -> bytes:
    return "\n".join(locations).encode()


def test_indexes_of_indexes_end_somewhere(world: World) -> None:
    for depth in range(9):
        world.replies[f"{A}/{depth}.xml"] = [status(200, index(f"{A}/{depth + 1}.xml"))]
    captures = world.crawl(sitemaps=(f"{A}/0.xml",))
    assert outcomes(captures) == {f"{A}/6.xml": (Outcome.SKIPPED, Reason.DEPTH)}


def test_an_index_that_lists_itself(world: World) -> None:
    world.replies[f"{A}/i.xml"] = [status(200, index(f"{A}/i.xml", f"{A}/p.txt"))]
    world.replies[f"{A}/p.txt"] = [status(200, text(f"{A}/1"))]
    assert outcomes(world.crawl(sitemaps=(f"{A}/i.xml",))) == {f"{A}/1": PAGE}
    assert len(world.times(A)) == 4


def test_the_number_of_sitemaps_ends_somewhere(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "FILES", 3)
    world.replies[f"{A}/i.xml"] = [status(200, index(*(f"{A}/{number}.xml" for number in range(5))))]
    for number in range(5):
        world.replies[f"{A}/{number}.xml"] = [status(200, text(f"{A}/{number}"))]
    assert outcomes(world.crawl(sitemaps=(f"{A}/i.xml",))) == {
        f"{A}/0": PAGE, f"{A}/1": PAGE, **{f"{A}/{number}.xml": (Outcome.SKIPPED, Reason.LIMIT) for number in (2, 3, 4)}
    }  # fmt: skip


def test_a_sitemap_that_cannot_be_had(world: World) -> None:
    world.replies[f"{A}/s.xml"] = [status(404)]
    world.replies[f"{B}/s.xml"] = [status(200, b"")]
    assert outcomes(world.crawl(sitemaps=(f"{A}/s.xml", f"{B}/s.xml"))) == {
        f"{A}/s.xml": GONE, f"{B}/s.xml": (Outcome.FAILED, Reason.BROKEN)
    }  # fmt: skip


def test_a_sitemap_on_another_host_lists_pages_of_the_site(world: World) -> None:
    world.robots["a.example"] = status(200, f"Sitemap: {B}/of-a.txt".encode())
    world.replies[f"{B}/of-a.txt"] = [status(200, text(f"{A}/1", f"{B}/2", "https://www.a.example/3"))]
    assert outcomes(world.crawl(sites=("a.example",))) == {
        f"{A}/1": PAGE, f"{B}/2": (Outcome.SKIPPED, Reason.OFF_SITE), "https://www.a.example/3": PAGE
    }  # fmt: skip


def test_a_page_of_another_site_is_a_page_where_that_site_lists_it_too(world: World) -> None:
    world.replies[f"{A}/s.txt"] = [status(200, text(f"{B}/1"))]
    world.replies[f"{B}/s.txt"] = [status(200, text(f"{B}/1"))]
    assert outcomes(world.crawl(sitemaps=(f"{A}/s.txt", f"{B}/s.txt"))) == {f"{B}/1": PAGE}


def test_a_sitemap_that_robots_forbids(world: World) -> None:
    world.robots["a.example"] = status(200, f"User-agent: *\nDisallow: /s\nSitemap: {A}/s.txt".encode())
    assert outcomes(world.crawl(sites=(A,))) == {f"{A}/s.txt": (Outcome.SKIPPED, Reason.ROBOTS)}


def test_the_usual_sitemap_is_tried_once(world: World) -> None:
    world.replies[f"{A}/sitemap.xml"] = [status(200, text(f"{A}/1"))]
    assert outcomes(world.crawl(sites=(A,), sitemaps=(f"{A}/sitemap.xml",))) == {f"{A}/1": PAGE}
    assert [url for _, url in world.asked] == [f"{A}/robots.txt", f"{A}/sitemap.xml", f"{A}/1"]


@pytest.mark.parametrize("subdomains", [False, True])
def test_subdomains_belong_to_the_site_where_it_is_said(world: World, subdomains: bool) -> None:
    shop = "https://shop.a.example/1"
    world.replies[f"{A}/"] = [status(200, f"<a href='{shop}'></a><a href='https://www.a.example/2'></a>".encode())]
    captures = world.crawl(starts=(f"{A}/",), depth=1, subdomains=subdomains)
    assert set(captures) == {f"{A}/", "https://www.a.example/2", *([shop] if subdomains else [])}


def test_the_shorter_way_counts(world: World) -> None:
    """Two links away by one way and three by another: the page is within the depth."""
    links = {"": "12", "1": "3", "2": "", "3": "4", "4": ""}
    for name, to in links.items():
        world.replies[f"{A}/{name}"] = [status(200, "".join(f"<a href='/{each}'></a>" for each in to).encode() + b"x")]
    world.replies[f"{A}/2"] = [status(500), status(200, b"<a href='/4'></a>")]
    captures = world.crawl(starts=(f"{A}/",), depth=2)
    assert {location: each.depth for location, each in captures.items()} == {
        f"{A}/": 0, f"{A}/1": 1, f"{A}/2": 1, f"{A}/3": 2, f"{A}/4": 2
    }  # fmt: skip


def test_pages_without_end_are_bounded_by_the_depth(world: World) -> None:
    """A calendar: every page links to the next."""
    world.replies = {f"{A}/{day}": [status(200, f"<a href='/{day + 1}'></a>".encode())] for day in range(100)}
    captures = world.crawl(starts=(f"{A}/0",), depth=5)
    assert sum(each.outcome is Outcome.PAGE for each in captures.values()) == 6
    assert outcomes(captures)[f"{A}/6"] == (Outcome.SKIPPED, Reason.DEPTH)
    assert len(captures) == 7


RECORD = Record("evidence/0001/00001.warc.gz", 0, 100, "ab" * 32)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_page_whose_evidence_is_gone_is_fetched_anew(world: World, tmp_path: Path, is_there: bool) -> None:
    def read(_record: Record) -> RawPage:
        if is_there:
            return RawPage(f"{A}/1", b"<p>Text.")
        raise FetchError("00001.warc.gz", "is gone")

    world.replies[f"{A}/1"] = [status(304) if is_there else status(200)]
    known = Capture(f"{A}/1", Outcome.PAGE, record=RECORD, etag='"v1"', last_modified="Tue, 03 Nov 2026 10:00:00 GMT")
    with Journal(tmp_path / "other.sqlite") as journal:
        plan = CrawlPlan([f"{A}/1"], earlier=read)
        (capture,) = crawl(plan, journal, Evidence(), lambda _location: known, crew=world.clock)
    assert capture.outcome is (Outcome.UNCHANGED if is_there else Outcome.PAGE)
    assert (capture.record == RECORD, capture.etag) == (is_there, '"v1"' if is_there else "")


def test_a_304_to_one_who_has_nothing(world: World) -> None:
    world.replies[f"{A}/1"] = [status(304)]
    assert outcomes(world.crawl(f"{A}/1")) == {f"{A}/1": (Outcome.FAILED, Reason.SERVER)}
