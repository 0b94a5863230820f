"""Documents say what is so: commands, options, sample runs, links; and README's set-up is what CI runs."""

import re
import subprocess
from pathlib import Path

import click
import pytest

from auditor import check
from auditor.cli import main
from auditor.cli.check import FORMATS
from tests.consoles import DOCUMENTS, Run, answer, renewed, runs, shown
from tests.samples import ROOT

README = (ROOT / "README.md").read_text("utf-8")
USAGE = (ROOT / "docs" / "usage.md").read_text("utf-8")
EVERY = [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "samples" / "README.md"]


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def set_up() -> list[str]:
    """The commands of README's set-up."""
    part = README.partition("## Set-up\n")[2].partition("\n## ")[0]
    return re.findall(r"^    (\S.*)$", part, re.MULTILINE)


def section(text: str, title: str) -> str:
    """What stands under a heading, up to the next of its rank."""
    return re.split(r"^## ", text.partition(f"\n## {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


COMMANDS = list(main.commands)


def options_of(command: click.Command) -> list[click.Option]:
    """The options of a command and of those below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = [each for each in command.params if isinstance(each, click.Option)]
    return own + [option for each in below for option in options_of(each)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    text = section(USAGE, f"auditor {name}")
    missing = [
        flag
        for each in options_of(main.commands[name])
        for flag in (*each.opts, *each.secondary_opts)
        if f"`{flag}" not in text
    ]
    assert text
    assert missing == []


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_is_documented_that_does_not_exist(name: str) -> None:
    known = {flag for each in options_of(main.commands[name]) for flag in (*each.opts, *each.secondary_opts)}
    rows = re.findall(r"^\| (`.*?) \|", section(USAGE, f"auditor {name}"), re.MULTILINE)
    assert {flag for row in rows for flag in re.findall(r"(?<![\w-])--?[a-z][\w-]*", row)} <= known | {"--help"}


def test_every_format_and_rule_is_named() -> None:
    assert [form for form in FORMATS if f"`{form}`" not in USAGE] == []
    assert [rule for rule in check.rule_ids() if f"`{rule}`" not in README] == []


@pytest.mark.parametrize("text", [README, USAGE], ids=["README", "usage"])
def test_exit_statuses_are_documented(text: str) -> None:
    rows = re.findall(r"^\| (\d+) \| \S", text, re.MULTILINE)
    assert rows[:4] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("run", runs(), ids=lambda run: f"{label(run.document)}: {run.command}")
def test_a_run_is_shown_as_it_is(run: Run) -> None:
    assert shown(run, answer(run.command)), "python -m tests.consoles --write brings it up to date"


def test_readme_shows_a_run() -> None:
    assert [run.command for run in runs() if run.document.name == "README.md"]


@pytest.mark.parametrize(
    ("told", "right"),
    [
        (("a", "b", "c"), True),
        (("a", "b"), False),
        (("a", "...", "c"), True),
        (("...", "c"), True),
        (("a", "..."), True),
        (("b", "...", "c"), False),
        (("a", "...", "b"), False),
        (("a", "...", "b", "...", "c"), True),
        (("a", "...", "c", "...", "c"), False),
    ],
)
def test_dots_stand_for_lines_left_out(told: tuple[str, ...], right: bool) -> None:
    assert shown(Run(ROOT, "auditor", told), ["a", "b", "c"]) is right


def test_a_run_is_brought_up_to_date() -> None:
    text = "```console\n$ auditor --version\nold\n```\n\n```console\n$ auditor rules\nold\n...\n```\n"
    new = renewed(text)
    assert f"$ auditor --version\n{answer('auditor --version')[0]}\n```" in new
    assert f"$ auditor rules\n{answer('auditor rules')[0]}\n...\n```" in new


@pytest.mark.parametrize("path", EVERY, ids=label)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", path.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, fragment = target.partition("#")
        linked = path.parent / name if name else path
        assert linked.exists(), target
        assert not fragment or fragment in anchors(linked.read_text("utf-8")), target


def anchors(markdown: str) -> set[str]:
    """The names of a document's headings as links use them."""
    titles = re.findall(r"^#+ (.+)$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_set_up_is_two_lines_that_need_only_python_and_pip() -> None:
    run, tests = set_up()
    for command in (run, tests):
        first, second, third = command.split(" && ")
        assert first == "python3 -m venv .venv"
        assert second.startswith(".venv/bin/pip install ")
        assert third.startswith(".venv/bin/")
    assert " install -q . " in run
    assert ".[test]" in tests
    assert "/pytest" in tests


def test_the_run_of_set_up_is_the_one_that_is_shown() -> None:
    command = set_up()[0].rpartition(".venv/bin/")[2]
    assert command in [run.command for run in runs()]


def test_ci_runs_the_test_command_of_readme_and_all_checks() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    expression = re.search(r"sed -n '([^']+)' README\.md", script)
    assert expression is not None
    taken = subprocess.run(
        ["sed", "-n", expression[1], "README.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert taken.stdout.splitlines() == [set_up()[1]]
    assert [name for name in ("tests", "ruff check", "ruff format", "mypy") if f'step "{name}"' not in script] == []
