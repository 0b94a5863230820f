"""auditor triage, diff and runs from the command line, over one small store."""

import json
import re
import shlex
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import main
from auditor.model.scan import Outcome, Reason
from auditor.store import Store
from tests.samples import ROOT
from tests.store.stories import RULE, SITE, Page, Scans, digest, finding

A, B, C = f"{SITE}/a", f"{SITE}/b", f"{SITE}/c"
TEA = "Studies show that green tea helps most people lose weight fast."
MILK = "Experts agree on the benefits of warm milk before sleep."
NEW = TEA.replace("most", "many")
ON_B, CLAIM = digest(RULE, B, TEA), digest(RULE, TEA)
WAIVE = ("--as", "waive", "--reason", "Reprint in May.", "--owner", "Print team", "--until", "2999-05-31")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of two runs in the working folder, under its usual name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    with Store.open(tmp_path / "auditor-store") as store:
        scans = Scans(store)
        scans({A: [TEA, MILK], B: [TEA], C: ["Nobody doubts it."]})
        gone = Page(outcome=Outcome.FAILED, reason=Reason.GONE, detail="404")
        scans({A: [NEW], B: [TEA], f"{SITE}/d": [TEA], C: gone})
    return tmp_path


def run(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=text)


def shown(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str, text: str = "") -> str:
    result = run(*arguments, text=text)
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr.splitlines()[-1]


def found(*arguments: str) -> list[tuple[str, str, str]]:
    rows = json.loads(shown("triage", "list", "--format", "json", *arguments))["findings"]
    return [(row["location"], row["change"], row["decision"]) for row in rows]


def test_the_list_is_of_what_is_open_and_stands() -> None:
    text = shown("triage", "list")
    assert f"{ON_B[:12]} warning: {RULE} (persisting, 2 places) {B}:1:5" in text
    assert f"was: “{TEA}”\n    now: “{NEW}”" in text
    assert text.endswith("Run 2, as of 2026-11-25: 3 findings\n")
    assert found() == [(A, "changed", "open"), (B, "persisting", "open"), (f"{SITE}/d", "new", "open")]


def test_the_list_can_be_narrowed_and_widened() -> None:
    assert found("--change", "fixed,not-checked") == [(A, "fixed", "open"), (C, "not checked", "open")]
    assert len(found("--change", "all")) == 5
    assert len(found("--run", "previous")) == 4
    assert found("--site", "www.example.org") == found("--site", "https://example.org/a?b") == found()
    assert found("--site", "example.com") == found("--severity", "error") == found("--decision", "waived") == []
    assert len(found("--limit", "1")) == 1
    text = shown("triage", "list", "--limit", "1")
    assert "3 findings, the first 1 shown; --limit 0 shows all" in text
    assert "why: not found (404)" in shown("triage", "list", "--change", "not-checked")


def test_the_same_claim_on_many_pages_is_one_row() -> None:
    text = shown("triage", "list", "--by", "claim")
    assert f"{CLAIM[:12]} warning: {RULE} (2 places)\n    “{TEA}”\n    {B}\n    {SITE}/d\n" in text
    rows = json.loads(shown("triage", "list", "--by", "claim", "--format", "json"))["claims"]
    assert [(row["places"], row["locations"]) for row in rows] == [(2, [B, f"{SITE}/d"]), (1, [A])]


def test_a_finding_is_decided_on_and_the_trail_tells_it(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "gitconfig").write_text("[user]\nname = Ana Ruiz\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / "gitconfig"))
    shown("triage", "decide", ON_B[:8], *WAIVE)
    assert found("--decision", "all")[1] == (B, "persisting", "waived")
    assert "waived until 2999-05-31 by Ana Ruiz (owner: Print team): Reprint in May." in shown(
        "triage", "list", "--decision", "waived"
    )
    shown("triage", "decide", ON_B[:8], "--as", "reopen", "--by", "Bo")
    assert (B, "persisting", "open") in found()
    log = json.loads(shown("triage", "log", ON_B[:8], "--format", "json"))
    assert log["intact"] is True
    assert [(each["who"], each["decision"]) for each in log["decisions"]] == [("Ana Ruiz", "waived"), ("Bo", "open")]
    assert log["decisions"][0]["evidence"] == Page([TEA]).record(B).digest
    assert "because: Reprint in May." in shown("triage", "log")


def test_a_claim_is_decided_on_wherever_it_stands() -> None:
    shown("triage", "decide", ON_B[:8], "--claim", "--as", "false-positive", "--reason", "A law.", "--by", "Bo")
    assert found() == [(A, "changed", "open")]
    assert len(found("--decision", "false-positive")) == 2
    assert "claim" in shown("triage", "log", CLAIM[:8], "--claim")


def test_a_name_is_found_where_git_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("getpass.getuser", lambda: "login-name")
    shown("triage", "decide", ON_B, "--as", "confirm")
    assert "login-name: confirmed" in shown("triage", "log")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("list", "--rule", "vague-citations"),
            "Error: --rule: 'vague-citations' ran in no run of this store, did you",
        ),
        (("list", "--change", "gone"), "Error: --change: no such word: 'gone'; one or more of new, persisting"),
        (("list", "--run", "3"), 'Error: no run "3": the store has 1, 2;'),
        (("list", "--store", "nowhere"), "Error: nowhere: no store there; `auditor scan` makes one"),
        (("decide", ON_B[:7], "--as", "confirm"), "is no fingerprint: expected its first 8 to 32 characters"),
        (("decide", "0" * 9, "--as", "confirm"), "Error: no finding is known as"),
        (("decide", CLAIM, "--as", "confirm"), "it is a claim's: add --claim"),
        (("decide", ON_B, "--as", "waive", "--reason", "x"), "Error: --as waive needs --reason, --owner and --until"),
        (("decide", ON_B, "--as", "false-positive"), "Error: --as false-positive needs --reason"),
        (("decide", ON_B, "--as", "confirm", "--owner", "x"), "Error: --owner and --until are of use with --as waive"),
        (("decide", ON_B, *WAIVE[:-1], "2020-01-01"), "Error: --until 2020-01-01 is over already"),
        (("import", "missing.toml"), "Error: missing.toml: the decisions cannot be read: No such file"),
        (("log", "0" * 8), "Error: no finding is known as"),
    ],
)
def test_mistakes_are_one_line(arguments: tuple[str, ...], said: str) -> None:
    assert said in refused("triage", *arguments)


def test_nothing_is_decided_where_one_name_is_wrong() -> None:
    refused("triage", "decide", ON_B, "0" * 9, "--as", "confirm")
    assert json.loads(shown("triage", "log", "--format", "json"))["decisions"] == []


def test_decisions_travel_as_a_text_file(folder: Path) -> None:
    shown("triage", "decide", ON_B, *WAIVE, "--by", "Ana")
    shown("triage", "decide", digest(RULE, A, NEW)[:8], "--as", "confirm", "--by", "Bo")
    told = run("triage", "export", "decisions.toml")
    assert (told.exit_code, told.stderr) == (0, "auditor: decisions.toml: 2 decisions\n")
    text = (folder / "decisions.toml").read_text("utf-8")
    assert tomllib.loads(text)["finding"][ON_B]["until"] == date(2999, 5, 31)
    told = run("triage", "import", "decisions.toml", "--store", "fresh")
    assert told.stderr == "auditor: decisions.toml: 2 decisions added, 0 known already\n"
    told = run("triage", "import", "-", "--store", "fresh", text=text)
    assert told.stderr == "auditor: -: 0 decisions added, 2 known already\n"
    assert shown("triage", "export", "-", "--store", "fresh") == text
    told = run("triage", "import", "-", text=text.replace("2999-05-31", "2999-06-30"))
    assert "1 decision added, 1 known already" in told.stderr
    wrong = text.replace("[finding", "\n[finding").replace("by =", "bye =")
    assert "standard input:7: unknown key" in refused("triage", "import", "-", text=wrong)


def test_a_broken_trail_is_told_and_fails(folder: Path) -> None:
    import sqlite3

    shown("triage", "decide", ON_B, "--as", "confirm", "--by", "Bo")
    with sqlite3.connect(folder / "auditor-store" / "store.sqlite") as raw:
        raw.execute("DROP TRIGGER triage_event_stays")
        raw.execute("UPDATE triage_event SET who = 'Cy'")
    result = run("triage", "log")
    assert result.exit_code == 3
    assert "the trail of decisions is broken: event 1 was changed" in result.stderr


def test_diff_tells_what_changed_the_counts_first() -> None:
    lines = shown("diff", "previous", "latest").splitlines()
    assert lines[0] == (
        "From run 1 (as of 2026-11-25) to run 2 (as of 2026-11-25): "
        "1 new, 0 reopened, 1 changed, 1 fixed, 1 not checked"
    )
    assert [line for line in lines if line.isalpha() or line == "Not checked"] == [
        "New",
        "Changed",
        "Fixed",
        "Not checked",
    ]
    assert shown("diff", "2", "1").splitlines() == lines
    told = json.loads(shown("diff", "1", "2", "--format", "json"))
    assert (told["from"], told["to"], told["counts"]["changed"]) == (1, 2, 1)
    assert [row["change"] for row in told["findings"]] == ["new", "changed", "fixed", "not checked"]
    assert told["findings"][1]["previous"] == TEA
    only = json.loads(shown("diff", "1", "2", "--format", "json", "--change", "fixed", "--rule", RULE))
    assert [row["context"] for row in only["findings"]] == [MILK]


def test_diff_as_markdown_shows_hostile_words_as_they_are(folder: Path) -> None:
    with Store.open(folder / "auditor-store") as store:
        replace(Scans(store), inputs=("x",))({A: ["<script>alert(1)</script> *Tea* heals [x](http://e.example)"]})
    text = shown("diff", "2", "3", "--format", "markdown")
    assert "| new | 1 |" in text
    assert "&lt;script" in text
    assert r"\[x\](http&#58;//e.example)" in text


def test_diff_of_what_cannot_be_compared_is_one_line() -> None:
    assert "Error: both are run 1; name two runs" in refused("diff", "1", "1")
    assert 'Error: no run "9"' in refused("diff", "1", "9")


def test_diff_spans_runs_between(folder: Path) -> None:
    with Store.open(folder / "auditor-store") as store:
        Scans(store)({A: [TEA], B: []})
    told = json.loads(shown("diff", "1", "3", "--format", "json"))
    rows = {(row["location"], row["context"]): row["change"] for row in told["findings"]}
    assert rows == {(A, MILK): "fixed", (B, TEA): "fixed", (C, "Nobody doubts it."): "not checked"}


def test_runs_are_listed_with_pages_not_checked(folder: Path) -> None:
    with Store.open(folder / "auditor-store") as store:
        Scans(store).begin()
    text = shown("runs")
    assert "    3 pages, 1 page not checked, 3 findings\n" in text
    assert "not finished; the same `auditor scan` goes on with it" in text
    rows = json.loads(shown("runs", "--format", "json"))
    assert [(row["run"], row["findings"], row["not_checked"]) for row in rows] == [
        (1, 4, {}), (2, 3, {"not found": 1}), (3, 0, {}),
    ]  # fmt: skip
    assert rows[2]["finished"] is None


def test_the_commands_of_the_page_on_deciding_run() -> None:
    page = (ROOT / "docs" / "triage.md").read_text("utf-8")
    commands = re.findall(r"^    auditor (.*?)(?:   .*)?$", page, re.MULTILINE)
    assert len(commands) >= 7
    for command in commands:
        today = date.today().isoformat()
        shown(*shlex.split(command.replace("3f9c01ab", ON_B[:8]).replace("2027-05-31", today)))
    assert (B, "persisting", "open") in found()


def test_the_file_shown_on_that_page_is_one_that_can_be_read() -> None:
    page = (ROOT / "docs" / "triage.md").read_text("utf-8")
    text = "\n".join(re.findall(r"^    ((?:\[finding|\w+ = ).*)$", page, re.MULTILINE))
    assert "1 decision added" in run("triage", "import", "-", text=text).stderr


def test_a_store_without_runs_says_so(folder: Path) -> None:
    Store.open(folder / "empty").close()
    assert shown("runs", "--store", "empty") == "no runs yet; `auditor scan` makes one\n"
    assert "the store has no runs yet" in refused("triage", "list", "--store", "empty")


def test_escape_sequences_of_a_page_do_not_reach_the_terminal(folder: Path) -> None:
    with Store.open(folder / "auditor-store") as store:
        scans = replace(Scans(store), inputs=("x",))
        scans({A: [], f"{SITE}/\x1b]0;x\x07": ["Tea \x1b[2J heals."]}, across=[(A, finding(A, "x \x9b2J"))])
    for arguments in (("triage", "list"), ("diff", "2", "3"), ("diff", "2", "3", "--format", "markdown"), ("runs",)):
        text = shown(*arguments)
        assert "\x1b" not in text
        assert "\x9b" not in text
