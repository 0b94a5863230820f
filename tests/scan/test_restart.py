"""A scan begun anew: what the interrupted one leaves is told of, and goes only where nothing points to it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.archive import kept_of
from auditor.cli import main
from auditor.scan.steps import Scan
from auditor.store import Store

STORE = Path("auditor-store")
PURGE = ("evidence", "purge", "--abandoned")
CLAIM = "About 80% of adults sleep badly on trains.\n"


@pytest.fixture(autouse=True)
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "page.md"
    made.write_text(CLAIM, "utf-8")
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def scan(*arguments: str) -> Result:
    return run("scan", *arguments, "--no-config", "--as-of", "2026-11-25", "--jobs", "1", "--quiet")


def interrupted(where: str, *arguments: str) -> Result:
    """A scan that is cut before a step."""

    def cut(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store if where == "settle" else Scan, where, cut)
        done = scan(*arguments)
    assert done.exit_code == 130, done.output
    return done


def shown() -> str:
    """The command that the output names."""
    (told,) = re.findall(r"`(auditor evidence purge [^`]*)`", " ".join(run("runs").stdout.split()))
    return str(told)


def test_what_is_left_is_told_of_and_goes(page: Path) -> None:
    interrupted("_plan", "page.md")
    page.write_text(CLAIM + "More.\n", "utf-8")
    again = scan("page.md", "--restart")
    assert again.exit_code == 0, again.output
    files, size = kept_of(STORE, 1)
    assert files == 1
    assert again.stderr.splitlines() == [
        "auditor: run 1 was not finished; run 2 begins anew",
        f"auditor: run 1 leaves 1 file of evidence ({size:,} bytes); once run 2 is finished,"
        " `auditor evidence purge --abandoned` deletes what nothing points to",
    ]
    assert shown() == "auditor evidence purge --abandoned"
    name = "evidence/0001/00001.warc.gz"
    assert run(*PURGE, "--dry-run").stdout.splitlines() == [
        f"{name}: would be deleted",
        f"{size:,} bytes would be freed",
    ]
    assert (STORE / name).is_file()
    assert run(*PURGE).stdout.splitlines() == [f"{name}: deleted", f"{size:,} bytes freed"]
    assert not (STORE / name).exists()
    assert kept_of(STORE, 2)[0] == 1
    assert run(*PURGE).stdout == "0 bytes freed\n"
    assert "purge" not in run("runs").stdout
    verified = run("evidence", "verify")
    assert verified.exit_code == 0, verified.stdout


def test_changed_rules_are_named_as_the_reason() -> None:
    interrupted("_plan", "page.md")
    again = scan("page.md", "--min-confidence", "high")
    assert "run 2 begins anew, since the rules, the settings or the auditor have changed" in again.stderr


def test_a_scan_that_goes_on_says_nothing() -> None:
    interrupted("_plan", "page.md")
    assert scan("page.md").stderr == ""


def test_another_store_is_named_in_the_command() -> None:
    interrupted("_plan", "page.md", "--store", "our store")
    again = scan("page.md", "--restart", "--store", "our store")
    assert "`auditor evidence purge --abandoned --store 'our store'`" in again.stderr


def test_what_an_unfinished_run_may_need_stays() -> None:
    interrupted("_plan", "page.md")
    interrupted("_plan", "page.md", "--restart")
    refused = run(*PURGE)
    assert refused.exit_code == 2
    assert "run 2 is not finished" in refused.stderr
    assert kept_of(STORE, 1)[0] == 1


def test_what_a_judgement_of_the_interrupted_run_points_to_stays() -> None:
    interrupted("settle", "page.md")
    assert scan("--rescan", "1").exit_code == 0
    assert scan("page.md", "--restart").exit_code == 0
    assert run(*PURGE).stdout.splitlines() == [
        "evidence/0001/00001.warc.gz: kept, a run or a decision needs it",
        "0 bytes freed",
    ]
    assert run("evidence", "verify").exit_code == 0


def test_what_was_scanned_as_an_archive_stays() -> None:
    interrupted("_plan", "page.md")
    assert scan("page.md", "--restart").exit_code == 0
    assert scan(str(STORE / "evidence/0001/00001.warc.gz")).exit_code == 0
    assert "kept, a run or a decision needs it" in run(*PURGE).stdout
    assert kept_of(STORE, 1)[0] == 1


def test_the_page_that_a_decision_was_made_on_stays(page: Path) -> None:
    assert scan("page.md").exit_code == 0
    page.write_text(CLAIM + "\nMore.\n", "utf-8")
    interrupted("settle", "page.md")  # by now the finding is known from the second run's page
    with Store.open(STORE) as store:
        (row,) = store.findings(store.run("latest"))
    assert run("triage", "decide", row.fingerprint, "--as", "confirm", "--by", "Ann").exit_code == 0
    page.write_text(CLAIM + "\nEven more.\n", "utf-8")
    assert scan("page.md", "--restart").exit_code == 0
    with Store.open(STORE) as store:
        assert len(store.abandoned().decided_on) == 1
    assert "evidence/0002/00001.warc.gz: kept, a run or a decision needs it" in run(*PURGE).stdout


def test_evidence_of_runs_that_the_store_does_not_know_stays() -> None:
    """A store whose list of runs was lost has nothing but its evidence."""
    assert scan("page.md").exit_code == 0
    for path in STORE.glob("store.sqlite*"):
        path.unlink()
    (STORE / "evidence/0001").rename(STORE / "evidence/0007")
    assert scan("page.md").exit_code == 0
    assert run(*PURGE).stdout == "0 bytes freed\n"
    assert kept_of(STORE, 7)[0] == 1


@pytest.mark.parametrize("arguments", [(), ("--before", "2026-01-01", "--abandoned")])
def test_one_of_the_two_is_said(arguments: tuple[str, ...]) -> None:
    done = run("evidence", "purge", *arguments)
    assert (done.exit_code, "say either --before YYYY-MM-DD or --abandoned" in done.stderr) == (2, True)
