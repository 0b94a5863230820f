"""The commands and options of a linter's daily life, each through the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_AUDITOR_COMPLETE" in result.stdout


def test_rules_are_completed_behind_a_comma(run: Run) -> None:
    words = {"COMP_WORDS": "auditor check --select bad-word,weak", "COMP_CWORD": "3"}
    result = run(env={"_AUDITOR_COMPLETE": "bash_complete", **words}, prog_name="auditor")
    assert result.stdout.strip() == "plain,bad-word,weak-word"


def test_what_can_be_explained_is_completed(run: Run) -> None:
    words = {"COMP_WORDS": "auditor explain un", "COMP_CWORD": "2"}
    told = run(env={"_AUDITOR_COMPLETE": "bash_complete", **words}, prog_name="auditor").stdout.split()
    assert told == ["plain,unexplained-suppression", "plain,unreadable-suppression", "plain,unused-suppression"]


def test_settings_are_listed_with_their_origin(run: Run) -> None:
    Path("auditor.toml").write_text("max-findings = 3\n", "utf-8")
    lines = run("settings").stdout.splitlines()
    assert lines[0] == "settings file: auditor.toml"
    assert [line.split() for line in lines if line.startswith("max-findings")] == [
        ["max-findings", "3", "auditor.toml:1"]
    ]
    assert "none" in run("settings", "--no-config").stdout.splitlines()[0]
    assert json.loads(run("settings", "--schema").stdout)["title"] == "auditor.toml"


@pytest.mark.parametrize(("most", "status"), [(0, 1), (1, 0)])
def test_at_most_so_many_findings(run: Run, most: int, status: int) -> None:
    assert run("check", "weak.txt", "--max-findings", str(most)).exit_code == status


def test_a_wrong_settings_file_is_one_line(run: Run) -> None:
    Path("auditor.toml").write_text("fail-om = 3\n", "utf-8")
    result = run("check", "sound.txt")
    assert result.exit_code == 2
    assert "auditor.toml:1: unknown key 'fail-om', did you mean 'fail-on'?" in result.stderr
    assert run("check", "sound.txt", "--no-config").exit_code == 0


def test_presets_set_what_fails(run: Run) -> None:
    assert run("check", "bad.txt", "--for", "editor").exit_code == 0
    assert run("check", "bad.txt", "--for", "ci").exit_code == 1
    assert run("check", "bad.txt", "--for", "editor", "--fail-on", "error").exit_code == 1


def test_two_reports_cannot_go_to_one_place(run: Run) -> None:
    result = run("check", "bad.txt", "--output", "json=x", "--output", "sarif=x")
    assert result.exit_code == 2
    assert "two reports would go to 'x'" in result.stderr


HOUSE = """
[[rule]]
id = "no-detox"
phrases = ["detox"]
flags = [{ text = "A detox tea.", words = "detox" }]
passes = ["Green tea."]
"""


def test_house_rules_are_tested_on_request(run: Run) -> None:
    Path("house.toml").write_text(HOUSE, "utf-8")
    result = run("test-rules", "house.toml")
    assert (result.exit_code, result.stdout) == (0, "house.toml: no-detox: 2 examples\n")
    Path("house.toml").write_text(HOUSE.replace("Green", "Detox"), "utf-8")
    assert run("test-rules", "house.toml").exit_code == 2


def test_a_page_taken_for_a_revision_is_explained(run: Run) -> None:
    result = run("check", "--changed", "bad.txt")
    assert (result.exit_code, "no PAGE is left" in result.stderr) == (2, True)
    assert "Missing argument" in run("check").stderr
