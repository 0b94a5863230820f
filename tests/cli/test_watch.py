"""Watching: pages and all that settings are made of; no mistake ends it."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest

from tests.cli.conftest import Run

Step = Callable[[], object]


def write(name: str, text: str) -> Step:
    return lambda: Path(name).write_text(text, "utf-8")


@pytest.fixture
def watched(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[str], list[str]]]:
    """Watches while one step after another happens; gives the lines of standard output and error."""

    def watching(*steps: Step, arguments: tuple[str, ...] = ("weak.txt",)) -> tuple[list[str], list[str]]:
        left = list(steps)

        def sleep(_seconds: float) -> None:
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()

        monkeypatch.setattr("auditor.cli.watch.time.sleep", sleep)
        result = run("check", *arguments, "--watch", "--no-cache", "--jobs", "1", "--quiet")
        assert result.exit_code == 130, result.output
        assert left == []
        return result.stdout.splitlines(), result.stderr.splitlines()

    return watching


Watched = Callable[..., tuple[list[str], list[str]]]
WATCHING = "Watching; Ctrl-C ends it."
CHANGED = "auditor: {} changed; the pages are audited again"
SILENT, LOUD = 'ignore = ["weak-word"]\n', "# nothing\n"


def test_a_page(watched: Watched) -> None:
    out, error = watched(write("weak.txt", "A WARN and a WARN."))
    assert len(out) == 3
    assert error == [WATCHING, WATCHING]


def test_nothing_happens_where_nothing_changes(watched: Watched) -> None:
    Path("auditor.toml").write_text(LOUD, "utf-8")
    assert watched(lambda: None, lambda: None)[1] == [WATCHING]


@pytest.mark.parametrize("name", ["auditor.toml", "pyproject.toml"])
def test_a_settings_file(watched: Watched, name: str) -> None:
    table = "[tool.auditor]\n" if name == "pyproject.toml" else ""
    Path(name).write_text(table + LOUD, "utf-8")
    out, error = watched(write(name, table + SILENT), write(name, table + LOUD + "\n"))
    assert len(out) == 2  # at first, and at last
    assert error == [WATCHING, CHANGED.format(name), WATCHING, CHANGED.format(name), WATCHING]


def test_a_settings_file_that_comes_and_goes(watched: Watched) -> None:
    out, error = watched(write("auditor.toml", SILENT), lambda: Path("auditor.toml").unlink())
    assert len(out) == 2
    assert [line for line in error if line != WATCHING] == [CHANGED.format("auditor.toml")] * 2


def test_a_nearer_settings_file(watched: Watched) -> None:
    Path("auditor.toml").write_text(SILENT, "utf-8")
    Path("inner").mkdir()
    Path("inner/page.txt").write_text("A WARN here.", "utf-8")
    out, error = watched(write("inner/auditor.toml", LOUD), arguments=("inner/page.txt",))
    assert len(out) == 1
    assert error[1] == CHANGED.format(Path("inner", "auditor.toml"))


def test_the_file_that_is_named(watched: Watched) -> None:
    Path("other.toml").write_text(LOUD, "utf-8")
    steps = (write("auditor.toml", SILENT), write("other.toml", SILENT))
    out, error = watched(*steps, arguments=("weak.txt", "--config", "other.toml"))
    assert len(out) == 1
    assert error == [WATCHING, CHANGED.format("other.toml"), WATCHING]


def test_no_settings_file_is_asked_for(watched: Watched) -> None:
    assert watched(write("auditor.toml", SILENT), arguments=("weak.txt", "--no-config"))[1] == [WATCHING]


def test_what_a_settings_file_extends(watched: Watched) -> None:
    Path("shared.toml").write_text(LOUD, "utf-8")
    Path("auditor.toml").write_text('extends = "shared.toml"\n', "utf-8")
    out, error = watched(write("shared.toml", SILENT))
    assert len(out) == 1
    assert error[1] == CHANGED.format("shared.toml")


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("ignore = [", "auditor.toml: is no TOML file: "),
        ("fail-om = 3\n", "auditor.toml:1: unknown key 'fail-om', did you mean 'fail-on'?"),
        ('ignore = ["wek-word"]\n', "'wek-word'"),
        ('extends = "gone.toml"\n', "no such file to extend: 'gone.toml'"),
    ],
)
def test_a_mistake_is_one_line_and_the_old_settings_hold(watched: Watched, broken: str, told: str) -> None:
    Path("auditor.toml").write_text(LOUD, "utf-8")
    page, mended = write("weak.txt", "A WARN, again."), write("auditor.toml", SILENT)
    out, error = watched(write("auditor.toml", broken), page, mended)
    assert len(out) == 2  # audited with the old settings at first and when the page changed; not with the mended ones
    first, problem, again, second, news, third = error
    assert (first, second, third) == (WATCHING, WATCHING, WATCHING)
    assert told in problem
    assert problem.endswith("; the settings from before hold until it is mended")
    assert again == problem
    assert news == CHANGED.format("auditor.toml")


def test_a_broken_pyproject_on_the_way(watched: Watched) -> None:
    out, error = watched(write("pyproject.toml", "[tool"), write("pyproject.toml", f"[tool.auditor]\n{SILENT}"))
    assert len(out) == 1
    assert "pyproject.toml: is no TOML file" in error[1]
    assert error[2:] == [CHANGED.format("pyproject.toml"), WATCHING]


def test_the_baseline(watched: Watched) -> None:
    Path("auditor.toml").write_text('baseline = "accepted.json"\n', "utf-8")
    Path("accepted.json").touch()
    out, error = watched(write("accepted.json", "{"), write("accepted.json", "\n\n"))
    assert len(out) == 2
    assert [line for line in error if line == CHANGED.format("accepted.json")] == [CHANGED.format("accepted.json")] * 2
    assert [line for line in error if "accepted.json" in line and "changed" not in line]
    assert error[-1] == WATCHING


def test_a_mistake_at_the_start_ends_it(run: Run) -> None:
    Path("auditor.toml").write_text("fail-om = 3\n", "utf-8")
    result = run("check", "weak.txt", "--watch")
    assert (result.exit_code, "fail-om" in result.stderr) == (2, True)


HOUSE = """
[[rule]]
id = "no-detox"
phrases = ["{word}"]
flags = [{{ text = "A {word} tea.", words = "{word}" }}]
passes = ["Green leaves."]
"""


def test_house_rules_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Read again as files are, with a rule that comes by a glob, in worker processes."""
    for name, text in (("auditor.toml", "house-rules = ['house*.toml']\n"), ("house.toml", HOUSE.format(word="detox"))):
        (tmp_path / name).write_text(text, "utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("A detox tea, or a cleansing tea.\n", "utf-8")
    command = [sys.executable, "-m", "auditor", "check", "a.txt", "b.txt", "--watch", "--no-cache", "--jobs", "2", "-q"]
    watching = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    too_late = Timer(60, watching.kill)
    too_late.start()
    try:
        assert watching.stderr
        assert watching.stdout
        assert [watching.stdout.readline().split(":")[0] for _ in range(2)] == ["a.txt", "b.txt"]
        assert watching.stderr.readline() == f"{WATCHING}\n"
        (tmp_path / "house2.toml").write_text(
            HOUSE.format(word="cleansing").replace("no-detox", "no-cleansing"), "utf-8"
        )
        assert watching.stderr.readline() == CHANGED.format("house2.toml") + "\n"
        assert sum("no-cleansing" in watching.stdout.readline() for _ in range(4)) == 2
        watching.send_signal(signal.SIGINT)
        assert watching.wait(30) == 130
    finally:
        too_late.cancel()
        watching.kill()
        watching.communicate()
