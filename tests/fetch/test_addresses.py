import socket

import pytest

from auditor.errors import FetchError
from auditor.fetch import fetch
from auditor.fetch.addresses import is_public
from auditor.settings import FetchLimits, Settings
from tests.site import Site, page, redirect

GUARDED = Settings()
"""As a user has them: no private address."""


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("8.8.8.8", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("192.88.99.1", False),
        ("224.0.0.1", False),
        ("239.255.255.250", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", False),
        ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::8.8.8.8", False),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("2002:808:808::1", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("5f00::1", False),
        ("fc00::1", False),
        ("fd12:3456:789a::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("2606:2800:220:1::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("no address", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1%25lo]",
        "0.0.0.0",
        "0",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "user:secret@127.0.0.1",
        "example.org\\@127.0.0.1",
        "１２７.0.0.1",
    ],
)
def test_hostile_addresses_are_not_even_connected_to(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connections = record_connections(monkeypatch)
    monkeypatch.setattr(socket, "getaddrinfo", refuse_names(socket.getaddrinfo))
    for scheme in ("http", "https"):
        with pytest.raises(FetchError) as caught:
            fetch(f"{scheme}://{host}/", GUARDED)
        assert "secret" not in str(caught.value)
    assert connections == []


def test_the_refusal_says_how_to_allow_it() -> None:
    with pytest.raises(FetchError) as caught:
        fetch("http://127.0.0.1/", GUARDED)
    assert str(caught.value) == (
        "http://127.0.0.1/: 127.0.0.1 is not a public address; --allow-private fetches from your own network"
    )


@pytest.mark.parametrize("address", ["169.254.169.254", "127.0.0.1", "[::1]"])
def test_a_redirect_is_vetted_like_the_first_address(address: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.add("/", redirect(f"http://{address}/latest/meta-data/"))
    answer_for(monkeypatch, {"start.test": ["127.0.0.1"]})
    monkeypatch.setattr("auditor.fetch.addresses.is_public", FirstPublic())
    with pytest.raises(FetchError) as caught:
        fetch(f"http://start.test:{site.port}/", GUARDED)
    assert caught.value.reason.startswith(f"redirects to http://{address}/latest/meta-data/: ")
    assert "not a public address" in caught.value.reason
    assert len(site.asked) == 1


def test_every_address_of_a_host_is_vetted(monkeypatch: pytest.MonkeyPatch) -> None:
    connections = record_connections(monkeypatch)
    answer_for(monkeypatch, {"two.test": ["93.184.215.14", "10.0.0.1"]})
    with pytest.raises(FetchError, match=r"two\.test has the address 10\.0\.0\.1, not a public address"):
        fetch("http://two.test/", GUARDED)
    assert connections == []


def test_a_host_that_changes_its_address_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    connections = record_connections(monkeypatch)
    asked = answer_for(monkeypatch, {"rebind.test": ["93.184.215.14"]}, later=["127.0.0.1"])
    with pytest.raises(FetchError, match="refused the connection"):
        fetch("http://rebind.test/", GUARDED)
    assert asked == ["rebind.test"]
    assert connections == [("93.184.215.14", 80)]


def test_the_vetted_address_is_used_in_the_name_of_the_host(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.add("/", page())
    asked = answer_for(monkeypatch, {"page.test": ["127.0.0.1"]}, later=["192.0.2.1"])
    fetch(f"http://page.test:{site.port}/", Settings(fetch=FetchLimits(allow_private=True)))
    assert asked == ["page.test"]
    assert site.asked[0][1]["host"] == f"page.test:{site.port}"


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.add("/", page(b"Text."))
    answer_for(monkeypatch, {"page.test": ["127.0.0.2", "127.0.0.1"]})
    raw = fetch(f"http://page.test:{site.port}/", Settings(fetch=FetchLimits(allow_private=True)))
    assert raw.content == b"Text."


def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_for(monkeypatch, {})
    with pytest.raises(FetchError, match=r"the host gone\.test is not known; check its spelling"):
        fetch("http://gone.test/", GUARDED)


class FirstPublic:
    """Takes the first address it is asked about for public, none after."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, _address: str) -> bool:
        self.asked += 1
        return self.asked == 1


def record_connections(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every address that something connects to from now on; all of them refuse."""
    connections: list[object] = []

    def connect(_socket: socket.socket, address: object) -> None:
        connections.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return connections


def answer_for(
    monkeypatch: pytest.MonkeyPatch, hosts: dict[str, list[str]], later: list[str] | None = None
) -> list[str]:
    """A resolver that knows these hosts (and numbers), and answers otherwise from the second time on."""
    asked: list[str] = []
    look_up = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: object, **named: object) -> list[tuple[object, ...]]:
        if host[0].isdigit() or ":" in host:
            return list(look_up(host, port, *rest, **named))  # type: ignore[arg-type]
        asked.append(host)
        addresses = later if later and asked.count(host) > 1 else hosts.get(host)
        if addresses is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def refuse_names(look_up: object) -> object:
    """A resolver that knows numbers and localhost, and says of all else that it is not known."""

    def resolve(*arguments: object, **named: object) -> object:
        try:
            return look_up(*arguments, **named)  # type: ignore[operator]
        except AssertionError as error:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from error

    return resolve
