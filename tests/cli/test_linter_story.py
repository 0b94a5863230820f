"""A year with the auditor in a content repository: a real git repository, the real rules, the real commands."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PAGE = """# Ginger tea

Studies show that ginger calms the stomach.

Drink a cup after lunch.
"""
BAD = "\nOur market will reach $XX billion soon.\n"
SUPPRESSED = (
    "\n<!-- auditor: ignore placeholder-figure; reason: waits for the annual report; owner: MK; until: 2026-06-30 -->"
    "\nOur market will reach $XX billion soon.\n"
)


class Repository:
    """A folder under git with one page of old sins."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.page = folder / "site" / "ginger.md"
        self.page.parent.mkdir(parents=True)
        self.page.write_text(PAGE, "utf-8")
        for arguments in (
            ("init", "-q", "-b", "main"),
            ("config", "user.email", "a@example.org"),
            ("config", "user.name", "A"),
            ("config", "commit.gpgsign", "false"),
        ):
            self.git(*arguments)
        self.commit()

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.folder, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def auditor(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        command = [sys.executable, "-m", "auditor", *arguments]
        root = Path(__file__).resolve().parents[2]
        environment["PYTHONPATH"] = str(root)
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)

    def check(self, *options: str, status: int) -> list[dict[str, Any]]:
        """The findings of a check against the baseline; the exit status is as expected."""
        done = self.auditor("check", "site", "--format", "json", "--fail-on", "info", *options)
        assert done.returncode == status, done.stderr
        return [finding for page in json.loads(done.stdout)["pages"] for finding in page["findings"]]


BASELINE = ("--baseline", "baseline.jsonl", "--as-of", "2026-01-15")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    done = made.auditor("baseline", "site", "--output", "baseline.jsonl")
    assert done.returncode == 0, done.stderr
    assert "1 finding accepted" in done.stderr
    return made


def test_the_story(repository: Repository) -> None:
    assert repository.check(*BASELINE, status=0) == [], "adopted: old findings do not count"

    repository.page.write_text(PAGE + BAD, "utf-8")
    (added,) = repository.check(*BASELINE, status=1)
    assert added["quote"] == "$XX billion"

    repository.page.write_text(BAD + "\n" + PAGE, "utf-8")
    (moved,) = repository.check(*BASELINE, status=1)
    assert moved["fingerprint"] == added["fingerprint"]
    assert moved["start"]["line"] != added["start"]["line"]

    repository.page.write_text(PAGE + SUPPRESSED, "utf-8")
    assert repository.check(*BASELINE, status=0) == []
    late = repository.check("--baseline", "baseline.jsonl", "--as-of", "2026-07-01", status=1)
    assert {each["rule"] for each in late} == {"placeholder-figure", "expired-suppression"}

    repository.commit()
    repository.git("mv", "site/ginger.md", "site/ginger-tea.md")
    assert repository.check(*BASELINE, status=0) == [], "the baseline knows the renamed file"


def test_changed_lines_only(repository: Repository) -> None:
    repository.commit()
    assert repository.check("--changed", status=0) == []
    repository.page.write_text(PAGE + BAD, "utf-8")
    assert [each["quote"] for each in repository.check("--changed", status=1)] == ["$XX billion"]
    (repository.folder / "site" / "new.md").write_text("Studies show that mint helps.\n", "utf-8")
    found = repository.check("--changed", "HEAD", status=1)
    assert sorted(each["quote"] for each in found) == ["$XX billion", "Studies show"]
    repository.commit()
    assert len(repository.check("--changed=HEAD~1", status=1)) == 2
    assert repository.check("--changed", status=0) == []


def test_gone_findings_are_told_and_pruned(repository: Repository) -> None:
    repository.page.write_text(PAGE.replace("Studies show that ginger", "Ginger"), "utf-8")
    told = repository.auditor("check", "site", "--baseline", "baseline.jsonl").stderr
    assert "1 of it gone" in told
    assert "0 findings accepted" in repository.auditor("baseline", "site", "-o", "baseline.jsonl", "--prune").stderr
    assert (repository.folder / "baseline.jsonl").read_text("utf-8") == ""


def test_reasons_in_the_baseline_are_kept(repository: Repository) -> None:
    path = repository.folder / "baseline.jsonl"
    entry = json.loads(path.read_text("utf-8")) | {"reason": "agreed with legal"}
    path.write_text(json.dumps(entry) + "\n", "utf-8")
    repository.auditor("baseline", "site", "--output", "baseline.jsonl")
    assert json.loads(path.read_text("utf-8"))["reason"] == "agreed with legal"


def test_one_run_writes_several_reports(repository: Repository) -> None:
    forms = ("json", "sarif", "junit", "gitlab")
    outputs = [f"--output={form}=report.{form}" for form in forms]
    done = repository.auditor("check", "site", *outputs)
    assert (done.returncode, done.stdout) == (0, "")
    for form in forms:
        alone = repository.auditor("check", "site", "--format", form).stdout
        assert (repository.folder / f"report.{form}").read_text("utf-8") == alone
