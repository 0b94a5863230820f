"""The sample pages: marked defects are found, nothing else is, and the reports are as stored."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.samples import audit, compare, marked, pages, report, report_path

RULES = {"unsourced-statistic", "placeholder-figure", "vague-citation", "contradictory-dosage"}
FLAWED, SOUND = pages("flawed"), pages("sound")


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def without_version(report: str) -> Any:
    return {**json.loads(report), "tool": None}


def test_there_are_enough_pages_in_every_medium() -> None:
    assert len(FLAWED) >= 6
    assert len(SOUND) >= 3
    for folder in (FLAWED, SOUND):
        assert {path.suffix for path in folder} == {".html", ".md", ".txt"}


@pytest.mark.parametrize("path", [*FLAWED, *SOUND], ids=name)
def test_pages_have_a_realistic_length(path: Path) -> None:
    assert 300 <= len(path.read_text("utf-8").split()) <= 900


@pytest.mark.parametrize("path", FLAWED, ids=name)
def test_every_rule_is_marked_on_every_flawed_page(path: Path) -> None:
    assert {mark.rule for mark in marked(path)} == RULES


@pytest.mark.parametrize("path", FLAWED, ids=name)
def test_marked_defects_are_found(path: Path) -> None:
    assert [(mark.rule, mark.words) for mark in compare(path).missed] == []


@pytest.mark.parametrize("path", FLAWED, ids=name)
def test_nothing_unmarked_is_found(path: Path) -> None:
    assert [(finding.rule, finding.quote) for finding in compare(path).unmarked] == []


@pytest.mark.parametrize("path", SOUND, ids=name)
def test_sound_pages_are_silent(path: Path) -> None:
    assert list(marked(path)) == []
    assert [(finding.rule, finding.quote) for finding in audit(path).findings] == []


@pytest.mark.parametrize("path", [*FLAWED, *SOUND], ids=name)
def test_reports_are_as_stored(path: Path) -> None:
    stored = report_path(path).read_text("utf-8")
    assert without_version(report(path)) == without_version(stored), "python -m tests.samples --write stores them anew"


def test_a_mark_means_the_words_right_before_it(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text('Half agree. Half sleep. <!-- expect-later: unsourced-statistic "Half" -->', "utf-8")
    (mark,) = marked(path)
    assert (mark.rule, mark.start, mark.later) == ("unsourced-statistic", 12, True)


def test_marked_words_that_are_missing_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text('Half agree. <!-- expect: unsourced-statistic "a third" -->', "utf-8")
    with pytest.raises(ValueError, match="a third"):
        list(marked(path))
