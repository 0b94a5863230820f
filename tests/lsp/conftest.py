"""A folder with a server that is ready for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lsp.client import Client


@pytest.fixture
def raw_client(tmp_path: Path) -> Iterator[Client]:
    """A server that was started and told nothing yet."""
    client = Client(tmp_path)
    yield client
    client.process.kill()
    client.process.wait()


@pytest.fixture
def client(raw_client: Client, tmp_path: Path) -> Client:
    """A server that is ready for the folder."""
    raw_client.initialize(tmp_path)
    return raw_client
