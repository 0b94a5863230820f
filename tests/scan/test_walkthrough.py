"""docs/reviewing.md, command by command, as a reviewer would type it; only the site is one of the test's own."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from auditor.model.scan import Change, Decision
from auditor.store import Store
from tests.crawl.site import Site
from tests.samples import ROOT

PAGE = (ROOT / "docs" / "reviewing.md").read_text("utf-8")
SITE = "https://www.example.org"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Every command of the page, in order."""
    return [line for block in _BLOCK.findall(PAGE) for line in block.splitlines()]


class Reviewer:
    """Types commands in a folder of their own."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site = folder, site
        self.scans = 0

    def types(self, command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command as it stands, with the test's site in place of the example's."""
        if SITE in command:
            self.scans += 1
            if self.scans == 2:
                self.site.change()
            here = command.replace(SITE, self.site.url)
            command = f"{here} --allow-private --delay 0 --no-config"
        if "FINGERPRINT" in command:
            command = command.replace("FINGERPRINT", self.next_open()[:8])
        words, _, target = command.partition(" > ")
        name, *arguments = shlex.split(words)
        assert name == "auditor"
        done = subprocess.run(
            [sys.executable, "-m", "auditor", *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )
        if target:
            self.folder.joinpath(target).write_text(done.stdout, "utf-8")
        return done

    def next_open(self) -> str:
        done = self.types("auditor triage list --format json --limit 1")
        fingerprint: str = json.loads(done.stdout)["findings"][0]["fingerprint"]
        return fingerprint


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, list[str]]]]:
    """The folder after the walk, and what each command printed."""
    folder = tmp_path_factory.mktemp("walk")
    said: dict[str, list[str]] = {}
    with Site(articles=60) as site:
        reviewer = Reviewer(folder, site)
        for command in commands():
            done = reviewer.types(command)
            assert done.returncode in ((0, 1) if "scan" in command else (0,)), f"{command}\n{done.stdout}{done.stderr}"
            assert done.stdout or done.stderr or ">" in command, command
            said.setdefault(command, []).append(done.stdout)
        yield folder, said


def test_the_page_shows_each_command_a_reviewer_needs() -> None:
    assert {shlex.split(line)[1] for line in commands()} == {
        "scan", "triage", "evidence", "export", "diff", "runs",
    }  # fmt: skip


def decided(folder: Path, run: str) -> set[Decision]:
    with Store.open(folder / "auditor-store") as store:
        return {row.decision for row in store.findings(store.run(run))} - {Decision.OPEN}


def test_what_was_decided_holds_in_the_next_run_but_for_a_claim_that_was_reworded(
    walk: tuple[Path, dict[str, list[str]]],
) -> None:
    folder, _ = walk
    assert decided(folder, "1") == {Decision.CONFIRMED, Decision.FALSE_POSITIVE, Decision.WAIVED}
    assert decided(folder, "2") == {Decision.FALSE_POSITIVE, Decision.WAIVED}
    assert (folder / "decisions.toml").read_text("utf-8").count("Print team") == 1


def test_the_second_scan_tells_what_changed(walk: tuple[Path, dict[str, list[str]]]) -> None:
    _, said = walk
    (told,) = said["auditor diff previous latest"]
    for change in (Change.NEW, Change.CHANGED, Change.FIXED, Change.NOT_CHECKED):
        assert change in told.lower()


def test_the_workbook_and_the_page_are_what_they_are_called(walk: tuple[Path, dict[str, list[str]]]) -> None:
    folder, _ = walk
    assert "Findings" in openpyxl.load_workbook(folder / "findings.xlsx", read_only=True).sheetnames
    assert folder.joinpath("page.html").read_text("utf-8").lstrip().lower().startswith("<!doctype")
