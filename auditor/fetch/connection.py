"""One request to one vetted address, in the name of the host."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from auditor import __version__
from auditor.fetch.deadline import Deadline
from auditor.fetch.media import WEB_PAGES
from auditor.fetch.wire import Wire
from auditor.settings import FetchLimits

USER_AGENT = f"health-page-auditor/{__version__}"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for, who asks, and what of the answer is read."""

    url: str
    etag: str = ""
    """Of the version at hand, as the site named it; only another one is wanted (RFC 9110 13.1.2)."""
    last_modified: str = ""
    """Of the version at hand, as the site wrote it (RFC 9110 13.1.3)."""
    user_agent: str = USER_AGENT
    accept: tuple[str, ...] = WEB_PAGES
    """Media types whose bodies are read; none for all."""
    cut: bool = False
    """Whether of a body that is too large the part within the limit is taken."""
    keep: bool = True
    """Whether the answer is kept as it came over the wire."""


class Pinned(HTTPAdapter):
    """Connects to one address, whatever the host resolves to by now; the certificate must be the host's."""

    def __init__(self, address: str, wire: Wire) -> None:
        self.address = address
        self.wire = wire
        super().__init__()

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """The connection that requests would make, to our address instead."""
        connection, tls = super().build_connection_pool_key_attributes(request, verify, cert)
        name = {"server_hostname": connection["host"]} if connection["scheme"] == "https" else {}
        return {**connection, "host": self.address}, {**tls, **name}

    def get_connection_with_tls_context(self, *arguments: Any, **named: Any) -> Any:
        """The pool that requests would use; its one connection is listened to."""
        pool: Any = super().get_connection_with_tls_context(*arguments, **named)
        pool.ConnectionCls = self.wire.tapped(pool.ConnectionCls)
        return pool


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body is not read yet, and who gave it."""

    response: requests.Response
    address: str
    wire: Wire


def prepared(ask: Ask) -> requests.PreparedRequest:
    """The request: no cookies, no credentials, and it says who asks.

    Raises:
        ValueError: the address is none.
    """
    headers = {"User-Agent": ask.user_agent, "Accept": ", ".join(ask.accept) or "*/*", "Accept-Encoding": "gzip"}
    known = {"If-None-Match": ask.etag, "If-Modified-Since": ask.last_modified}
    headers |= {name: value for name, value in known.items() if value and value.isprintable()}
    request = requests.Request("GET", ask.url, headers | {"Connection": "close"}).prepare()
    request.headers["Host"] = urlsplit(request.url or "").netloc
    return request


def send(
    request: requests.PreparedRequest,
    addresses: tuple[str, ...],
    limits: FetchLimits,
    deadline: Deadline,
    *,
    keep: bool = True,
) -> Answer:
    """The answer of the first address that gives one; its body is not read yet.

    The adapter is asked without a session, so neither proxies nor .netrc nor anything else of the
    environment plays a part, and no redirect is followed unseen.
    """
    timeout = limits.connect_seconds, limits.read_seconds
    failure: Exception = requests.ConnectionError()
    for address in addresses:
        deadline.left()
        wire = Wire(limits.body_bytes, keep=keep)
        try:
            return Answer(Pinned(address, wire).send(request, stream=True, timeout=timeout, verify=True), address, wire)
        except requests.ConnectionError as error:
            failure = error
    raise failure
