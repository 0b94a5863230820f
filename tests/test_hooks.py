"""What others run from this repository: the pre-commit hook, the action, the image."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from auditor.cli import main

ROOT = Path(__file__).resolve().parent.parent


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def test_pre_commit_accepts_the_manifest() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hook_runs_a_command_there_is(tmp_path: Path) -> None:
    (hook,) = load(".pre-commit-hooks.yaml")
    program, *arguments = hook["entry"].split()
    page = tmp_path / "page.md"
    page.write_text("The market may pass $XX billion next year.\n", "utf-8")
    assert program == "auditor"
    assert CliRunner().invoke(main, [*arguments, str(page)]).exit_code == 1


Commit = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def pre_commit(tmp_path: Path) -> Commit:
    """Runs pre-commit in a repository of three staged files, two of them pages, of which one has a finding."""
    folder, program = tmp_path / "content", tmp_path / "bin" / "auditor"
    folder.mkdir()
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m auditor "$@"\n', "utf-8")
    program.chmod(0o755)
    gap = "The market may pass $XX billion next year.\n"
    for name, text in {"bad.md": gap, "sound.html": "<p>Tea is green.</p>\n", "program.py": f'"""{gap}"""\n'}.items():
        (folder / name).write_text(text, "utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
    }
    for git in (("init", "-q"), ("add", "-A")):
        subprocess.run(["git", *git], cwd=folder, env=environment, check=True, capture_output=True)

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "pre_commit", *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    return run


BAD = 'bad.md:1:21: error: Unfilled number "$XX billion"'


def test_the_hook_stops_a_commit_of_a_bad_page(pre_commit: Commit, tmp_path: Path) -> None:
    hooks = [{**hook, "language": "system"} for hook in load(".pre-commit-hooks.yaml")]  # installs nothing
    settings = tmp_path / "settings.yaml"
    settings.write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}), "utf-8")
    done = pre_commit("run", "--config", str(settings))
    assert done.returncode == 1
    assert BAD in done.stdout
    assert "program.py" not in done.stdout
    assert pre_commit("run", "--config", str(settings), "--files", "sound.html").returncode == 0


@pytest.mark.skipif("AUDITOR_TRY_REPO" not in os.environ, reason="installs from a package index; .ci/run asks for it")
def test_pre_commit_installs_and_runs_this_repository(pre_commit: Commit) -> None:
    done = pre_commit("try-repo", str(ROOT), "auditor")
    assert done.returncode == 1, done.stdout + done.stderr
    assert BAD in done.stdout


def test_the_action_is_composite_and_runs_a_command_there_is(tmp_path: Path) -> None:
    action = load("action.yml")
    assert action["runs"]["using"] == "composite"
    assert all("shell" in step for step in action["runs"]["steps"] if "run" in step)
    page, sarif = tmp_path / "page.md", tmp_path / "audit.sarif"
    page.write_text("The market may pass $XX billion next year.\n", "utf-8")
    arguments = action["inputs"]["arguments"]["default"].split()
    command = ["check", *arguments, "--output", "github=-", "--output", f"sarif={sarif}", "--", str(page)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=")
    assert sarif.is_file()


def test_the_image_is_made_of_what_a_wheel_needs() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {word for line in dockerfile.splitlines() if line.startswith("COPY") for word in line.split()[1:-1]}
    assert copied <= allowed
    assert {"pyproject.toml", "README.md", "auditor", "rules"} <= copied
