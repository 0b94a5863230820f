"""When the scheduler asks, on a clock of the tests: nothing here waits."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from auditor.crawl.hosts import FAILURES
from auditor.crawl.robots import LONGEST_DELAY
from auditor.crawl.verdict import LONGEST_WAIT, RETRIES
from auditor.model.scan import Outcome, Reason
from tests.crawl.fakes import Clock, outcomes
from tests.crawl.world import Reply, World, fails, pages, robots, status

A, B = "https://a.example", "https://b.example"


def test_one_request_a_second_to_one_host(world: World) -> None:
    captures = world.crawl(*pages(A, 5))
    assert [each.outcome for each in captures.values()] == [Outcome.PAGE] * 5
    assert world.gaps(A) == [1.0] * 5
    assert world.asked[0][1] == f"{A}/robots.txt"


def test_other_hosts_are_asked_meanwhile(world: World) -> None:
    start = world.clock.time
    world.crawl(*pages(A, 10), *pages(B, 10))
    assert world.clock.time - start < 12
    assert set(world.gaps(A)) == set(world.gaps(B)) == {1.0}


def test_the_larger_of_both_delays_counts(world: World) -> None:
    world.robots = {"a.example": robots("Crawl-delay: 5"), "b.example": robots("Crawl-delay: 0.5")}
    world.crawl(*pages(A, 3), *pages(B, 3), delay=2.0)
    assert world.gaps(A) == [5.0] * 3
    assert world.gaps(B) == [2.0] * 3


def test_a_delay_of_hours_is_cut_and_told(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.robots = {"a.example": robots("Crawl-delay: 7200")}
    world.crawl(*pages(A, 2))
    assert world.gaps(A) == [LONGEST_DELAY] * 2
    assert caplog.messages == ["https://a.example/robots.txt asks for 7200 s between requests; 60 s are kept"]


def test_what_robots_forbids_is_not_asked_and_takes_no_time(world: World) -> None:
    world.robots = {"a.example": robots("Disallow: /no")}
    start = world.clock.time
    captures = world.crawl(*(f"{A}/no{number}" for number in range(50)))
    assert {(each.outcome, each.reason) for each in captures.values()} == {(Outcome.SKIPPED, Reason.ROBOTS)}
    assert [url for _, url in world.asked] == [f"{A}/robots.txt"]
    assert world.clock.time - start <= 1


def test_a_server_that_asks_to_wait_is_left_alone_so_long(world: World) -> None:
    world.replies = {f"{A}/0": [status(503, retry_after=30.0), status(200)]}
    captures = world.crawl(*pages(A, 3), *pages(B, 3))
    assert {each.outcome for each in captures.values()} == {Outcome.PAGE}
    assert world.gaps(A) == [1.0, 30.0, 1.0, 1.0]
    assert set(world.gaps(B)) == {1.0}


def test_a_server_that_asks_to_wait_too_long_is_given_up(world: World) -> None:
    world.replies = {f"{A}/0": [status(429, retry_after=LONGEST_WAIT + 1)]}
    captures = world.crawl(*pages(A, 4), *pages(B, 1))
    assert outcomes(captures) == {
        **dict.fromkeys(pages(A, 4), (Outcome.FAILED, Reason.BUSY)), f"{B}/0": (Outcome.PAGE, None)
    }  # fmt: skip
    assert len(world.times(A)) == 2
    assert captures[f"{A}/3"].detail == "not asked: answered 429 (Too Many Requests) and asks to wait 301 s"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (status(500), Reason.SERVER),
        (status(503), Reason.BUSY),
        (status(429), Reason.BUSY),
        (fails(Reason.NETWORK), Reason.NETWORK),
        (fails(Reason.TIME), Reason.TIME),
    ],
)
def test_tries_are_bounded_and_further_and_further_apart(world: World, reply: Reply, reason: Reason) -> None:
    world.replies = {f"{A}/0": [reply]}
    captures = world.crawl(f"{A}/0")
    assert outcomes(captures) == {f"{A}/0": (Outcome.FAILED, reason)}
    assert world.gaps(A) == [1.0, 2.0, 4.0, 8.0]
    assert len(world.times(A)) == 2 + RETRIES


@pytest.mark.parametrize("kind", [Reason.SIZE, Reason.BAD_ADDRESS])
def test_what_will_not_get_better_is_not_tried_again(world: World, kind: Reason) -> None:
    world.replies = {f"{A}/0": [fails(kind)]}
    outcome = Outcome.SKIPPED if kind is Reason.BAD_ADDRESS else Outcome.FAILED
    assert outcomes(world.crawl(*pages(A, 2))) == {f"{A}/0": (outcome, kind), f"{A}/1": (Outcome.PAGE, None)}
    assert world.gaps(A) == [1.0, 1.0]


def test_a_page_that_fails_is_tried_again_behind_the_others(world: World) -> None:
    world.replies = {f"{A}/0": [status(500), status(200)]}
    world.crawl(*pages(A, 3))
    assert [url.removeprefix(A) for _, url in world.asked] == ["/robots.txt", "/0", "/1", "/2", "/0"]


def test_a_host_that_fails_ten_times_in_a_row_is_given_up(world: World) -> None:
    world.replies = {url: [status(500)] for url in pages(A, 30)}
    captures = world.crawl(*pages(A, 30), *pages(B, 2))
    assert outcomes(captures) == {
        **dict.fromkeys(pages(A, 30), (Outcome.FAILED, Reason.SERVER)),
        **dict.fromkeys(pages(B, 2), (Outcome.PAGE, None)),
    }
    assert len(world.times(A)) == 1 + FAILURES
    told = "not asked: the host failed 10 times in a row, the last time: answered 500 (Internal Server Error)"
    assert sum(each.detail == told for each in captures.values()) == 29


def test_a_host_that_recovers_is_not_given_up(world: World) -> None:
    world.replies = {url: [status(500), status(500), status(200)] for url in pages(A, 4)}
    captures = world.crawl(*pages(A, 4))
    assert {each.outcome for each in captures.values()} == {Outcome.PAGE}


@pytest.mark.parametrize(
    ("reply", "expected", "tries"),
    [
        (status(404), (Outcome.PAGE, None), 1),
        (status(403), (Outcome.PAGE, None), 1),
        (status(500), (Outcome.SKIPPED, Reason.ROBOTS), 1 + RETRIES),
        (status(429), (Outcome.SKIPPED, Reason.ROBOTS), 1 + RETRIES),
        (fails(Reason.TIME), (Outcome.FAILED, Reason.TIME), 1 + RETRIES),
        (fails(Reason.NETWORK), (Outcome.FAILED, Reason.NETWORK), 1 + RETRIES),
        (fails(Reason.BAD_ADDRESS), (Outcome.SKIPPED, Reason.BAD_ADDRESS), 1),
    ],
)
def test_a_robots_txt_that_cannot_be_had(world: World, reply: Reply, expected: Any, tries: int) -> None:
    world.robots = {"a.example": reply}
    captures = world.crawl(*pages(A, 3))
    assert outcomes(captures) == dict.fromkeys(pages(A, 3), expected)
    assert sum(url.endswith("/robots.txt") for _, url in world.asked) == tries


def test_a_robots_txt_that_comes_at_the_second_try(world: World) -> None:
    replies = [status(503, retry_after=20.0), robots("Disallow: /1")]
    world.robots = {"a.example": lambda url: replies.pop(0)(url)}
    captures = world.crawl(*pages(A, 2))
    assert [each.outcome for each in captures.values()] == [Outcome.PAGE, Outcome.SKIPPED]
    assert world.gaps(A) == [20.0, 1.0]


def test_robots_txt_is_asked_for_again_after_a_day(world: World) -> None:
    world.crawl(*pages(A, 4), delay=30_000.0)
    asked = [url.removeprefix(A) for _, url in world.asked]
    assert asked == ["/robots.txt", "/0", "/1", "/robots.txt", "/2", "/3"]


def test_http_and_https_of_one_host_share_its_pace_but_not_its_robots_txt(world: World) -> None:
    world.crawl("https://a.example/1", "http://a.example/2")
    assert sorted(url for _, url in world.asked if "robots" in url) == [
        "http://a.example/robots.txt", "https://a.example/robots.txt"
    ]  # fmt: skip
    times = [time for time, _ in world.asked]
    assert [after - before for before, after in pairwise(times)] == [1.0] * 3


def test_more_hosts_than_are_at_work_at_once(world: World) -> None:
    urls = [f"https://{number:03}.example/{page}" for number in range(100) for page in (1, 2)]
    captures = world.crawl(*urls, hosts=1)
    assert set(captures) == set(urls)
    assert {each.outcome for each in captures.values()} == {Outcome.PAGE}
    assert all(gap >= 1.0 for number in range(100) for gap in world.gaps(f"https://{number:03}.example"))


class Together(Clock):
    """Counts the requests in flight; each is over only when somebody waits for it."""

    most = 0

    def start(self, key: Any, work: Callable[[], Any]) -> None:
        super().start(key, work)
        hosts = [done.key.host.name for done in self.done]
        assert len(set(hosts)) == len(hosts), "two requests to one host"
        self.most = max(self.most, len(hosts))


@pytest.mark.parametrize("hosts", [1, 3])
def test_requests_in_flight_are_bounded(world: World, hosts: int) -> None:
    world.clock = clock = Together()
    world.crawl(*(url for number in range(9) for url in pages(f"https://{number}.example", 3)), hosts=hosts)
    assert clock.most == hosts


def test_the_limit_of_pages(world: World) -> None:
    world.replies = {f"{A}/1": [status(404)]}
    captures = world.crawl(*pages(A, 6), max_pages=3)
    counted = [each.reason for each in captures.values() if each.outcome is not Outcome.PAGE]
    assert counted == [Reason.GONE, Reason.LIMIT, Reason.LIMIT]
    assert len(captures) == 6
    assert len(world.times(A)) == 1 + 4


def test_the_limit_of_pages_holds_for_many_hosts(world: World) -> None:
    world.clock = Together()
    captures = world.crawl(*(f"https://{number}.example/" for number in range(20)), max_pages=5, hosts=8)
    assert sum(each.outcome is Outcome.PAGE for each in captures.values()) == 5
    assert sum(each.reason is Reason.LIMIT for each in captures.values()) == 15
    assert sum("robots" not in url for _, url in world.asked) == 5
