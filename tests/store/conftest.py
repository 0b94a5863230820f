"""A store of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.store import Store
from tests.store.stories import Scans


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def scans(store: Store) -> Scans:
    return Scans(store)
