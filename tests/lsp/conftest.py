"""A folder with a server that is ready for it; starting one takes a second, so most tests share it."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.lsp.client import Client

_numbers = count(1)


@pytest.fixture
def raw_client(tmp_path: Path) -> Iterator[Client]:
    """A server of the test's own, in `tmp_path`, that was started and told nothing yet."""
    yield from running(tmp_path)


@pytest.fixture
def own_client(raw_client: Client, tmp_path: Path) -> Client:
    """A server of the test's own that is ready for `tmp_path`."""
    raw_client.initialize(tmp_path)
    return raw_client


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the shared server."""
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture(scope="session")
def client(folder: Path) -> Iterator[Client]:
    """The shared server; a test opens documents of its own names and leaves it running."""
    for client in running(folder):
        client.initialize(folder)
        yield client


@pytest.fixture(scope="session")
def bare_client(folder: Path) -> Iterator[Client]:
    """A shared server whose client can do nothing but the least."""
    for client in running(folder):
        client.initialize(folder, {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}})
        yield client


@pytest.fixture
def uri(folder: Path) -> str:
    """The address of a text that nobody has opened yet."""
    return (folder / f"draft-{next(_numbers)}.txt").as_uri()


def running(folder: Path) -> Iterator[Client]:
    """A server, ended at the end."""
    client = Client(folder)
    yield client
    client.process.kill()
    client.process.wait()
