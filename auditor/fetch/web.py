"""Pages on the web: every hop is vetted, every wait and every size has a bound.

The bounds and the reasons for them: docs/decisions/0002-fetch-limits.md.
"""

import zlib
from collections.abc import Callable
from typing import TypeVar

import requests
from urllib3.exceptions import HTTPError

from auditor.errors import UnsupportedError
from auditor.fetch import headers, media
from auditor.fetch.connection import USER_AGENT, Ask
from auditor.fetch.deadline import Deadline
from auditor.fetch.failures import NotFetchedError, not_fetched
from auditor.fetch.hop import Hops
from auditor.fetch.refusal import RefusalError
from auditor.fetch.targets import bare
from auditor.model import RawPage
from auditor.model.scan import Exchange, Reason
from auditor.settings import FetchLimits

_FAILURES = (requests.RequestException, HTTPError, OSError, EOFError, zlib.error)

Result = TypeVar("Result")


def fetch_url(url: str, limits: FetchLimits) -> RawPage:
    """The page at an address, over its redirects.

    Raises:
        FetchError: it cannot be fetched; the reason says what was met and what to do.
        UnsupportedError: what stands there is no text page.
    """
    url = bare(url)
    return _bounded(url, limits, lambda hops: _page(url, hops))


def exchange(
    url: str,
    limits: FetchLimits,
    *,
    etag: str = "",
    last_modified: str = "",
    user_agent: str = USER_AGENT,
    accept: tuple[str, ...] = media.WEB_PAGES,
    cut: bool = False,
    keep: bool = True,
) -> Exchange:
    """One request and its answer; no redirect is followed, and every status is an answer.

    `etag` and `last_modified` are those of the version at hand: where it still holds, the site answers 304.
    The body is read only from an answer that is a page (200, 203) of a type in `accept` (empty: of any);
    else `content` is empty and `response` ends somewhere behind the header block. With `cut`, a body
    beyond the limit is cut there instead of refused; `content` is then the limit's bytes or more.
    Without `keep`, `response` is empty.

    Raises:
        NotFetchedError: the address may not be asked, no answer came, or it may not be taken; its kind says why.
    """
    ask = Ask(bare(url), etag, last_modified, user_agent, accept, cut, keep)
    return _bounded(ask.url, limits, lambda hops: hops.ask(ask))


def _bounded(url: str, limits: FetchLimits, work: Callable[[Hops], Result]) -> Result:
    """What the requests give within the time; what goes wrong is told of `url`."""
    deadline = Deadline(limits.total_seconds)
    try:
        return deadline.run(lambda: work(Hops(limits, deadline)))
    except RefusalError as refusal:
        raise NotFetchedError(url, str(refusal), refusal.kind, lasting=refusal.kind is not Reason.NETWORK) from refusal
    except _FAILURES as error:
        raise not_fetched(url, error, limits) from error


def _page(url: str, hops: Hops) -> RawPage:
    at, times = url, hops.limits.redirects
    for _ in range(times + 1):
        got = hops.ask(Ask(at), led=at != url)
        if not got.redirect:
            return _taken(got, url)
        at = got.redirect
    raise RefusalError(
        f"redirects more than {times} times, last to {headers.short(at)}; give the final address", Reason.BROKEN
    )


def _taken(got: Exchange, url: str) -> RawPage:
    """The page that an answer holds, if it is one."""
    if not headers.is_page(got.status):
        raise RefusalError(headers.advice(got.status), Reason.SERVER)
    if got.media_type and got.media_type not in media.WEB_PAGES:
        raise _unsupported(url, f"“{got.media_type}”")
    if got.content.startswith(b"%PDF-"):
        raise _unsupported(url, "a PDF")
    return RawPage(url, got.content, got.media_type, got.charset)


def _unsupported(url: str, what: str) -> UnsupportedError:
    return UnsupportedError(url, f"is {what}; expected an HTML, Markdown or plain text page")
