"""The Python interface: `import auditor`."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import auditor
from auditor.errors import UsageError

SLOT = "The fair drew $XX billion.\n"


def quotes(report: auditor.Report) -> list[str]:
    return [finding.quote for finding in report.findings]


def test_a_text_is_audited_under_its_name() -> None:
    report = auditor.audit(text=SLOT, name="draft.txt", as_of=date(2026, 1, 1))
    (page,) = report.pages
    assert (page.location, page.ok, report.as_of) == ("draft.txt", True, date(2026, 1, 1))
    assert quotes(report) == ["$XX billion"]
    assert report.findings[0].severity is auditor.Severity.ERROR
    assert report.findings[0].confidence is auditor.Confidence.HIGH


@pytest.mark.parametrize(("media_type", "name"), [("text/html", "draft"), ("", "draft.html")])
def test_the_media_type_is_given_or_told_by_the_name(media_type: str, name: str) -> None:
    report = auditor.audit(text="<p>It drew <b>$XX</b> billion.</p>", name=name, media_type=media_type)
    assert report.pages[0].media_type == "text/html"
    assert quotes(report) == ["$XX billion"]


def test_bytes_are_decoded_as_those_of_a_file() -> None:
    page = "<meta charset='windows-1252'><p>Caf\xe9s drew $XX billion.</p>".encode("windows-1252")
    report = auditor.audit(text=page, name="draft.html")
    assert report.findings[0].context == "Cafés drew $XX billion."


def test_files_and_folders_are_audited_in_order(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(SLOT, "utf-8")
    one = auditor.audit(tmp_path / "b.md")
    both = auditor.audit([tmp_path / "b.md", str(tmp_path / "a.txt")])
    folder = auditor.audit(tmp_path)
    assert [Path(page.location).name for page in one.pages] == ["b.md"]
    assert [Path(page.location).name for page in both.pages] == ["b.md", "a.txt"]
    assert [Path(page.location).name for page in folder.pages] == ["a.txt", "b.md"]
    assert len(both.findings) == 2


def test_rules_are_chosen() -> None:
    chosen = auditor.audit(text=SLOT, select=["vague-citation"])
    left_out = auditor.audit(text=SLOT, ignore=["placeholder-figure"])
    assert quotes(chosen) == quotes(left_out) == []


def test_an_input_that_fails_is_a_page_with_an_error(tmp_path: Path) -> None:
    (page,) = auditor.audit(tmp_path / "missing.html").pages
    assert not page.ok
    assert page.error


@pytest.mark.parametrize(
    "arguments",
    [{}, {"target": "x", "text": "y"}, {"text": "y", "select": ["no-such-rule"]}, {"text": "", "target": ""}],
)
def test_a_wrong_call_is_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        auditor.audit(**arguments)


def test_the_public_names_are_there_and_no_others() -> None:
    assert all(getattr(auditor, name) is not None for name in auditor.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        auditor.nothing  # noqa: B018
