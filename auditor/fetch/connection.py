"""One request to one vetted address, in the name of the host."""

from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from auditor import __version__
from auditor.fetch.deadline import Deadline
from auditor.fetch.media import WEB_PAGES
from auditor.settings import FetchLimits

USER_AGENT = f"health-page-auditor/{__version__}"


class Pinned(HTTPAdapter):
    """Connects to one address, whatever the host resolves to by now; the certificate must be the host's."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """The connection that requests would make, to our address instead."""
        connection, tls = super().build_connection_pool_key_attributes(request, verify, cert)
        name = {"server_hostname": connection["host"]} if connection["scheme"] == "https" else {}
        return {**connection, "host": self.address}, {**tls, **name}


def prepared(url: str) -> requests.PreparedRequest:
    """The request for a page: no cookies, no credentials, and it says who asks."""
    headers = {"User-Agent": USER_AGENT, "Accept": ", ".join(WEB_PAGES), "Accept-Encoding": "gzip"}
    request = requests.Request("GET", url, headers | {"Connection": "close"}).prepare()
    request.headers["Host"] = urlsplit(request.url or "").netloc
    return request


def send(
    request: requests.PreparedRequest, addresses: tuple[str, ...], limits: FetchLimits, deadline: Deadline
) -> requests.Response:
    """The answer of the first address that gives one; its body is not read yet.

    The adapter is asked without a session, so neither proxies nor .netrc nor anything else of the
    environment plays a part, and no redirect is followed unseen.
    """
    timeout = limits.connect_seconds, limits.read_seconds
    failure: Exception = requests.ConnectionError()
    for address in addresses:
        deadline.left()
        try:
            return Pinned(address).send(request, stream=True, timeout=timeout, verify=True)
        except requests.ConnectionError as error:
            failure = error
    raise failure
