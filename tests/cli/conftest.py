"""Two small rules in place of the built-in ones, pages for them, and a runner."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor import catalogue
from auditor.check import Flagged, NoOptions, Rule
from auditor.cli import main
from auditor.model import Document, Finding, Severity

Run = Callable[..., Result]


def rule(name: str, severity: Severity, pattern: str) -> Rule:
    """A rule that flags what matches the pattern."""
    made = Rule(f"rules.{name}", severity, (Flagged("Some ERR words.", "ERR"),), ("Plain.",), ("Style guide 1",))

    @made.check
    def check(document: Document, _options: NoOptions) -> Iterator[Finding]:
        for block in document.page.blocks:
            for match in re.finditer(pattern, block.text):
                yield made.finding(block.span(*match.span()), f"“{match[0]}” stands here.", fix="Take it out.")

    return made


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a page for each outcome; no built-in rule runs."""
    made = (rule("bad_word", Severity.ERROR, "ERR"), rule("weak_word", Severity.WARNING, "WARN"))
    monkeypatch.setattr(catalogue, "available_rules", lambda _settings: made)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, text in {"bad.txt": "An ERR here.\n", "weak.txt": "A WARN here.\n", "sound.txt": "Well.\n"}.items():
        Path(name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def run() -> Run:
    """Runs a command line in this process."""
    return lambda *arguments, **options: CliRunner().invoke(main, list(arguments), **options)
