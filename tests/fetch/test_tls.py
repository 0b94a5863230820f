import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.errors import FetchError
from auditor.fetch import fetch
from auditor.fetch.web import exchange
from auditor.settings import FetchLimits, Settings
from tests.fetch.test_addresses import answer_for
from tests.site import Site, page

CERTIFICATE = Path(__file__).parent / "data" / "page.test.pem"
SETTINGS = Settings(fetch=FetchLimits(allow_private=True, read_seconds=1, total_seconds=5))


@pytest.fixture
def names() -> list[str]:
    """The host names that clients asked for in their handshakes."""
    return []


@pytest.fixture
def secure(names: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site over https, with a certificate for page.test; every host stands there."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    answer_for(monkeypatch, {"page.test": ["127.0.0.1"], "other.test": ["127.0.0.1"]})
    with Site(tls=context) as site:
        site.add("/", page(b"Text."))
        yield site


def trust(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(CERTIFICATE))


def test_the_certificate_is_that_of_the_host(secure: Site, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    trust(monkeypatch)
    assert fetch(f"https://page.test:{secure.port}/", SETTINGS).content == b"Text."
    assert names == ["page.test"]
    assert secure.asked[0][1]["host"] == f"page.test:{secure.port}"


@pytest.mark.parametrize("host", ["other.test", "127.0.0.1"])
def test_a_certificate_of_another_host(secure: Site, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(monkeypatch)
    with pytest.raises(FetchError, match=r"its certificate cannot be trusted \(.*mismatch"):
        fetch(f"https://{host}:{secure.port}/", SETTINGS)
    assert secure.asked == []


def test_a_certificate_nobody_vouches_for(secure: Site) -> None:
    with pytest.raises(FetchError, match=r"its certificate cannot be trusted \(self-signed certificate\); check"):
        fetch(f"https://page.test:{secure.port}/", SETTINGS)


def test_a_site_without_https(site: Site) -> None:
    with pytest.raises(FetchError, match=r"no secure connection could be made \(.+\); check whether"):
        fetch(site.root.replace("http:", "https:"), SETTINGS)


def test_a_handshake_that_hangs() -> None:
    limits = FetchLimits(allow_private=True, total_seconds=0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(FetchError, match=r"within 0\.3 s"):
        fetch(f"https://127.0.0.1:{silent.getsockname()[1]}/", Settings(fetch=limits))


def test_an_exchange_over_tls_is_kept_as_it_was_meant(secure: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(monkeypatch)
    got = exchange(f"https://page.test:{secure.port}/", SETTINGS.fetch)
    assert got.request.startswith(b"GET / HTTP/1.1\r\n")
    assert got.response.startswith(b"HTTP/1.0 200 OK\r\n")
    assert got.response.endswith(b"\r\n\r\nText.")
    assert got.address == "127.0.0.1"
