"""One hop: the address vetted, one request sent, its answer read within the limits."""

from contextlib import closing
from urllib.parse import SplitResult, urlsplit

import requests

from auditor.clock import now
from auditor.fetch import headers
from auditor.fetch.addresses import vetted
from auditor.fetch.body import read_body
from auditor.fetch.connection import Answer, Ask, prepared, send
from auditor.fetch.deadline import Deadline
from auditor.fetch.refusal import RefusalError
from auditor.model.scan import Exchange
from auditor.settings import FetchLimits

_PORTS = {"http": 80, "https": 443}


class Hops:
    """Requests that belong together: they share the limits, the time and the port that was asked for."""

    def __init__(self, limits: FetchLimits, deadline: Deadline) -> None:
        self.limits = limits
        self.deadline = deadline
        self.asked_for: tuple[str, int] | None = None
        """Host and port of the address asked for: a user may name any port, a redirect may not."""

    def ask(self, ask: Ask, *, led: bool = False) -> Exchange:
        """What comes of one request; `led` where a site, not the user, chose the address.

        Raises:
            RefusalError: the address may not be asked, or the answer may not be taken.
            What `send` and `read_body` raise besides.
        """
        try:
            request, addresses = self._vetted(ask)
        except RefusalError as refusal:
            if not led:
                raise
            raise RefusalError(f"redirects to {headers.short(ask.url)}: {refusal}", refusal.kind) from refusal
        asked = now()
        answer = send(request, addresses, self.limits, self.deadline, keep=ask.keep)
        with closing(answer.response):
            return self._read(ask, asked, answer)

    def _vetted(self, ask: Ask) -> tuple[requests.PreparedRequest, tuple[str, ...]]:
        """The request, and the network addresses that may be asked.

        Raises:
            RefusalError: it is no address of a page, or none that may be asked.
        """
        try:
            request = prepared(ask)
            host, port = self._endpoint(urlsplit(request.url or ""))
        except ValueError as error:
            raise RefusalError(headers.NO_ADDRESS) from error
        return request, vetted(host, port, allow_private=self.limits.allow_private)

    def _endpoint(self, at: SplitResult) -> tuple[str, int]:
        """Host and port, if they may be asked."""
        if at.scheme not in _PORTS or not at.hostname:
            raise RefusalError("is no page on the web; expected http:// or https://")
        endpoint = at.hostname, at.port or _PORTS[at.scheme]
        self.asked_for = self.asked_for or endpoint
        if endpoint[1] not in _PORTS.values() and endpoint != self.asked_for and not self.limits.allow_private:
            raise RefusalError(f"the port {endpoint[1]} was not asked for; expected 80 or 443")
        return endpoint

    def _read(self, ask: Ask, asked: str, answer: Answer) -> Exchange:
        response = answer.response
        media_type, charset = headers.content_type(response)
        wanted = not media_type or not ask.accept or media_type in ask.accept
        content = b""
        if headers.is_page(response.status_code) and wanted:
            content = read_body(response, self.limits.body_bytes, self.deadline, cut=ask.cut)
        return Exchange(
            url=ask.url,
            address=answer.address,
            asked=asked,
            request=bytes(answer.wire.asked),
            response=bytes(answer.wire.answered),
            status=response.status_code,
            content=content,
            media_type=media_type,
            charset=charset,
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
            redirect=headers.redirect(response, ask.url),
            retry_after=headers.retry_after(response),
        )
