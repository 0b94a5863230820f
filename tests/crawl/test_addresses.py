"""Addresses are asked for as they are written, and known by one form."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from auditor.archive import EvidenceWriter, page_at
from auditor.archive.opening import opened, records
from auditor.archive.stored import Stored
from auditor.crawl import CrawlPlan, Journal, crawl
from auditor.model.scan import Capture, Exchange, Outcome, Reason
from tests.crawl.fakes import nothing_known, outcomes
from tests.crawl.world import Reply, World, status

A = "https://a.example"
SORTED, WRITTEN = f"{A}/p?a=1&b=2", f"{A}/p?b=2&a=1"
PAGE = (Outcome.PAGE, None)


def moved(target: str) -> Reply:
    return status(301, b"", redirect=target)


def asked(world: World) -> list[str]:
    return [url.removeprefix(A) for _, url in world.asked if not url.endswith("/robots.txt")]


def test_parameters_are_sent_in_the_order_of_the_site(world: World) -> None:
    captures = world.crawl(WRITTEN)
    assert outcomes(captures) == {SORTED: PAGE}
    assert asked(world) == ["/p?b=2&a=1"]
    assert captures[SORTED].detail == f"asked for as {WRITTEN}"


@pytest.mark.parametrize("first", [SORTED, WRITTEN, f"{A}/p?b=2&utm_source=x&a=1"])
def test_a_site_that_redirects_to_its_own_order(world: World, first: str) -> None:
    world.replies[WRITTEN] = [status(200, b"<p>Text.")]
    for other in {SORTED, first} - {WRITTEN}:
        world.replies[other] = [moved(WRITTEN)]
    assert outcomes(world.crawl(first)) == {SORTED: PAGE}
    assert asked(world)[-1] == "/p?b=2&a=1"


def test_a_site_that_redirects_to_and_fro(world: World) -> None:
    world.replies = {SORTED: [moved(WRITTEN)], WRITTEN: [moved(SORTED)]}
    captures = world.crawl(SORTED)
    assert outcomes(captures) == {SORTED: (Outcome.FAILED, Reason.BROKEN)}
    assert captures[SORTED].detail.startswith("is the last of more than 5 redirects")
    assert len(asked(world)) == 6


@pytest.mark.parametrize("address", [SORTED, WRITTEN])
def test_a_site_that_redirects_to_itself(world: World, address: str) -> None:
    world.replies[address] = [moved(f"{address}#top")]
    assert world.crawl(address)[SORTED].detail == "redirects to itself"
    assert len(asked(world)) == 1


def test_a_redirect_to_another_page_is_followed_as_the_site_wrote_it(world: World) -> None:
    world.replies[f"{A}/old"] = [moved(WRITTEN)]
    captures = world.crawl(f"{A}/old")
    assert outcomes(captures) == {f"{A}/old": (Outcome.REDIRECTED, None), SORTED: PAGE}
    assert captures[f"{A}/old"].final == SORTED
    assert asked(world) == ["/old", "/p?b=2&a=1"]


def test_links_and_sitemaps_are_asked_for_as_written(world: World) -> None:
    world.replies[f"{A}/"] = [status(200, b"<a href='/p?b=2&amp;a=1'></a><a href='/p?a=1&amp;b=2'></a>")]
    world.replies[f"{A}/s.php?z=1&y=2"] = [status(200, f"{A}/q?d=1&c=2".encode())]
    captures = world.crawl(starts=(f"{A}/",), depth=1, sitemaps=(f"{A}/s.php?z=1&y=2",))
    assert set(captures) == {f"{A}/", SORTED, f"{A}/q?c=2&d=1"}
    assert sorted(asked(world)) == ["/", "/p?b=2&a=1", "/q?d=1&c=2", "/s.php?z=1&y=2"]


def test_another_order_is_the_same_page(world: World) -> None:
    captures = world.crawl(WRITTEN, SORTED, WRITTEN)
    assert outcomes(captures) == {SORTED: PAGE}
    assert asked(world) == ["/p?b=2&a=1"]


def test_robots_are_asked_about_the_address_as_written(world: World) -> None:
    world.robots["a.example"] = status(200, b"User-agent: *\nDisallow: /p?b=2&a=1")
    assert outcomes(world.crawl(WRITTEN)) == {SORTED: (Outcome.SKIPPED, Reason.ROBOTS)}
    assert asked(world) == []


def test_robots_are_asked_again_about_where_the_site_redirects(world: World) -> None:
    world.robots["a.example"] = status(200, b"User-agent: *\nDisallow: /p?b=2")
    world.replies[SORTED] = [moved(WRITTEN)]
    assert outcomes(world.crawl(SORTED)) == {SORTED: (Outcome.SKIPPED, Reason.ROBOTS)}
    assert asked(world) == ["/p?a=1&b=2"]


def test_a_crawl_that_was_cut_goes_on_at_the_address_it_was_led_to(world: World) -> None:
    world.replies[SORTED] = [moved(WRITTEN)]
    started = world.clock.start

    def cut(key: object, work: Callable[[], object]) -> None:
        if len(asked(world)) == 1:
            raise KeyboardInterrupt
        started(key, work)

    world.clock.start = cut  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        world.crawl(SORTED)
    world.clock.start = started  # type: ignore[method-assign]
    world.clock.done.clear()
    assert outcomes(world.crawl(SORTED)) == {SORTED: PAGE}
    assert asked(world) == ["/p?a=1&b=2", "/p?b=2&a=1"]


def test_the_evidence_says_what_was_asked_for_and_how_the_page_is_called(world: World, tmp_path: Path) -> None:
    text = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Text."

    def answer(url: str) -> Exchange:
        at = urlsplit(url)
        sent = f"GET {at.path}?{at.query} HTTP/1.1\r\n\r\n".encode()
        return Exchange(url, "192.0.2.1", "2026-11-25T03:35:07Z", sent, text, 200, b"<p>Text.", "text/html", etag='"1"')

    world.replies[WRITTEN] = world.replies[f"{A}/plain"] = [answer]
    found = _captured(world, tmp_path, 1, nothing_known, WRITTEN, f"{A}/plain")
    pages = [page_at(each.record, tmp_path).raw for each in found.values() if each.record]
    assert [page.location for page in pages] == list(found) == [SORTED, f"{A}/plain"]
    with opened(tmp_path / "evidence" / "0001" / "00001.warc.gz") as archive:
        kept = [each for each in records(archive, 0, None, lambda _headers, _size: True) if isinstance(each, Stored)]
    assert [(each.target, each.said("page-location")) for each in kept[1:]] == [
        *[(WRITTEN, SORTED)] * 2, *[(f"{A}/plain", "")] * 2
    ]  # fmt: skip

    world.replies[SORTED] = [moved(WRITTEN)]
    world.replies[WRITTEN] = [status(304)]
    again = _captured(world, tmp_path, 2, found.get, SORTED)
    assert outcomes(again) == {SORTED: (Outcome.UNCHANGED, None)}
    assert again[SORTED].record == found[SORTED].record


def _captured(
    world: World, path: Path, run: int, known: Callable[[str], Capture | None], *urls: str
) -> dict[str, Capture]:
    with Journal(path / f"{run}.sqlite") as journal, EvidenceWriter(path, run) as writer:
        plan = CrawlPlan(urls, earlier=lambda record: page_at(record, path).raw)
        return {each.location: each for each in crawl(plan, journal, writer, known, crew=world.clock)}
