import json
import logging
from pathlib import Path

import pytest
from click.testing import Result

from auditor import pipeline, report
from auditor.cli.check import FORMATS
from auditor.model import PageReport, RawPage
from auditor.settings import Settings
from tests.cli.conftest import Run


def found(result: Result) -> list[str]:
    """Rules of all findings in a JSON report."""
    return [finding["rule"] for page in json.loads(result.stdout)["pages"] for finding in page["findings"]]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["sound.txt"], 0),
        (["bad.txt"], 1),
        (["weak.txt"], 0),
        (["weak.txt", "--fail-on", "warning"], 1),
        (["weak.txt", "--fail-on", "info"], 1),
        (["bad.txt", "--fail-on", "never"], 0),
        (["bad.txt", "--ignore", "bad-word"], 0),
        (["bad.txt", "--select", "weak-word"], 0),
        (["missing.txt"], 3),
        (["bad.txt", "missing.txt", "sound.txt"], 3),
        (["missing.txt", "--fail-on", "never"], 3),
        ([], 2),
        (["sound.txt", "--format", "xml"], 2),
        (["sound.txt", "--as-of", "2026-02-30"], 2),
        (["sound.txt", "--select", "bad-wort"], 2),
        (["sound.txt", "--fail-on", "fatal"], 2),
        (["sound.txt", "--output", "no/such/folder.json"], 2),
        (["sound.txt", "--output", "."], 2),
    ],
)
def test_exit_status(run: Run, arguments: list[str], status: int) -> None:
    result = run("check", *arguments)
    assert result.exit_code == status
    assert "Traceback" not in result.output


def test_every_input_is_audited_and_each_failure_is_one_line(run: Run) -> None:
    result = run("check", "bad.txt", "missing.txt", "weak.txt")
    assert "bad.txt:1:4" in result.stdout
    assert "weak.txt:1:3" in result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith("missing.txt: ")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_to_a_file_as_to_standard_output(run: Run, form: str) -> None:
    arguments = ("check", "bad.txt", "--format", form, "--as-of", "2026-01-01")
    printed = run(*arguments)
    saved = run(*arguments, "--output", "report.out")
    assert (saved.stdout, saved.exit_code) == ("", 1)
    assert Path("report.out").read_text("utf-8") == printed.stdout
    assert sorted(each.name for each in Path().iterdir()) == ["bad.txt", "report.out", "sound.txt", "weak.txt"]


def test_the_formats_are_those_of_the_report() -> None:
    assert FORMATS == report.FORMATS


def test_as_of_is_in_the_report(run: Run) -> None:
    assert (
        json.loads(run("check", "sound.txt", "--format", "json", "--as-of", "2024-06-01").stdout)["as_of"]
        == "2024-06-01"
    )


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ([], ["bad-word", "weak-word"]),
        (["--select", "bad-word"], ["bad-word"]),
        (["--select", "bad-word, weak-word"], ["bad-word", "weak-word"]),
        (["--select", "bad-word", "--select", "weak-word"], ["bad-word", "weak-word"]),
        (["--ignore", "weak-word"], ["bad-word"]),
        (["--ignore", "bad-word,weak-word"], []),
    ],
)
def test_rules_are_chosen(run: Run, options: list[str], rules: list[str]) -> None:
    assert found(run("check", "bad.txt", "weak.txt", "--format", "json", *options)) == rules


def test_an_unknown_rule_is_answered_with_the_nearest(run: Run) -> None:
    assert "did you mean 'bad-word'" in run("check", "sound.txt", "--ignore", "bad-wort").stderr


@pytest.mark.parametrize(("environment", "options", "coloured"), [({}, [], False), ({}, ["--color"], True)])
def test_colour(run: Run, environment: dict[str, str], options: list[str], coloured: bool) -> None:
    result = run("check", "bad.txt", *options, env=environment, color=True)
    assert ("\x1b[" in result.stdout) is coloured


def test_columns_are_respected(run: Run) -> None:
    Path("long.txt").write_text("word " * 100 + "ERR " + "word " * 100, "utf-8")
    result = run("check", "long.txt", env={"COLUMNS": "60"})
    assert max(map(len, result.stdout.splitlines())) <= 60


def test_quiet_is_one_line_a_finding(run: Run) -> None:
    result = run("check", "bad.txt", "sound.txt", "--quiet")
    assert result.stdout == "bad.txt:1:4: error: “ERR” stands here. [bad-word]\n"


def test_verbose_shows_the_fingerprint(run: Run) -> None:
    assert "    id    " in run("check", "bad.txt", "--verbose").stdout


def test_standard_input(run: Run) -> None:
    result = run("check", "-", "--stdin-filename", "draft.txt", "--quiet", input="An ERR here.")
    assert result.stdout.startswith("draft.txt:1:4: error")
    assert result.exit_code == 1


def test_a_defect_of_ours_on_one_page_is_its_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    crash_on(monkeypatch, "weak.txt")
    result = run("check", "weak.txt", "bad.txt")
    assert result.stderr == "weak.txt: the auditor failed (ZeroDivisionError: oh); please report it (--debug)\n"
    assert "bad.txt:1:4" in result.stdout
    assert result.exit_code == 3


def test_debug_shows_where_it_failed(
    run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    crash_on(monkeypatch, "weak.txt")
    level = logging.getLogger("auditor").level
    run("check", "weak.txt", "--debug")
    logging.getLogger("auditor").setLevel(level)
    assert "ZeroDivisionError" in caplog.text


def test_a_defect_of_ours_elsewhere_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_arguments: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(report, "stream", crash)
    result = run("check", "bad.txt")
    assert result.stderr == "auditor: failed (ZeroDivisionError: oh); please report it (--debug)\n"
    assert result.exit_code == 3


def test_an_interrupt_keeps_what_was_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    crash_on(monkeypatch, "weak.txt", KeyboardInterrupt())
    result = run("check", "bad.txt", "weak.txt", "sound.txt", "--output", "report.txt")
    assert result.exit_code == 130
    assert result.stderr == "auditor: interrupted; 1 page was audited\n"
    assert "bad.txt:1:4" in Path("report.txt").read_text("utf-8")


def test_an_interrupted_json_report_leaves_the_old_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("report.json").write_text("old", "utf-8")
    crash_on(monkeypatch, "weak.txt", KeyboardInterrupt())
    result = run("check", "bad.txt", "weak.txt", "--format", "json", "--output", "report.json")
    assert result.exit_code == 130
    assert Path("report.json").read_text("utf-8") == "old"
    assert not list(Path().glob(".report*"))


def test_a_link_and_its_mode_are_kept(run: Run) -> None:
    Path("real.json").write_text("old", "utf-8")
    Path("real.json").chmod(0o600)
    Path("link.json").symlink_to("real.json")
    run("check", "sound.txt", "--format", "json", "--output", "link.json")
    assert Path("link.json").is_symlink()
    assert Path("real.json").read_text("utf-8").startswith("{")
    assert Path("real.json").stat().st_mode & 0o777 == 0o600


def crash_on(monkeypatch: pytest.MonkeyPatch, location: str, error: BaseException | None = None) -> None:
    """Makes the audit of one page fail."""
    audit_page = pipeline.audit_page

    def audit(raw: RawPage, settings: Settings) -> PageReport:
        if raw.location == location:
            raise error or ZeroDivisionError("oh")
        return audit_page(raw, settings)

    monkeypatch.setattr(pipeline, "audit_page", audit)
