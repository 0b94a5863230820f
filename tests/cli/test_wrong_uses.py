"""Slips of a reviewer's hand: each is one line that names the file or value, what was expected and what to do."""

from datetime import date
from pathlib import Path

import pytest

from auditor.store import Store
from tests.cli.conftest import Run
from tests.cli.test_evidence import scanned

SCAN = ("scan", "--no-config", "--quiet")
WAIVE = ("triage", "decide", "00000000", "--as", "waive", "--reason", "x", "--owner", "y")


@pytest.fixture(autouse=True)
def stores(pages: Path) -> None:
    """A store with one run, one without, and one with a run that is not finished; a folder with none; and no store."""
    scanned(pages / "auditor-store", 1)
    Store.open(pages / "fresh").close()
    with Store.open(pages / "begun") as store:
        store.begin(("x",), date(2026, 3, 4), "1", "rules", {})
    (pages / "there.warc").touch()
    (pages / "broken").mkdir()
    (pages / "broken" / "store.sqlite").write_text("no database", "utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*SCAN, "nothing.html"), "nothing.html: no such file or folder; expected a page, a WARC file or a folder"),
        ((*SCAN, "nothing.warc.gz"), "nothing.warc.gz: no such file; expected a WARC file"),
        ((*SCAN, "there.warc", "nothing.warc"), "nothing.warc: no such file; expected a WARC file"),
        ((*SCAN, "ftp://a.example/"), "INPUT 'ftp://a.example/': is no page on the web; expected http:// or https://"),
        ((*SCAN, "--urls", "none.txt"), "none.txt: the list of addresses cannot be read: No such file or directory"),
        ((*SCAN, "--urls", "."), ".: the list of addresses cannot be read: Is a directory"),
        ((*SCAN, "--crawl", "example"), "--crawl 'example': is no page on the web; expected http:// or https://"),
        ((*SCAN, "--site", "no host"), "--site 'no host': is no valid address; expected something like https://exam"),
        ((*SCAN, "--sitemap", "s.xml"), "--sitemap 's.xml': is no page on the web; expected http:// or https://"),
        ((*SCAN, "--rescan", "9"), 'no run "9": the store has 1; also latest and previous'),
        ((*SCAN, "bad.txt", "--as-of", "2026-02-30"), "'2026-02-30' is no day of the calendar; expected YYYY-MM-DD"),
        ((*SCAN, "bad.txt", "--delay", "fast"), "'--delay': 'fast' is not a valid number."),
        ((*SCAN, "bad.txt", "--jobs", "many"), "'many' is not a valid whole number."),
        ((*SCAN, "bad.txt", "--store", "broken"), "broken/store.sqlite: the store is damaged or no store at all; put"),
        (
            ("triage", "list", "--store", "gone"),
            "gone: no store there; `auditor scan` makes one, --store names another",
        ),
        (
            ("triage", "list", "--store", "fresh"),
            'no run "latest": the store has no runs yet; `auditor scan` makes one',
        ),
        (
            ("triage", "list", "--store", "begun"),
            'no run "latest": the store has 1 (unfinished); the same `auditor scan',
        ),
        (("triage", "list", "--run", "previous"), 'no run "previous": the store has 1, and no other that is finished;'),
        (
            ("triage", "list", "--decision", "maybe"),
            "'maybe'; one or more of open, confirmed, false-positive, waived, or",
        ),
        (("triage", "list", "--change", "gone"), "'gone'; one or more of new, persisting, changed, fixed, not-checked"),
        (
            (*WAIVE, "--until", "31.12.2027"),
            "'31.12.2027' is no day of the calendar; expected YYYY-MM-DD, such as 2026-",
        ),
        (("triage", "log", "abc"), '"abc" is no fingerprint: expected its first 8 to 32 characters (0-9, a-f)'),
        (
            ("triage", "export", "no/such.toml"),
            "no/such.toml: cannot be written, there is no folder no; make it, or name",
        ),
        (("triage", "import", "none.toml"), "none.toml: the decisions cannot be read: No such file or directory"),
        (("triage", "import", "bad.txt"), "bad.txt: no TOML: "),
        (("diff", "1"), "expected two runs, such as `auditor diff previous latest`; got 1"),
        (("diff",), "expected two runs, such as `auditor diff previous latest`; got none"),
        (("diff", "1", "1"), "both are run 1; name two runs"),
        (("diff", "1", "2", "3"), "expected two runs, such as `auditor diff previous latest`; got 1 2 3"),
        (("export", "a.doc"), "a.doc: its suffix names no format (csv, xlsx, jsonl, sarif); rename it or say --format"),
        (
            ("export", "a.csv", "--store", "begun", "--run", "1"),
            "run 1 is not finished; the same `auditor scan` command",
        ),
        (
            ("evidence", "show", "deadbeef"),
            'no finding is known as "deadbeef"; `auditor triage list` shows those there',
        ),
        (
            ("evidence", "purge", "--before", "1/2/26"),
            "'1/2/26' is no day of the calendar; expected YYYY-MM-DD, such as",
        ),
        (("evidence", "purge", "--abandoned", "--store", "begun"), "run 1 is not finished and may need what would be"),
        (("runs", "--store", "bad.txt"), "'--store': Directory 'bad.txt' is a file."),
    ],
)
def test_a_slip_is_told_in_a_line(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    "arguments",
    [("nothing.html",), ("nothing.warc",), ("--urls", "none.txt"), ("--crawl", "example"), ("--rescan", "9")],
)
def test_a_slip_is_no_run(run: Run, arguments: tuple[str, ...]) -> None:
    """It would be in the way later: `latest` without a page, or a run that can never be finished."""
    assert run(*SCAN, *arguments).exit_code == 2
    with Store.open(Path("auditor-store")) as store:
        assert [each.number for each in store.runs()] == [1]


def test_a_site_that_no_page_is_of_is_told(run: Run) -> None:
    told = "auditor: no page of run 1 is of the site tea.example; `--site` takes a host\n"
    for command in (("triage", "list"), ("export", "-", "--format", "jsonl")):
        done = run(*command, "--site", "https://tea.example:8080/a")
        assert (done.exit_code, done.stderr) == (0, told)


def test_nothing_to_verify_is_not_called_well(run: Run) -> None:
    done = run("evidence", "verify", "--store", "fresh")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "No evidence is kept here yet: there was nothing to verify."
