"""The wheel holds the engine, the rules and their word lists, and nothing else; it works away from the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.samples import ROOT

PAGE = ROOT / "samples" / "flawed" / "pill-shop.html"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the project's own backend; no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed; what it depends on comes from this environment."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    return folder


def names(wheel: Path) -> set[str]:
    """Files of the wheel, its metadata left out."""
    files = zipfile.ZipFile(wheel).namelist()
    return {name for name in files if not name.split("/")[0].endswith(".dist-info")}


def files_below(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def run(installed: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the installed command in another folder."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "auditor", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_only_the_engine_is_at_the_top(wheel: Path) -> None:
    assert {name.split("/")[0] for name in names(wheel)} == {"auditor"}


def test_it_holds_exactly_the_engine_and_the_rules(wheel: Path) -> None:
    engine = {f"auditor/{name}" for name in files_below(ROOT / "auditor")}
    rules = {f"auditor/_rules/{name}" for name in files_below(ROOT / "rules")}
    assert names(wheel) == engine | rules
    assert "auditor/py.typed" in engine
    assert {name for name in rules if name.endswith(".toml")}
    assert {name for name in engine if name.endswith(".toml")}


def test_the_rules_are_those_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    here = subprocess.run(
        [sys.executable, "-m", "auditor", "rules", "--format", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    there = run(installed, "rules", "--format", "json", folder=tmp_path)
    assert there.returncode == 0, there.stderr
    assert json.loads(there.stdout) == json.loads(here.stdout) != []


def test_it_is_the_wheel_that_runs_and_it_audits_a_page(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.read_bytes())
    where = "import auditor, auditor.rules; print(auditor.__file__, *auditor.rules.__path__)"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    printed = subprocess.run(
        [sys.executable, "-c", where], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert all(Path(path).is_relative_to(installed) for path in printed.stdout.split())
    done = run(installed, "check", "page.html", "--format", "json", folder=tmp_path)
    assert done.returncode == 1, done.stderr
    (page,) = json.loads(done.stdout)["pages"]
    assert {finding["rule"] for finding in page["findings"]} >= {"placeholder-figure"}


def test_without_its_rules_it_says_so(installed: Path, tmp_path: Path) -> None:
    engine = tmp_path / "auditor"
    engine.mkdir()
    (engine / "__init__.py").touch()
    (engine / "rules.py").write_bytes((installed / "auditor" / "rules.py").read_bytes())
    (tmp_path / "rules").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", "import auditor.rules"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "installed without its rules" in done.stderr
