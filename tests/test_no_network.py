"""The guard of tests/conftest.py holds."""

import socket

import pytest
import requests

from tests.site import Site, page


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.1", "8.8.8.8"])
def test_nothing_connects_outside(address: str) -> None:
    with socket.socket() as made, pytest.raises(AssertionError, match="may not reach the network"):
        made.connect((address, 80))
    with socket.socket() as made, pytest.raises(AssertionError, match="may not reach the network"):
        made.connect_ex((address, 80))
    with socket.socket(type=socket.SOCK_DGRAM) as made, pytest.raises(AssertionError, match="may not reach"):
        made.sendto(b"a", (address, 53))


def test_no_host_is_looked_up() -> None:
    with pytest.raises(AssertionError, match=r"may not look up a host: example\.org"):
        socket.getaddrinfo("example.org", 80)
    with pytest.raises(AssertionError, match=r"may not look up a host: example\.org"):
        requests.get("http://example.org/", timeout=1)


def test_loopback_is_reached(site: Site) -> None:
    assert requests.get(site.add("/", page(b"here")), timeout=5).content == b"here"
