"""Real pages, where there are any: every character of every block has its place.

The pages stand in the folder that AUDITOR_CORPUS names, or in ../shared/corpus beside the checkout.
"""

import os
from pathlib import Path

import pytest

from auditor.model import RawPage
from auditor.parse import parse
from tests.parse.exactness import assert_exact

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("AUDITOR_CORPUS", ROOT.parent / "shared" / "corpus"))
PAGES = sorted(path for path in FOLDER.glob("*") if path.suffix in (".html", ".md", ".txt"))


@pytest.mark.skipif(not PAGES, reason="no corpus of real pages here")
def test_every_block_of_real_pages_has_its_place() -> None:
    for path in PAGES:
        page = parse(RawPage(str(path), path.read_bytes()))
        assert page.blocks
        assert_exact(page)
