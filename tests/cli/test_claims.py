import csv
import io
import json
from pathlib import Path

import pytest

from auditor import pipeline
from auditor.cli.claims import FORMATS
from auditor.model import RawPage
from auditor.report import Entry
from auditor.report.claims import CLAIM_WRITERS
from auditor.settings import Settings
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def inventories(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page holds one claim: its first word."""

    def inventory_of(raw: RawPage, settings: Settings) -> tuple[Entry, ...]:  # noqa: ARG001
        text = raw.content.decode()
        return (Entry(raw.location, 1, 1, 0, "statistic", "share or rate", text.split()[0], text.strip(), 0),)

    monkeypatch.setattr(pipeline, "inventory_of", inventory_of)


def test_the_formats_are_those_of_the_writers() -> None:
    assert set(FORMATS) == set(CLAIM_WRITERS)


@pytest.mark.parametrize("form", FORMATS)
def test_every_page_is_listed_in_every_format(run: Run, form: str) -> None:
    result = run("claims", "bad.txt", "sound.txt", "--format", form)
    assert result.exit_code == 0
    assert "bad.txt" in result.stdout
    assert "Well." in result.stdout


def test_json_lines_and_csv_can_be_read(run: Run) -> None:
    lines = run("claims", "bad.txt", "weak.txt", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["quote"] for line in lines] == ["An", "A"]
    rows = csv.DictReader(io.StringIO(run("claims", "bad.txt", "weak.txt", "--format", "csv").stdout))
    assert [row["quote"] for row in rows] == ["An", "A"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_list_is_written_to_a_file(run: Run, form: str) -> None:
    printed = run("claims", "bad.txt", "--format", form).stdout
    saved = run("claims", "bad.txt", "--format", form, "--output", "list.out")
    assert (saved.stdout, saved.exit_code) == ("", 0)
    assert Path("list.out").read_text("utf-8") == printed


@pytest.mark.parametrize(
    ("arguments", "status"), [(["missing.txt"], 3), (["bad.txt", "missing.txt"], 3), ([], 2), (["--format", "xml"], 2)]
)
def test_exit_status(run: Run, arguments: list[str], status: int) -> None:
    result = run("claims", *arguments)
    assert result.exit_code == status
    assert "Traceback" not in result.output


def test_a_failed_input_is_one_line_and_the_others_are_listed(run: Run) -> None:
    result = run("claims", "missing.txt", "bad.txt")
    (line,) = result.stderr.splitlines()
    assert line.startswith("missing.txt: ")
    assert "bad.txt" in result.stdout
