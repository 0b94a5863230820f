import json

import pytest
from click.testing import Result

from auditor import check
from auditor.cli.rules import FORMATS
from tests.cli.conftest import Run


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0
    return result.stdout.splitlines()


def test_every_rule_is_listed_with_its_severity(run: Run) -> None:
    head, *rows = lines(run("rules", env={"COLUMNS": "200"}))
    assert head.split() == ["rule", "severity", "finds"]
    assert [row.split()[:2] for row in rows] == [[rule.id, rule.severity.value] for rule in check.rules()]


def test_json_and_markdown_hold_the_whole_documentation(run: Run) -> None:
    cards = json.loads(run("rules", "--format", "json").stdout)
    markdown = run("rules", "--format", "markdown").stdout
    assert [card["id"] for card in cards] == list(check.rule_ids())
    assert all(card["why"] and card["remedy"] and card["flagged"] and card["passed"] for card in cards)
    assert all(f"\n## {rule}\n" in markdown for rule in check.rule_ids())
    assert set(FORMATS) == {"table", "json", "markdown"}


@pytest.mark.parametrize("rule", check.rule_ids())
def test_a_rule_is_explained(run: Run, rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the built-in rules, not the two of these tests
    told = lines(run("explain", rule))
    assert told[0].startswith(f"{rule} (")
    assert {"Why", "Remedy", "Limits", "Options", "Flagged", "Passed", "Standards"} <= set(told)


def test_an_unknown_rule_is_answered_with_the_nearest(run: Run) -> None:
    result = run("explain", "bad-wort")
    assert result.exit_code == 2
    assert "did you mean 'bad-word'" in result.stderr


def test_the_version_and_the_commands_are_told(run: Run) -> None:
    from auditor import __version__

    assert lines(run("--version")) == [f"auditor, version {__version__}"]
    told = "\n".join(lines(run("--help")))
    assert all(word in told for word in ("check", "claims", "rules", "explain", "Exit status"))
