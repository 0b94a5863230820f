import csv
import errno
import io
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from auditor.cli import exporting, main
from auditor.export import read_csv
from auditor.model import PageReport
from auditor.model.scan import Capture, Decision, Outcome, PageResult
from auditor.store import Event, Scope, Store
from tests.export.stores import CAPTURED, RULES, finding, location, record, two_runs
from tests.samples import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a store of two runs."""
    two_runs(tmp_path / "auditor-store")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments], catch_exceptions=False)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def printed(*arguments: str) -> list[dict[str, str]]:
    done = export("-", "--format", "csv", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return rows(done.stdout)


def changes(found: list[dict[str, str]]) -> Counter[str]:
    return Counter(each["change"] for each in found)


@pytest.mark.usefixtures("folder")
def test_all_that_is_to_do_in_its_order() -> None:
    found = printed()
    assert [each["change"] for each in found[-2:]] == ["fixed", "not checked"]
    assert changes(found) == {"persisting": 4, "new": 1, "fixed": 1, "not checked": 1}
    assert [each["severity"] for each in found[:5]] == ["error"] * 3 + ["warning"] * 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--change", "new"), {"new": 1}),
        (("--change", "new,not-checked"), {"new": 1, "not checked": 1}),
        (("--change", "fixed", "--change", "not checked"), {"fixed": 1, "not checked": 1}),
        (("--change", "reopened"), {}),
        (("--rule", "vague-citation"), {"persisting": 2, "not checked": 1}),
        (("--severity", "error"), {"persisting": 2, "new": 1, "fixed": 1}),
        (("--severity", "error,warning", "--change", "persisting"), {"persisting": 4}),
        (("--severity", "info"), {}),
        (("--site", "herbs.example"), {"persisting": 2}),
        (("--site", "https://herbs.example/tea"), {"persisting": 2}),
        (("--decision", "waived"), {}),
        (("--change", "all", "--severity", "warning"), {"persisting": 2, "not checked": 1}),
        (("--run", "1"), {"new": 6}),
        (("--run", "previous"), {"new": 6}),
    ],
)
def test_a_part(options: tuple[str, ...], expected: dict[str, int]) -> None:
    assert changes(printed(*options)) == expected


def test_decisions(folder: Path) -> None:
    when = "2026-12-26T00:00:00Z"
    events = (
        Event(Scope.FINDING, finding(2).fingerprint, Decision.FALSE_POSITIVE, "mk", when, "no claim"),
        Event(Scope.FINDING, finding(3).fingerprint, Decision.CONFIRMED, "mk", when),
    )
    with Store.open(folder / "auditor-store") as store:
        store.decide(events)
    assert Counter(each["decision"] for each in printed()) == {"open": 5, "confirmed": 1}
    assert printed("--decision", "all") == printed("--all")
    assert Counter(each["decision"] for each in printed("--all")) == {"open": 5, "confirmed": 1, "false positive": 1}
    (found,) = printed("--decision", "false-positive")
    assert (found["decided_by"], found["decision_reason"]) == ("mk", "no claim")
    (log,) = json.loads(export("-", "--format", "sarif", "--all").stdout)["runs"]
    assert [each["suppressions"][0]["justification"] for each in log["results"] if "suppressions" in each] == [
        "no claim"
    ]


def test_several_files_at_once(folder: Path) -> None:
    done = export("a.csv", "a.xlsx", "a.jsonl", "a.sarif")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [f"auditor: a.{form}: 7 findings" for form in ("csv", "xlsx", "jsonl", "sarif")]
    assert sorted(each.name for each in folder.iterdir()) == ["a.csv", "a.jsonl", "a.sarif", "a.xlsx", "auditor-store"]
    with Path("a.csv").open(encoding="utf-8", newline="") as file:
        found = list(read_csv(file, "a.csv"))
    told = [json.loads(line) for line in Path("a.jsonl").read_text("utf-8").splitlines()]
    assert [each.fingerprint for each in found] == [each["fingerprint"] for each in told]
    (log,) = json.loads(Path("a.sarif").read_text("utf-8"))["runs"]
    assert len(log["results"]) == 7
    book = openpyxl.load_workbook("a.xlsx")
    assert [(name, book[name].max_row - 1) for name in ("Findings", "Claims", "Fixed", "Not checked", "Pages")] == [
        ("Findings", 5), ("Claims", 5), ("Fixed", 1), ("Not checked", 2), ("Pages", 7),
    ]  # fmt: skip
    assert any(str(row[0]).startswith("Why: ") for row in book["vague-citation"].iter_rows(values_only=True))


def test_pages_that_were_captured_but_not_audited(folder: Path) -> None:
    with Store.open(folder / "auditor-store") as store:
        run = store.begin(("more/",), date(2026, 12, 27), "0.1.0", "5e1f", RULES)
        pages = [Capture(location(each), Outcome.PAGE, record=record(each), captured=CAPTURED) for each in range(3)]
        store.ingest_captures(run, pages)
        reports = (PageReport(location(0)), PageReport(location(1), error="too deeply nested"))
        store.ingest(run, (PageResult(each, record(0), CAPTURED) for each in reports))
        store.settle(run)
        store.finish(run)
        told = store.summary(run).not_checked
    export("a.xlsx")
    sheet = openpyxl.load_workbook("a.xlsx")["Not checked"]
    pages_of = [row[1:4] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == "page"]
    assert pages_of == [
        (location(2), "captured but not audited", None),
        (location(1), "could not be read", "too deeply nested"),
    ]
    assert told == dict(Counter(reason for _, reason, _ in pages_of))


@pytest.mark.usefixtures("folder")
def test_the_byte_order_mark_is_in_files_only() -> None:
    assert export("a.csv", "-q").stderr == ""
    assert Path("a.csv").read_bytes().startswith(b"\xef\xbb\xbfrun,")
    assert export("-", "--format", "csv").stdout.startswith("run,")


@pytest.mark.usefixtures("folder")
def test_a_format_for_any_suffix() -> None:
    export("findings.txt", "--format", "jsonl")
    assert json.loads(Path("findings.txt").read_text("utf-8").splitlines()[0])["run"] == 2


@pytest.mark.usefixtures("folder")
def test_the_summary() -> None:
    done = export("--summary", "text")
    assert done.stdout.startswith("Run 2, judged as of 2026-12-25\n")
    assert "Not checked: 1 page: 1 not found." in done.stdout
    assert export("--summary", "markdown", "--run", "1").stdout.startswith("# Run 1")
    assert json.loads(export("--summary", "json", "a.csv", "-q").stdout)["run"]["number"] == 2
    assert Path("a.csv").exists()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "nothing to write; name a FILE such as findings.xlsx, or say --summary text"),
        (("a.txt",), "a.txt: its suffix names no format (csv, xlsx, jsonl, sarif); rename it or say --format"),
        (("-",), "standard output has no suffix; say --format"),
        (("-", "--format", "xlsx"), "xlsx is no text for standard output; name a file that ends with .xlsx"),
        (("a.csv", "a.csv"), "a.csv is named twice"),
        (("-", "--format", "csv", "--summary", "text"), "--summary and '-' both go to standard output"),
        (("a.csv", "--change", "newer"), "--change: no such word: 'newer'; one or more of new, persisting, changed"),
        (("a.csv", "--decision", "maybe"), "--decision: no such word: 'maybe'; one or more of open, confirmed"),
        (("a.csv", "--severity", "fatal"), "--severity: no such word: 'fatal'; one or more of error, warning, info"),
        (
            ("a.csv", "--rule", "vague-citations"),
            "'vague-citations' ran in no run of this store, did you mean 'vague-citation'?",
        ),
        (("a.csv", "--run", "9"), 'no run "9"'),
        (("a.csv", "--store", "elsewhere"), "elsewhere: no store there"),
    ],
)
def test_wrong_calls(arguments: tuple[str, ...], told: str) -> None:
    done = export(*arguments)
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not Path("a.csv").exists()
    assert not Path("elsewhere").exists()


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "sarif"])
def test_a_run_that_is_not_finished(folder: Path, form: str) -> None:
    with Store.open(folder / "auditor-store") as store:
        run = store.begin(("pages/",), date(2026, 12, 26), "0.1.0", "5e1f", {})
    done = export(f"a.{form}", "--run", str(run.number))
    assert done.exit_code == 2
    assert f"run {run.number} is not finished" in " ".join(done.stderr.split())
    assert [each.name for each in folder.iterdir()] == ["auditor-store"]
    assert (
        f"Run {run.number}, judged as of 2026-12-26, not finished"
        in export("--summary", "text", "--run", str(run.number)).stdout
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "sarif"])
def test_a_place_that_is_not_there(form: str) -> None:
    done = export(f"no/such/a.{form}")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: no/such/a.{form}: cannot be written, there is no folder no/such; ")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "sarif"])
def test_a_folder_in_its_place(form: str) -> None:
    Path(f"a.{form}").mkdir()
    done = export(f"a.{form}")
    assert done.exit_code == 2
    assert re.match(rf"(auditor: )?.*a\.{form}: ", done.stderr.splitlines()[-1])


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "sarif"])
def test_a_full_disk_keeps_the_old_file(folder: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = folder / f"a.{form}"
    file.write_text("old")
    before = sorted(folder.iterdir())
    if form == "xlsx":
        monkeypatch.setattr("zipfile.ZipFile.write", full)
        monkeypatch.setattr("zipfile.ZipFile.writestr", full)
    else:
        monkeypatch.setattr(exporting, f"write_{form}", lambda *_, **__: map(full, [1]))
    done = export(file.name)
    assert (done.exit_code, done.stderr) == (2, f"auditor: a.{form}: No space left on device\n")
    assert file.read_text() == "old"
    assert sorted(folder.iterdir()) == before


@pytest.mark.usefixtures("folder")
def test_a_full_device_is_one_line() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    done = export("/dev/full", "--format", "csv")
    assert (done.exit_code, done.stderr) == (2, "auditor: /dev/full: No space left on device\n")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_older_file_keeps_its_permissions(form: str) -> None:
    file = Path(f"a.{form}")
    file.write_text("old")
    file.chmod(0o640)
    export(file.name)
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_bytes() != b"old"


def documented() -> list[str]:
    """The commands that docs/export.md shows."""
    text = (ROOT / "docs" / "export.md").read_text("utf-8")
    return re.findall(r"^auditor (export .+)$", text, re.MULTILINE)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", documented())
def test_every_command_of_the_document_works(command: str) -> None:
    done = CliRunner().invoke(main, command.split(), catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    files = [each for each in command.split() if re.search(r"\.(csv|xlsx|jsonl|sarif)$", each)]
    assert all(Path(each).stat().st_size for each in files)
    assert files or done.stdout


def test_commands_are_documented() -> None:
    assert len(documented()) >= 9
