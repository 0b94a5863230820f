"""The command in a process of its own: closed pipes, full disks, no terminal, an odd environment."""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from tests.samples import ROOT

AUDITOR = [sys.executable, "-m", "auditor"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture(autouse=True)
def many(pages: Path) -> None:
    """A page with more findings than a pipe holds, and without a digit, so that spaCy is not needed."""
    names = ("".join(letters) for letters in product("abcdefghijklm", repeat=3))
    (pages / "many.txt").write_text("\n\n".join(f"Wave {name} drew $XX billion." for name in names), "utf-8")


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a shell command in which "auditor" is ours."""
    line = command.replace("auditor", " ".join(f"'{word}'" for word in AUDITOR))
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("form", ["text", "json", "markdown", "sarif"])
def test_a_reader_that_goes_away_ends_the_run_in_silence(form: str) -> None:
    done = shell(f"auditor check many.txt --format {form} | head -n 1")
    assert done.stderr == ""
    assert done.returncode == 141
    assert done.stdout.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("redirect", ["> /dev/full", "--output /dev/full"])
def test_a_full_disk_is_one_line(redirect: str) -> None:
    done = shell(f"auditor check many.txt {redirect}")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("auditor: ")
    assert "No space left" in line


def test_standard_output_may_be_closed() -> None:
    done = shell("auditor check bad.txt >&-")
    assert "Traceback" not in done.stderr


def test_a_device_can_be_the_output() -> None:
    done = shell("auditor check many.txt --quiet --output /dev/stdout")
    assert done.returncode == 1
    assert done.stdout.count("\n") == 13**3


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_reports_are_utf_8_whatever_the_terminal_says(encoding: str) -> None:
    Path("umlaut.txt").write_text("Ärzte: $XX Millionen.", "utf-8")
    done = subprocess.run(
        [*AUDITOR, "check", "umlaut.txt", "--format", "json"],
        env={**ENVIRONMENT, "PYTHONIOENCODING": encoding, "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    assert "Ärzte: $XX Millionen." in done.stdout.decode("utf-8")


def test_there_is_no_colour_in_a_pipe_and_none_where_it_is_not_wanted() -> None:
    assert "\x1b[" not in shell("auditor check many.txt").stdout
    assert "\x1b[" in shell("auditor check many.txt --color").stdout
    assert "\x1b[" not in shell("auditor check many.txt --no-color").stdout


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("environment", "coloured"), [({"TERM": "xterm"}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_there_is_colour_on_a_terminal(environment: dict[str, str], coloured: bool) -> None:
    done = on_terminal(["check", "many.txt"], {"TERM": "xterm", **environment})
    assert "$XX billion" in done
    assert ("\x1b[3" in done) is coloured


def on_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """What the command writes to a terminal."""
    import pty

    base = {name: value for name, value in ENVIRONMENT.items() if name != "NO_COLOR"}
    master, slave = pty.openpty()
    with subprocess.Popen([*AUDITOR, *arguments], env={**base, **environment}, stdout=slave, stderr=slave) as process:
        os.close(slave)
        written = bytearray()
        while True:
            try:
                piece = os.read(master, 65_536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            written += piece
        process.wait()
    os.close(master)
    return written.decode("utf-8", "replace")
