"""Pages on the web: every hop is vetted, every wait and every size has a bound.

The bounds and the reasons for them: docs/decisions/0002-fetch-limits.md.
"""

import zlib
from contextlib import closing, suppress
from email.message import Message
from http import HTTPStatus
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from auditor.errors import FetchError, UnsupportedError
from auditor.fetch import media
from auditor.fetch.addresses import vetted
from auditor.fetch.body import read_body
from auditor.fetch.connection import prepared, send
from auditor.fetch.deadline import Deadline
from auditor.fetch.failures import reason_of
from auditor.fetch.refusal import RefusalError
from auditor.fetch.targets import bare
from auditor.model import RawPage
from auditor.settings import FetchLimits

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = (301, 302, 303, 307, 308)
_NO_ADDRESS = "is no valid address; expected something like https://example.org/page"
_FAILURES = (requests.RequestException, HTTPError, OSError, EOFError, zlib.error)


def fetch_url(url: str, limits: FetchLimits) -> RawPage:
    """The page at an address.

    Raises:
        FetchError: it cannot be fetched; the reason says what was met and what to do.
        UnsupportedError: what stands there is no text page.
    """
    url, deadline = bare(url), Deadline(limits.total_seconds)
    try:
        return deadline.run(lambda: _Fetch(url, limits, deadline).page())
    except RefusalError as refusal:
        raise FetchError(url, str(refusal)) from refusal
    except _FAILURES as error:
        raise FetchError(url, reason_of(error, limits)) from error


class _Fetch:
    """One fetch: from the address asked for over its redirects to the page."""

    def __init__(self, url: str, limits: FetchLimits, deadline: Deadline) -> None:
        self.url = url
        self.limits = limits
        self.deadline = deadline
        self.asked_for: tuple[str, int] | None = None
        """Host and port of the address asked for: a user may name any port, a redirect may not."""

    def page(self) -> RawPage:
        at = self.url
        for _ in range(self.limits.redirects + 1):
            with closing(self._answer(at)) as response:
                target = _redirect(response, at)
                if not target:
                    return self._taken(response)
            at = target
        times, last = self.limits.redirects, _short(at)
        raise RefusalError(f"redirects more than {times} times, last to {last}; give the final address")

    def _answer(self, at: str) -> requests.Response:
        try:
            request, host, port = self._request(at)
            addresses = vetted(host, port, allow_private=self.limits.allow_private)
        except RefusalError as refusal:
            raise refusal if at == self.url else RefusalError(f"redirects to {_short(at)}: {refusal}") from refusal
        return send(request, addresses, self.limits, self.deadline)

    def _request(self, at: str) -> tuple[requests.PreparedRequest, str, int]:
        """The request for an address, with the host and port it is meant for."""
        try:
            request = prepared(at)
            return request, *self._endpoint(urlsplit(request.url or ""))
        except ValueError as error:
            raise RefusalError(_NO_ADDRESS) from error

    def _endpoint(self, at: SplitResult) -> tuple[str, int]:
        """Host and port, if they may be asked."""
        if at.scheme not in _PORTS or not at.hostname:
            raise RefusalError("is no page on the web; expected http:// or https://")
        endpoint = at.hostname, at.port or _PORTS[at.scheme]
        self.asked_for = self.asked_for or endpoint
        if endpoint[1] not in _PORTS.values() and endpoint != self.asked_for and not self.limits.allow_private:
            raise RefusalError(f"the port {endpoint[1]} was not asked for; expected 80 or 443")
        return endpoint

    def _taken(self, response: requests.Response) -> RawPage:
        """The page that an answer holds, if it is one."""
        if response.status_code not in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
            raise RefusalError(_status(response.status_code))
        media_type, charset = _content_type(response)
        if media_type and media_type not in media.WEB_PAGES:
            raise self._unsupported(f"“{media_type}”")
        content = read_body(response, self.limits.body_bytes, self.deadline)
        if content.startswith(b"%PDF-"):
            raise self._unsupported("a PDF")
        return RawPage(self.url, content, media_type, charset)

    def _unsupported(self, what: str) -> UnsupportedError:
        return UnsupportedError(self.url, f"is {what}; expected an HTML, Markdown or plain text page")


def _redirect(response: requests.Response, at: str) -> str:
    """The address that an answer points to instead, "" if it is the last one."""
    location = response.headers.get("Location", "") if response.status_code in _REDIRECTS else ""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")  # headers are read as Latin-1, whatever was sent
    try:
        return bare(urljoin(at, location)) if location else ""
    except ValueError as error:
        raise RefusalError(f"redirects to {_short(location)}: {_NO_ADDRESS}") from error


def _short(url: str) -> str:
    """An address of a site's choice, to be shown: as long as a line can bear."""
    return url if len(url) <= 200 else f"{url[:199]}…"


def _content_type(response: requests.Response) -> tuple[str, str]:
    """Media type and charset of an answer; "" where it does not say."""
    header = Message()
    header["Content-Type"] = told = response.headers.get("Content-Type", "")
    return told.partition(";")[0].strip().lower(), header.get_content_charset("") if told else ""


def _status(code: int) -> str:
    """What to make of an answer that is no page."""
    try:
        answered = f"answered {code} ({HTTPStatus(code).phrase})"
    except ValueError:
        answered = f"answered {code}"
    if code in (401, 403, 407):
        return f"{answered}; the page is not open to all: save it from a browser and audit the file"
    if code in (404, 410):
        return f"{answered}; check the address"
    if code == 429 or code >= 500:
        return f"{answered}; try again later"
    return f"{answered}; expected a page (200)"
