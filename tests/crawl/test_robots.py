"""Cases of RFC 9309, by the clauses they come from."""

import time
from itertools import pairwise

import pytest

from auditor.crawl.robots import BYTES, Robots, UnreachableError, parse_robots, read_robots
from auditor.fetch.failures import NotFetchedError
from auditor.model.scan import Exchange, Reason

AT = "https://example.org"


def allows(text: str | bytes, path: str) -> bool:
    return parse_robots(text if isinstance(text, bytes) else text.encode()).allows(f"{AT}{path}")


CASES = {
    "2.2.1: our group beats *": (
        "User-agent: *\nDisallow: /\nUser-agent: health-page-auditor\nAllow: /", ["/a"], []
    ),
    "2.2.1: case does not matter": ("user-agent: Health-Page-Auditor\ndisallow: /a", ["/b"], ["/a"]),
    "2.2.1: another crawler's group": ("User-agent: other\nDisallow: /", ["/a"], []),
    "2.2.1: groups of one name are merged": (
        "User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", ["/c"], ["/a", "/b"]
    ),
    "2.2.1: several names for one group": ("User-agent: x\nUser-agent: *\nDisallow: /a", ["/b"], ["/a"]),
    "2.2.2: the longest match counts": (
        "User-agent: *\nDisallow: /a/\nAllow: /a/b/", ["/a/b/c", "/a"], ["/a/c"]
    ),
    "2.2.2: allow wins a tie": ("User-agent: *\nDisallow: /a\nAllow: /a", ["/a"], []),
    "2.2.2: paths are case-sensitive": ("User-agent: *\nDisallow: /A", ["/a"], ["/A"]),
    "2.2.2: an empty rule says nothing": ("User-agent: *\nDisallow:", ["/a"], []),
    "2.2.2: percent-encoding": ("User-agent: *\nDisallow: /%7Ea\nDisallow: /é", ["/b"], ["/~a", "/%C3%A9"]),
    "2.2.2: /robots.txt is allowed": ("User-agent: *\nDisallow: /a", ["/robots.txt"], []),
    "2.2.3: wildcards": (
        "User-agent: *\nDisallow: /*.pdf$\nDisallow: /x*y", ["/a.pdf?b", "/x"], ["/a.pdf", "/x1y2"]
    ),
    "2.2.3: comments": ("User-agent: * # all\nDisallow: /a # not here", ["/b"], ["/a"]),
    "2.2.4: other lines do not end a group": (
        "User-agent: *\nSitemap: https://example.org/s\nDisallow: /a", ["/b"], ["/a"]
    ),
    "2.2: lines that are no rules": ("<!DOCTYPE html>\n<p>Not found\nDisallow: /", ["/a"], []),
    "2.2: line ends": ("User-agent: *\r\nDisallow: /a\rDisallow: /b", ["/c"], ["/a", "/b"]),
    "2.3: a byte order mark": ("\ufeffUser-agent: *\nDisallow: /a", ["/b"], ["/a"]),
    "an empty file": ("", ["/a"], []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "allowed", "forbidden"), CASES.values(), ids=CASES.keys())
def test_rules(text: str, allowed: list[str], forbidden: list[str]) -> None:
    assert [path for path in allowed if not allows(text, path)] == []
    assert [path for path in forbidden if allows(text, path)] == []


def test_bytes_that_are_no_utf8() -> None:
    assert not allows(b"User-agent: *\nDisallow: /a\nDisallow: /\xff\xfe", "/a")


def test_what_is_beyond_the_limit_is_not_read() -> None:
    text = b"User-agent: *\nDisallow: /a\n"
    inside = b"#" * (BYTES - len(text) - 1) + b"\n"
    assert not allows(inside + text, "/a")
    assert allows(inside + b"#" * len(text) + text, "/a")


def test_a_large_file_is_read_in_time() -> None:
    text = "User-agent: *\n" + "".join(f"Disallow: /{number:05}/*x\n" for number in range(20_000))
    start = time.process_time()
    assert not allows(text, "/00007/ax")
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("told", "delay"),
    [("2.5", 2.5), ("0", 0.0), ("600", 60.0), ("-3", 0.0), ("soon", 0.0), ("nan", 0.0), ("inf", 0.0), ("", 0.0)],
)
def test_the_delay_is_kept_within_a_minute(told: str, delay: float) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {told}".encode()).delay == delay


def test_the_delay_of_another_crawler_is_not_ours() -> None:
    assert parse_robots(b"User-agent: other\nCrawl-delay: 9\nUser-agent: *\nDisallow: /a").delay == 0.0


def test_sitemaps_are_listed_wherever_they_stand() -> None:
    text = b"Sitemap: https://example.org/a.xml\nUser-agent: other\nDisallow: /\nsitemap: https://example.org/b.xml"
    assert parse_robots(text).sitemaps == ("https://example.org/a.xml", "https://example.org/b.xml")


class Server:
    """Answers by address; keeps what was asked for."""

    def __init__(self, answers: dict[str, Exchange]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, url: str) -> Exchange:
        self.asked.append(url)
        return self.answers[url]


def answer(
    url: str, status: int = 200, content: bytes = b"", redirect: str = "", retry_after: float | None = None
) -> Exchange:
    return Exchange(url, "192.0.2.1", "", b"", b"", status, content, redirect=redirect, retry_after=retry_after)


def read(*answers: Exchange) -> Robots:
    return read_robots(AT, Server({each.url: each for each in answers}))


RULES = b"User-agent: *\nDisallow: /a"


def test_it_stands_at_the_top_of_the_origin() -> None:
    server = Server({f"{AT}/robots.txt": answer(f"{AT}/robots.txt", content=RULES)})
    assert not read_robots(AT, server).allows(f"{AT}/a")
    assert server.asked == [f"{AT}/robots.txt"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 204, 304])
def test_where_there_is_none_all_is_allowed(status: int) -> None:
    """RFC 9309 2.3.1.3."""
    assert read(answer(f"{AT}/robots.txt", status, RULES)).allows(f"{AT}/a")


@pytest.mark.parametrize("status", [500, 502, 503, 599, 429])
def test_where_the_server_fails_nothing_is(status: int) -> None:
    """RFC 9309 2.3.1.4."""
    with pytest.raises(UnreachableError) as caught:
        read(answer(f"{AT}/robots.txt", status, retry_after=7.0))
    assert caught.value.retry_after == 7.0
    assert str(status) in caught.value.reason


def redirects(count: int) -> list[Exchange]:
    """So many redirects over several hosts, then the rules."""
    places = [f"{AT}/robots.txt", *(f"https://{number}.example.org/r" for number in range(count))]
    hops = [answer(at, 301, redirect=to) for at, to in pairwise(places)]
    return [*hops, answer(places[-1], content=RULES)]


def test_five_redirects_are_followed_and_no_sixth() -> None:
    """RFC 9309 2.3.1.2: more than five may be taken for a robots.txt that is not there."""
    assert not read(*redirects(5)).allows(f"{AT}/a")
    assert read(*redirects(6)).allows(f"{AT}/a")


@pytest.mark.parametrize("target", ["http://example.org:6379/", "http://[::1/", "http://a.test:port/"])
def test_a_redirect_may_not_choose_a_port(target: str) -> None:
    with pytest.raises(NotFetchedError) as caught:
        read(answer(f"{AT}/robots.txt", 302, redirect=target))
    assert caught.value.kind is Reason.BAD_ADDRESS
