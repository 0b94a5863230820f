"""The documentation site: built with warnings as errors; generated parts are up to date."""

import logging
from pathlib import Path

import pytest
import yaml

from tests import settings_pages

ROOT = Path(__file__).resolve().parent.parent


def test_the_site_is_built_without_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with caplog.at_level(logging.WARNING, "mkdocs"):
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path), strict=False))
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []
    for page in ("index.html", "rules.html", "settings.html", "glossary.html"):
        assert (tmp_path / page).is_file()


def test_every_document_is_in_the_navigation() -> None:
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert set(_leaves(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"])) == pages


def _leaves(nav: object) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    children = nav.values() if isinstance(nav, dict) else nav
    return [leaf for child in children for leaf in _leaves(child)]  # type: ignore[attr-defined]


def test_the_keys_of_settings_are_up_to_date() -> None:
    page = settings_pages.PAGE.read_text("utf-8")
    assert page == settings_pages.renewed(page), "python -m tests.settings_pages --write brings it up to date"


def test_every_key_is_explained() -> None:
    assert "| |\n" not in settings_pages.key_table()
