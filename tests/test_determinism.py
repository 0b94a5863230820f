"""One page gives one report: twice, in any order, on any hash seed, alone or in company."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.model import RawPage, Report
from auditor.pipeline import audit_page
from auditor.report import FORMATS, render
from auditor.settings import Settings
from tests.samples import MEDIA, ROOT, pages

SETTINGS = Settings(as_of=date(2026, 1, 1))
FLAWED = pages("flawed")


def report_of(*paths: Path, form: str = "json") -> str:
    raws = [RawPage(path.name, path.read_bytes(), MEDIA[path.suffix]) for path in paths]
    return render(Report(SETTINGS.as_of, tuple(audit_page(raw, SETTINGS) for raw in raws)), form)


def pages_of(report: str) -> dict[str, Any]:
    return {page["location"]: page for page in json.loads(report)["pages"]}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_pages_twice_give_the_same_bytes(form: str) -> None:
    assert report_of(*FLAWED, form=form) == report_of(*FLAWED, form=form)


def test_a_page_does_not_depend_on_those_before_it() -> None:
    forwards, backwards = report_of(*FLAWED), report_of(*reversed(FLAWED))
    assert pages_of(forwards) == pages_of(backwards)
    for path in FLAWED:
        assert pages_of(report_of(path))[path.name] == pages_of(forwards)[path.name]


def test_hash_seeds_make_no_difference() -> None:
    arguments = ["check", *(path.relative_to(ROOT).as_posix() for path in FLAWED), "--as-of", "2026-01-01"]
    reports = set()
    for seed in ("0", "1", "20"):
        done = subprocess.run(
            [sys.executable, "-m", "auditor", *arguments, "--format", "json"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        reports.add(done.stdout)
    assert len(reports) == 1
    assert json.loads(reports.pop())["summary"]["findings"] > 0


def test_the_date_is_an_input() -> None:
    early, late = (audit_page(RawPage("x.txt", b"It drew $XX billion."), Settings(as_of=day)) for day in DAYS)
    assert early == late


DAYS = (date(2001, 1, 1), date(2026, 1, 1))
