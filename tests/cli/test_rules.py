import json
from pathlib import Path

import pytest
from click.testing import Result

from auditor import check
from auditor.cli.rules import FORMATS
from tests.cli.conftest import Run


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0
    return result.stdout.splitlines()


@pytest.fixture
def built_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The built-in rules, not the two of these tests, in a folder without settings."""
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)


NAMES = sorted((*check.rule_ids(), *check.NOTE_IDS))

HOUSE = """
[[rule]]
id = "no-detox"
summary = "Detox claims."
phrases = ["detox"]
standard = "House style 3.2"
help = "https://example.org/style#3.2"
flags = [{ text = "A detox tea.", words = "detox" }]
passes = ["Green tea."]
"""
PACK = '''"""A lonely word.

Flags    the word alone
Why      it is lonely
Remedy   give it company
Limits   none worth telling
See      nothing
"""
from auditor.check import Flagged, Rule
from auditor.model import Severity

rule = Rule(__name__, Severity.INFO, (Flagged("alone", "alone"),), ("together",), ("House style 9",))


@rule.check
def check(document, options):
    return iter(())
'''


@pytest.fixture
def house(built_in: None) -> None:  # noqa: ARG001
    """A settings file with a file of house rules and a pack."""
    Path("auditor.toml").write_text('house-rules = ["house.toml"]\npacks = ["pack"]\n', "utf-8")
    Path("house.toml").write_text(HOUSE, "utf-8")
    Path("pack").mkdir()
    Path("pack", "lonely_word.py").write_text(PACK, "utf-8")


@pytest.mark.usefixtures("built_in")
def test_every_rule_is_listed_with_its_severity(run: Run) -> None:
    head, *rows = lines(run("rules", env={"COLUMNS": "200"}))
    severities = {rule.id: rule.severity.value for rule in check.rules()}
    severities |= {note.id: note.severity.value for note in check.NOTES}
    assert head.split() == ["rule", "severity", "finds"]
    assert [row.split()[:2] for row in rows] == [[name, severities[name]] for name in NAMES]


@pytest.mark.usefixtures("house")
def test_house_rules_and_packs_are_listed_with_their_file(run: Run) -> None:
    head, *rows = lines(run("rules", env={"COLUMNS": "200"}))
    assert head.split() == ["rule", "severity", "from", "finds"]
    told = {row.split()[0]: row.split()[1:4] for row in rows}
    assert told["no-detox"] == ["warning", "house.toml", "Detox"]
    assert told["lonely-word"] == ["info", "pack/lonely_word.py", "A"]
    assert told["vague-citation"][1:] == ["built", "in"]
    assert sorted(told) == sorted((*NAMES, "no-detox", "lonely-word"))
    assert "no-detox" not in run("rules", "--no-config").stdout
    assert "no-detox" in run("rules", "--format", "markdown", "--config", "auditor.toml").stdout


@pytest.mark.usefixtures("house")
def test_a_house_rule_is_explained(run: Run) -> None:
    told = lines(run("explain", "no-detox"))
    assert told[0] == "no-detox (warning)"
    assert {"  House style 3.2", "  https://example.org/style#3.2"} <= {line.rstrip() for line in told}
    assert told[told.index("From") + 1] == "  house.toml"
    assert run("explain", "lonely-word").stdout.startswith("lonely-word (info)")
    result = run("explain", "no-detox", "--no-config")
    assert (result.exit_code, "unknown rule 'no-detox'" in result.stderr) == (2, True)


@pytest.mark.usefixtures("built_in")
def test_a_wrong_settings_file_is_told(run: Run) -> None:
    Path("auditor.toml").write_text("house-rules = ['none.toml']\n", "utf-8")
    for arguments in (("rules",), ("explain", "vague-citation")):
        result = run(*arguments)
        assert (result.exit_code, "no such file or folder: 'none.toml'" in result.stderr) == (2, True)


@pytest.mark.usefixtures("built_in")
def test_json_and_markdown_hold_the_whole_documentation(run: Run) -> None:
    cards = json.loads(run("rules", "--format", "json").stdout)
    markdown = run("rules", "--format", "markdown").stdout
    assert [card["id"] for card in cards] == NAMES
    assert all(card["why"] and card["remedy"] and card["flagged"] and card["passed"] for card in cards)
    assert all(f"\n## {rule}\n" in markdown for rule in NAMES)
    assert set(FORMATS) == {"table", "json", "markdown"}


@pytest.mark.usefixtures("built_in")
@pytest.mark.parametrize("rule", NAMES)
def test_a_rule_is_explained(run: Run, rule: str) -> None:
    told = lines(run("explain", rule))
    assert told[0].startswith(f"{rule} (")
    assert {"Why", "Remedy", "Limits", "Options", "Flagged", "Passed"} <= set(told)
    assert {"Standards", "See"} & set(told)


def test_an_unknown_rule_is_answered_with_the_nearest(run: Run) -> None:
    result = run("explain", "bad-wort")
    assert result.exit_code == 2
    assert "did you mean 'bad-word'" in result.stderr


def test_the_version_and_the_commands_are_told(run: Run) -> None:
    from auditor import __version__

    assert lines(run("--version")) == [f"auditor, version {__version__}"]
    told = "\n".join(lines(run("--help")))
    assert all(word in told for word in ("check", "claims", "rules", "explain", "Exit status"))
