"""The runs shown in documents: what was typed, what is shown of the answer, and what is really answered.

`python -m tests.consoles --write` brings the shown answers up to date: an answer keeps its number of lines before
and after each line of three dots.

A block that is fenced as `console` holds a command behind "$ " and its answer; a line of three dots stands for lines
left out.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.samples import ROOT

DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "benchmarks").glob("*.md")))
DOTS = "..."

_BLOCK = re.compile(r"^```console\n\$ (?P<command>.*)\n(?P<answer>(?:.*\n)*?)```$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """A run as a document shows it."""

    document: Path
    command: str
    answer: tuple[str, ...]

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The shown lines between the dots."""
        parts: list[list[str]] = [[]]
        for line in self.answer:
            if line == DOTS:
                parts.append([])
            else:
                parts[-1].append(line)
        return tuple(map(tuple, parts))


def runs() -> tuple[Run, ...]:
    """All runs that the documents show."""
    return tuple(
        Run(path, block["command"], tuple(block["answer"].splitlines()))
        for path in DOCUMENTS
        for block in _BLOCK.finditer(path.read_text("utf-8"))
    )


def answer(command: str) -> list[str]:
    """What the command really prints, in a window of 100 columns."""
    name, *arguments = shlex.split(command)
    if name != "auditor":
        raise ValueError(f"only the auditor's own commands are shown: {command}")
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *arguments], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    return (done.stdout + done.stderr).decode().rstrip("\n").split("\n")


def shown(run: Run, real: Sequence[str]) -> bool:
    """Whether the shown parts stand in the real answer in this order, the first at its start, the last at its end."""
    parts, at = run.parts, 0
    if len(parts) == 1:
        return list(parts[0]) == list(real)
    for index, part in enumerate(parts):
        start = len(real) - len(part) if index == len(parts) - 1 else at if index == 0 else _find(part, real, at)
        if start < at or list(real[start : start + len(part)]) != list(part):
            return False
        at = start + len(part)
    return True


def _find(part: Sequence[str], real: Sequence[str], start: int) -> int:
    places = range(start, len(real) - len(part) + 1)
    return next((at for at in places if list(real[at : at + len(part)]) == list(part)), -1)


def renewed(text: str) -> str:
    """A document with its answers brought up to date."""
    return _BLOCK.sub(lambda block: f"```console\n$ {block['command']}\n{_answer(block)}```", text)


def _answer(block: re.Match[str]) -> str:
    old = Run(ROOT, block["command"], tuple(block["answer"].splitlines())).parts
    real = answer(block["command"])
    return "".join(f"{line}\n" for line in _cut(real, len(old[0]), len(old[-1]) if old[1:] else len(real)))


def _cut(real: Sequence[str], first: int, last: int) -> Iterator[str]:
    if first + last >= len(real):
        yield from real
    else:
        yield from real[:first]
        yield DOTS
        yield from real[len(real) - last :]


def main(arguments: Sequence[str] | None = None) -> int:
    """Lists the runs that are shown wrongly, or renews them; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.consoles", description="The runs shown in documents.")
    parser.add_argument("--write", action="store_true", help="bring the documents up to date")
    if parser.parse_args(arguments).write:
        for path in DOCUMENTS:
            text = path.read_text("utf-8")
            if (new := renewed(text)) != text:
                path.write_text(new, "utf-8")
        return 0
    wrong = [run for run in runs() if not shown(run, answer(run.command))]
    for run in wrong:
        print(f"{run.document.relative_to(ROOT)}: $ {run.command}")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
