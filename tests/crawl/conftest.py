"""The fixtures of the crawl's tests."""

from pathlib import Path

import pytest

from tests.crawl.fakes import Clock
from tests.crawl.world import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    world = World(Clock(), tmp_path)
    monkeypatch.setattr("auditor.crawl.crawler.exchange", world.exchange)
    return world
