import re
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from auditor.errors import UsageError
from auditor.export import Contents, cells, rule_sheet, summary_sheet, write_xlsx
from auditor.export.sheets import CLAIMS, FINDINGS, MISSED, PAGES
from auditor.model import Severity
from auditor.model.scan import Change, Decision, FindingRow
from tests.export.examples import AS_OF, CARD, CLAIM, FIXED, NEW, PAGE, STANDING, SUMMARY, WAIVED, contents, many

HOSTILE = (
    "=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "{=1}", "https://evil.example/", "mailto:a@evil.example",
    "internal:Summary!A1", "external:c:/x.xls", "<b>bold</b> & <script>alert(1)</script>",
    "<r><t>rich</t></r>", "<r><rPr><b/></rPr><t>rich</t></r>", "]]>", "&#61;1+1", '"quoted"', "_x0041_", "TRUE", "007",
    " spaces ", "a\nb",
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Any:
    """The workbook of a whole run."""
    return opened(tmp_path, contents())


def opened(folder: Path, exported: Contents) -> Any:
    write_xlsx(exported, folder / "book.xlsx")
    assert [each.name for each in folder.iterdir()] == ["book.xlsx"]
    return openpyxl.load_workbook(folder / "book.xlsx")


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a table by the names in its head."""
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def column(sheet: Worksheet, head: str) -> list[Any]:
    return [row[head] for row in rows(sheet)]


def test_sheets(book: Any) -> None:
    assert book.sheetnames == [
        "Summary", "Findings", "Claims", "Fixed", "Not checked", "Pages", "unsourced-statistic",
    ]  # fmt: skip
    assert book.properties.title == "Run 3, judged as of 2026-11-25"
    assert book.properties.created == datetime(AS_OF.year, AS_OF.month, AS_OF.day)


@pytest.mark.parametrize(
    ("name", "columns", "count"),
    [("Findings", FINDINGS, 4), ("Claims", CLAIMS, 1), ("Fixed", FINDINGS, 1), ("Not checked", MISSED, 3),
     ("Pages", PAGES, 4)],
)  # fmt: skip
def test_tables(book: Any, name: str, columns: Iterable[Any], count: int) -> None:
    sheet = book[name]
    assert [cell.value for cell in sheet[1]] == [each.head for each in columns]
    assert all(cell.font.b for cell in sheet[1])
    assert sheet.max_row == count + 1
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(count + 1, sheet.max_column).coordinate}"
    widths = {index: each.width for each in sheet.column_dimensions.values() for index in range(each.min, each.max + 1)}
    assert [widths[cell.column] for cell in sheet[1]] == pytest.approx([each.width for each in columns], abs=1)


def test_a_finding_with_all_its_values(book: Any) -> None:
    found = rows(book["Findings"])
    assert found[0] == {
        "Severity": "error", "Change": "new", "Decision": "open", "Rule": "unsourced-statistic", "Kind": None,
        "Site": "tea.example", "Page": NEW.location, "Words": "90%", "Sentence": NEW.context, "Why": NEW.message,
        "Fix": NEW.fix, "Section": "Green tea", "Line": 12, "Column": 5, "Pages with this claim": 4_000,
        "First seen in run": 3, "Last seen in run": 3, "Earlier wording": None, "Owner": None, "Until": None,
        "Decided by": None, "Reason for the decision": None, "Confidence": "high", "Captured": NEW.captured,
        "Evidence file": "evidence/0003/00001.warc.gz", "Evidence offset": 1_024, "Evidence length": 2_048,
        "SHA-256 of the page": "d" * 64, "Finding": NEW.fingerprint, "Claim": NEW.claim_fingerprint,
    }  # fmt: skip
    assert found[1]["Until"] == datetime(2027, 5, 31)
    assert [each["Change"] for each in found] == [each.change.value for each in STANDING]
    assert found[2]["Earlier wording"] == "It helps 80% of all people."


def test_every_field_of_a_finding_is_in_the_sheet() -> None:
    """Each field is filled with a value of its own, and each value is found again; offsets of the source are not."""
    values = {
        name: f"«{name}»"
        for name in FindingRow.__dataclass_fields__
        if FindingRow.__dataclass_fields__[name].type is str
    }
    row = replace(NEW, **values, until=date(2027, 1, 2))  # type: ignore[arg-type]
    shown = [each.value(row) for each in FINDINGS]
    assert [name for name, value in values.items() if value not in shown] == ["unchecked"]


def test_severities_have_colours(book: Any) -> None:
    fills = {cell.value: cell.fill.fgColor.rgb for cell in book["Findings"]["A"][1:]}
    assert set(fills) == {each.value for each in Severity}
    assert len(set(fills.values())) == 3


def test_text_is_wrapped(book: Any) -> None:
    sheet = book["Findings"]
    wrapped = {sheet.cell(1, cell.column).value for cell in sheet[2] if cell.alignment.wrap_text}
    assert {"Words", "Sentence", "Why", "Fix"} <= wrapped


def test_links_lead_to_pages(book: Any) -> None:
    links = {cell.value: cell.hyperlink.target for cell in book["Findings"]["G"][1:] if cell.hyperlink}
    assert links == {NEW.location: NEW.location}
    assert book["Claims"]["G2"].hyperlink.target == "https://tea.example/green"
    assert [cell.hyperlink is None for cell in book["Not checked"]["B"][1:]] == [False, False, True]


def test_what_was_not_checked_has_its_reason(book: Any) -> None:
    assert [(each["What"], each["Page"], each["Reason"]) for each in rows(book["Not checked"])] == [
        ("page", "https://tea.example/cart", "robots.txt forbids it"),
        ("page", "https://tea.example/old", "not found"),
        ("finding", "pages/old tea.html", "not found"),
    ]


def test_pages(book: Any) -> None:
    found = rows(book["Pages"])
    assert [each["Outcome"] for each in found] == ["page", "redirected", "skipped", "failed"]
    assert (found[0]["HTTP status"], found[0]["Evidence offset"]) == (200, 1_024)
    assert (found[1]["Leads to"], found[2]["HTTP status"]) == (PAGE.location, None)


def test_the_claims_further_pages_are_counted(book: Any) -> None:
    (found,) = rows(book["Claims"])
    assert found["Pages"] == 4_000
    assert found["Further pages"] == "https://tea.example/black\nand 3,998 more"


def texts(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return [tuple(value for value in row if value is not None) for row in sheet.iter_rows(values_only=True)]


def test_the_summary(book: Any) -> None:
    found = texts(book["Summary"])
    assert found[0] == ("Run 3, judged as of 2026-11-25",)
    assert ("Judged as of", datetime(2026, 11, 25)) in found
    assert ("Version of the auditor", "0.1.0") in found
    assert ("robots.txt forbids it", 15) in found
    assert ("unchanged", 380) in found
    assert ("Findings by rule", "new", "reopened", "changed", "persisting", "fixed", "not checked") in found
    assert ("unsourced-statistic", 1, 1, 1, 1, 1, 1) in found
    assert ("tea.example", 1, 1, 1, 1, 1, 0) in found
    assert ("(files)", 0, 0, 0, 0, 0, 1) in found


def test_not_checked_is_said_also_where_there_is_none(tmp_path: Path) -> None:
    found = texts(opened(tmp_path, Contents(replace(SUMMARY, not_checked={}, counts=())))["Summary"])
    assert found[found.index(("Pages not checked", "number")) + 1] == ("none", 0)


def test_a_part_of_a_run_says_so(tmp_path: Path) -> None:
    found = texts(opened(tmp_path, contents(selection="rule: x"))["Summary"])
    assert ("In the sheets of findings and claims: rule: x.",) in found


def test_many_sites_are_cut_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary_sheet, "MOST_ROWS", 1)
    assert ("and 1 more site",) in texts(opened(tmp_path, contents())["Summary"])


def test_a_rules_sheet(book: Any) -> None:
    found = texts(book["unsourced-statistic"])
    assert found[:2] == [("unsourced-statistic",), ("A figure that reports a finding has no source.",)]
    assert ("Remedy: name the source.",) in found
    assert ("error", 1, 0, 1, 0, 1, 1) in found
    assert (CLAIM.context, "error", 4_000, "open", "https://tea.example/green") in found


def test_the_words_of_a_rule_are_folded(tmp_path: Path) -> None:
    long = replace(CARD, why="because " * 100)
    found = texts(opened(tmp_path, contents(rules=(long,)))["unsourced-statistic"])
    told = [row[0] for row in found if row and "because" in str(row[0])]
    assert len(told) > 5
    assert max(map(len, told)) <= sum(summary_sheet.WIDTHS)
    assert " ".join(told) == "Why: " + "because " * 99 + "because"


def test_a_rule_that_is_no_more(tmp_path: Path) -> None:
    found = texts(opened(tmp_path, contents(rules=()))["unsourced-statistic"])
    assert found[1] == ("This rule is not among those of this version and its settings.",)


def test_the_claims_on_the_most_pages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_sheet, "MOST_CLAIMS", 3)
    claims = [replace(CLAIM, context=f"claim {each}", places=each % 5) for each in range(10)]
    book = opened(tmp_path, contents(claims=claims))
    named = [row[0] for row in texts(book["unsourced-statistic"]) if str(row[:1]).startswith("('claim ")]
    assert named == ["claim 4", "claim 9", "claim 3"]
    assert len(rows(book["Claims"])) == 10


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_pages_stays_text(tmp_path: Path, text: str) -> None:
    row = replace(NEW, quote=text, context=text, message=text, section=text, site=text, location=text)
    book = opened(tmp_path, contents(standing=[row], claims=[replace(CLAIM, quote=text, context=text)]))
    for sheet, head in (("Findings", "Words"), ("Findings", "Section"), ("Findings", "Site"), ("Claims", "Sentence")):
        index = [cell.value for cell in book[sheet][1]].index(head) + 1
        cell = book[sheet].cell(2, index)
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        assert cell.quotePrefix is (text[0] in "=+-@")
        assert unescaped(cell.value).removesuffix(" ") == text.removesuffix(" ")
    page = book["Findings"].cell(2, 7)
    assert page.data_type == "s"
    assert (page.hyperlink is not None) is text.startswith("https://")


def unescaped(value: str) -> str:
    """The text as Excel shows it: _xHHHH_ stands for a character (ISO/IEC 29500-1, 22.9.2.19)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x00b\x1bc", "a\x00b\x1bc"), ("a\ud800b", "a\ufffdb"), ("a\uffffb", "a\ufffdb"), ("\r", "\r"), ("😀", "😀")],
)
def test_characters_that_xml_has_not(tmp_path: Path, text: str, shown: str) -> None:
    book = opened(tmp_path, contents(standing=[replace(NEW, quote=text)]))
    assert unescaped(column(book["Findings"], "Words")[0]) == shown


def test_all_parts_are_well_formed_xml(tmp_path: Path) -> None:
    hostile = [
        replace(NEW, quote=text, context=f"\x00{text}\ud800", location=f"https://a.example/?{text}") for text in HOSTILE
    ]
    write_xlsx(contents(standing=hostile), tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        for name in parts.namelist():
            ElementTree.fromstring(parts.read(name))


@pytest.mark.parametrize(("text", "units"), [("x" * 40_000, 32_767), ("😀" * 20_000, 32_766), ("x" * 32_767, 32_767)])
def test_long_cells_are_cut_with_a_mark(text: str, units: int) -> None:
    cut = cells.cell_text(text)
    assert len(cut.encode("utf-16-le")) // 2 == units
    assert cut.endswith(" […]") is (cut != text)


def test_a_long_cell_in_a_workbook(tmp_path: Path) -> None:
    book = opened(tmp_path, contents(standing=[replace(NEW, context="x" * 40_000)]))
    assert len(column(book["Findings"], "Sentence")[0]) == 32_767


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://a.example/ü b", "https://a.example/%C3%BC%20b"),
        ("HTTP://a.example/", "HTTP://a.example/"),
        ("https://a.example/" + "x" * 2_061, "https://a.example/" + "x" * 2_061),
        ("https://a.example/" + "x" * 2_062, ""),
        ("https:///x", ""),
        ("https://[x/", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("ftp://a.example/", ""),
        ("pages/tea.html", ""),
        ("", ""),
    ],
)
def test_what_is_a_link(location: str, target: str) -> None:
    assert cells.link_target(location) == target


def test_links_beyond_the_limit_are_plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_LINKS", 3)
    book = opened(tmp_path, contents(standing=many(5)))
    linked = [cell.hyperlink is not None for cell in book["Findings"]["G"][1:]]
    assert linked == [True, True, True, False, False]
    assert [each.endswith(f"/{number}") for number, each in enumerate(column(book["Findings"], "Page"))] == [True] * 5
    assert book["Pages"]["A2"].hyperlink is not None


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_ROWS", 3)
    book = opened(tmp_path, contents(standing=many(5)))
    assert book.sheetnames[1:5] == ["Findings", "Findings 2", "Findings 3", "Claims"]
    found = [rows(book[name]) for name in book.sheetnames[1:4]]
    assert list(map(len, found)) == [2, 2, 1]
    assert [each["Page"] for part in found for each in part] == [each.location for each in many(5)]
    assert [book[name].auto_filter.ref for name in book.sheetnames[1:4]] == ["A1:AD3", "A1:AD3", "A1:AD2"]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("unsourced-statistic", "unsourced-statistic"),
        ("a/b[c]:d?", "a-b-c--d-"),
        ("x" * 40, "x" * 31),
        ("FINDINGS", "FINDINGS 2"),
        ("findings " + "x" * 30, "findings " + "x" * 22),
        ("History", "History 2"),
        ("'quoted'", "quoted"),
        ("", "sheet"),
    ],
)
def test_names_of_sheets(wanted: str, name: str) -> None:
    assert cells.sheet_name(wanted, {"findings"}) == name


def test_names_of_sheets_differ() -> None:
    taken: set[str] = set()
    names = [cells.sheet_name("r" * 40, taken) for _ in range(12)]
    assert len(set(names)) == 12
    assert max(map(len, names)) == 31


def test_equal_runs_give_equal_files(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.xlsx", "two.xlsx")]
    for file in files:
        write_xlsx(contents(), file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match=r"pip install 'health-page-auditor\[scan\]'"):
        write_xlsx(contents(), tmp_path / "book.xlsx")


def test_waived_findings_show_the_decision(tmp_path: Path) -> None:
    row = replace(WAIVED, decision=Decision.FALSE_POSITIVE, change=Change.PERSISTING)
    (found,) = rows(opened(tmp_path, contents(standing=[row], fixed=[FIXED]))["Findings"])
    assert (found["Decision"], found["Owner"], found["Decided by"]) == ("false positive", "tea team", "mk")
