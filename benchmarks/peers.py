"""Other prose linters, where they are installed, on the text of the same pages."""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Cost, run

VALE_SETTINGS = "MinAlertLevel = suggestion\n[*]\nBasedOnStyles = Vale\n"


@dataclass(frozen=True, slots=True)
class Peer:
    """A linter: its name, whether it is here, and the command for some files."""

    name: str
    here: bool
    command: Callable[[Sequence[str]], list[str]]
    remark: str


def peers() -> tuple[Peer, ...]:
    """The linters that are compared."""
    proselint = _proselint()
    return (
        Peer(
            "proselint",
            proselint is not None,
            lambda files: [*(proselint or ()), "check", *files],
            "all its checks, plain text",
        ),
        Peer(
            "vale",
            shutil.which("vale") is not None,
            lambda files: ["vale", "--no-exit", "--config", ".vale.ini", *files],
            "its own style only, plain text",
        ),
        Peer(
            "write-good",
            shutil.which("write-good") is not None,
            lambda files: ["write-good", *files],
            "all its checks, plain text",
        ),
        Peer(
            "textlint",
            shutil.which("textlint") is not None,
            lambda files: ["textlint", "--rule", "write-good", *files],
            "the rule write-good, plain text",
        ),
    )


def _proselint() -> tuple[str, ...] | None:
    """Its command: a module of this Python or a program on the path."""
    if importlib.util.find_spec("proselint") is not None:
        return sys.executable, "-m", "proselint"
    program = shutil.which("proselint")
    return None if program is None else (program,)


def cost(peer: Peer, texts: Sequence[str], folder: Path) -> Cost:
    """What the linter takes for these texts, written as files into the folder."""
    names = [f"page{number:05}.txt" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(text, "utf-8")
    (folder / ".vale.ini").write_text(VALE_SETTINGS, "utf-8")
    return run(peer.command(names), folder=str(folder))
