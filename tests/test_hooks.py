"""What others run from this repository: the pre-commit hook, the action, the image."""

import subprocess
import sys
from pathlib import Path
from typing import Any

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
