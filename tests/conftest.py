"""No test reaches the network; the fixtures of a site on loopback are in tests/site.py."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.site import Site


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """Within this process nothing connects to, sends to or asks for anything but loopback."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _known_only(socket.getaddrinfo))
        yield


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees results that another run has stored."""
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on loopback."""
    with Site() as running:
        yield running


def _guarded(call: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"a test may not reach the network: {address}")
        return call(self, *arguments)

    return guarded


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def _known_only(look_up: Callable[..., Any]) -> Callable[..., Any]:
    """Numbers and localhost are looked up; any other name would ask a server."""

    def guarded(host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:
        if host != "localhost":
            flags |= socket.AI_NUMERICHOST
        try:
            return look_up(host, port, family, type, proto, flags)
        except socket.gaierror as error:
            raise AssertionError(f"a test may not look up a host: {host}") from error

    return guarded
