"""A site cannot lead the crawl into the network it runs in; nothing but loopback is ever connected to in tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.model.scan import Capture, Outcome, Reason
from auditor.settings import FetchLimits
from tests.crawl.fakes import crawled, outcomes
from tests.fetch.test_addresses import answer_for
from tests.site import Site, page, redirect

METADATA = "http://169.254.169.254/latest/meta-data/"
REFUSED = (Outcome.SKIPPED, Reason.BAD_ADDRESS)
LIMITS = FetchLimits(read_seconds=2, total_seconds=5)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site whose address passes for a public one; all others are what they are."""
    from auditor.fetch import addresses

    is_public = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    with Site() as running:
        yield running


def crawl(tmp_path: Path, **plan: Any) -> dict[str, Capture]:
    return crawled(tmp_path, limits=LIMITS, **plan)


def test_a_redirect_of_a_page(site: Site, tmp_path: Path) -> None:
    url = site.add("/", redirect(METADATA))
    captures = crawl(tmp_path, urls=[url])
    assert outcomes(captures) == {url: (Outcome.REDIRECTED, None), METADATA: (Outcome.SKIPPED, Reason.OFF_SITE)}


def test_an_address_that_is_named(tmp_path: Path) -> None:
    captures = crawl(tmp_path, urls=[METADATA, "http://2130706434/", "http://[::ffff:10.0.0.1]/", "http://0x0a000001/"])
    assert set(outcomes(captures).values()) == {REFUSED}
    assert captures[METADATA].detail == (
        "169.254.169.254 is not a public address; --allow-private fetches from your own network"
    )


def test_a_redirect_of_robots_txt(site: Site, tmp_path: Path) -> None:
    url = site.add("/", page())
    site.add("/robots.txt", redirect(METADATA))
    assert outcomes(crawl(tmp_path, urls=[url])) == {url: REFUSED}
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_sitemaps_elsewhere(site: Site, tmp_path: Path) -> None:
    other = f"http://127.0.0.1:{site.port + 1 if site.port < 65_535 else 1_024}/sitemap.xml"
    robots = f"Sitemap: {METADATA}\nSitemap: {site.root}/moved.xml\nSitemap: {other}\nSitemap: sitemap.xml\n"
    robots += f"Sitemap: {site.root}/port.xml\n"
    site.add("/port.xml", redirect("http://127.0.0.1:6379/"))
    site.add("/robots.txt", page(robots.encode(), Content_Type="text/plain"))
    site.add("/moved.xml", redirect("http://10.0.0.1/sitemap.xml"))
    site.add("/sitemap.xml", page(f"{site.root}/a\n{METADATA}\n".encode(), Content_Type="text/plain"))
    site.add("/a", page())
    captures = crawl(tmp_path, sites=(site.root,))
    assert outcomes(captures) == {
        METADATA: REFUSED,
        "http://10.0.0.1/sitemap.xml": REFUSED,
        other: (Outcome.SKIPPED, Reason.OFF_SITE),
        "http://127.0.0.1:6379/": (Outcome.SKIPPED, Reason.OFF_SITE),
        f"{site.root}/a": (Outcome.PAGE, None),
    }


def test_links_and_redirects_to_another_port(site: Site, tmp_path: Path) -> None:
    url = site.add("/", page(b"<a href='http://127.0.0.1:6379/'>a</a><a href='/b'>b</a>"))
    site.add("/b", redirect("http://127.0.0.1:6379/"))
    captures = crawl(tmp_path, starts=(url,), depth=3)
    assert outcomes(captures) == {
        url: (Outcome.PAGE, None),
        f"{site.root}/b": (Outcome.REDIRECTED, None),
        "http://127.0.0.1:6379/": (Outcome.SKIPPED, Reason.OFF_SITE),
    }


def test_a_host_that_changes_its_address(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_for(monkeypatch, {"rebind.test": ["127.0.0.1"]}, later=["169.254.169.254"])
    site.add("/a", page())
    captures = crawl(tmp_path, urls=[f"http://rebind.test:{site.port}/a"])
    assert outcomes(captures) == {f"http://rebind.test:{site.port}/a": REFUSED}
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_an_unknown_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_for(monkeypatch, {})
    captures = crawl(tmp_path, urls=["http://gone.test/a", "http://gone.test/b"])
    assert {each.reason for each in captures.values()} == {Reason.NETWORK}
    assert "the host gone.test is not known" in captures["http://gone.test/a"].detail
