"""Results as tables: read back with pyarrow and queried with DuckDB."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.model import Confidence, Coverage, LocatedFinding, Location, PageReport, Position, Severity
from auditor.model.scan import PageResult, Record
from auditor.shards import parquet
from auditor.shards.parquet import FINDINGS, PAGES, site_of, write_parquet

duckdb = pytest.importorskip("duckdb")
arrow = pytest.importorskip("pyarrow.parquet")


def finding(rule: str, number: int) -> LocatedFinding:
    place = Location(Position(1, 2, 3), Position(1, 5, 6))
    return LocatedFinding(
        rule, Severity.ERROR, Confidence.HIGH, "message", "fix", f"quote {number}", "context", "paragraph", "main",
        ("One", "Two"), place, ("line",), f"fp{number}", f"claim{number % 3}",
    )  # fmt: skip


def result(number: int) -> PageResult:
    location = f"https://site{number % 2}.example/{number}"
    found = tuple(finding(rule, number) for rule in ("a", "b")[: number % 3])
    error = "broken" if number % 7 == 0 else None
    report = PageReport(location, "text/html", "utf-8", error, Coverage(1, 2, 3), () if error else found)
    return PageResult(report, Record("a.warc.gz", number * 100, 100, f"{number:064x}"), "2026-01-01T00:00:00Z")


def results(count: int) -> Iterator[PageResult]:
    return map(result, range(count))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several row groups and files."""
    monkeypatch.setattr(parquet, "ROWS_AT_ONCE", 7)
    monkeypatch.setattr(parquet, "ROWS_A_FILE", 21)


def test_every_page_and_finding_is_a_row_and_duckdb_counts_them(tmp_path: Path) -> None:
    right = list(results(100))
    rows = write_parquet(results(100), tmp_path)
    assert rows == (100, sum(len(each.report.findings) for each in right))
    assert len(list((tmp_path / "pages").glob("*.parquet"))) == 5
    with duckdb.connect() as query:
        found = query.execute(
            f"select site, rule, count(*) from '{tmp_path}/findings/*.parquet' group by all order by all"
        ).fetchall()
        failed = query.execute(f"select count(*) from '{tmp_path}/pages/*.parquet' where error is not null").fetchone()
        joined = query.execute(
            f"select count(*) from '{tmp_path}/findings/*.parquet' f join '{tmp_path}/pages/*.parquet' p "
            "on f.file = p.file and f.offset = p.offset and f.location = p.location"
        ).fetchone()
    assert found == [
        (f"site{site}.example", rule, sum(each.rule == rule for page in right if site_of(page.report.location) ==
         f"site{site}.example" for each in page.report.findings))
        for site in (0, 1) for rule in ("a", "b")
    ]  # fmt: skip
    assert failed == (15,)
    assert joined == (rows[1],)


def test_columns_hold_what_the_results_hold(tmp_path: Path) -> None:
    write_parquet(results(3), tmp_path)
    pages = arrow.read_table(tmp_path / "pages").to_pylist()
    findings = arrow.read_table(tmp_path / "findings").to_pylist()
    assert list(pages[1]) == list(PAGES)
    assert list(findings[0]) == list(FINDINGS)
    assert (pages[1]["location"], pages[1]["findings"], pages[1]["dosages"], pages[1]["error"]) == (
        "https://site1.example/1", 1, 3, None,
    )  # fmt: skip
    assert findings[0]["section"] == "One > Two"
    assert (findings[0]["line"], findings[0]["column"], findings[0]["start"], findings[0]["end"]) == (
        Position(1, 2, 3).line, Position(1, 2, 3).column, Position(1, 2, 3).offset, Position(1, 5, 6).offset,
    )  # fmt: skip
    assert (findings[0]["offset"], findings[0]["digest"]) == (100, f"{1:064x}")


def test_an_earlier_and_longer_table_is_replaced(tmp_path: Path) -> None:
    write_parquet(results(100), tmp_path)
    assert write_parquet(results(0), tmp_path) == (0, 0)
    for table in ("pages", "findings"):
        assert [each.name for each in (tmp_path / table).iterdir()] == ["00001.parquet"]
        assert arrow.read_table(tmp_path / table).num_rows == 0


def test_tables_stay_as_they_were_where_results_are_missing(tmp_path: Path) -> None:
    def failing() -> Iterator[PageResult]:
        yield from results(50)
        raise OSError

    write_parquet(results(10), tmp_path)
    with pytest.raises(OSError):  # noqa: PT011 - that of the results
        write_parquet(failing(), tmp_path)
    assert arrow.read_table(tmp_path / "pages").num_rows == 10


def test_half_a_surrogate_pair_is_no_reason_to_fail(tmp_path: Path) -> None:
    odd = PageResult(PageReport("https://a.example/", error="\ud800"), Record("a", 0, 1))
    write_parquet([odd], tmp_path)
    assert arrow.read_table(tmp_path / "pages").to_pylist()[0]["error"] == "?"


@pytest.mark.parametrize(
    ("location", "site"),
    [("https://Shop.example:8080/a", "shop.example"), ("pages/a.html", ""), ("http://[broken/", ""), ("", "")],
)
def test_the_site_of_a_location(location: str, site: str) -> None:
    assert site_of(location) == site
