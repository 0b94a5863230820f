"""The program as it is started: what it prints is whole and its exit status is kept, however it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def start(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "AUDITOR_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "auditor", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--version",), 0),
        (("check", "sound.md"), 0),
        (("check", "bad.md"), 1),
        (("check", "--nonsense"), 2),
        (("check", "missing.md"), 3),
        (("check", "bad.md", "sound.md", "--jobs", "2", "--no-cache"), 1),
    ],
)
def test_the_exit_status_is_kept(tmp_path: Path, arguments: tuple[str, ...], status: int) -> None:
    (tmp_path / "bad.md").write_text("The market may pass $XX billion next year.\n", "utf-8")
    (tmp_path / "sound.md").write_text("Tea is green.\n", "utf-8")
    assert start(tmp_path, *arguments).returncode == status


def test_a_long_report_is_whole_also_from_the_cache(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("The market may pass $XX billion next year.\n\n" * 3_000, "utf-8")
    first, second = (start(tmp_path, "check", "bad.md", "--format", "json") for _ in range(2))
    assert first.stdout == second.stdout
    assert first.stdout.endswith("}\n")
    assert len(first.stdout) > 1_000_000
